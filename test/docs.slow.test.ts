import { afterAll, beforeAll, expect, test } from "vitest";
import { enterSampleFolder, examplePrograms, isSlow, pagePrograms } from "./helpers/doc-programs";
import { complaints, createProgram } from "./helpers/program";
import { runCode } from "./helpers/run-code";

const code = new Map([...pagePrograms(), ...examplePrograms()]);
const program = createProgram(code);
const slow = [...pagePrograms()].filter(([page, code]) => isSlow(page, code));
let leaveFolder: () => void;

beforeAll(async () => {
  leaveFolder = await enterSampleFolder();
});

afterAll(() => leaveFolder());

test.each([...code.keys()])("%s is code without errors of types", (path) => {
  expect(complaints(program, path)).toEqual([]);
});

test.each(slow)("%s gives what it shows", async (_, code) => {
  for (const { code: line, actual, shown } of await runCode(code)) expect(actual, line).toEqual(shown);
});
