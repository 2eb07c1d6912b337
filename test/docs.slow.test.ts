import { afterAll, beforeAll, expect, test } from "vitest";
import { enterSampleFolder, isSlow, pagePrograms } from "./helpers/doc-programs";
import { runCode } from "./helpers/run-code";

const slow = [...pagePrograms()].filter(([page, code]) => isSlow(page, code));
let leaveFolder: () => void;

beforeAll(async () => {
  leaveFolder = await enterSampleFolder();
});

afterAll(() => leaveFolder());

test.each(slow)("%s gives what it shows", async (_, code) => {
  for (const { code: line, actual, shown } of await runCode(code)) expect(actual, line).toEqual(shown);
});
