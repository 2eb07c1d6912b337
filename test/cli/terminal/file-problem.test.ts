import { readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { fileProblem, messageOf } from "../../../src/cli/terminal/file-problem";

test("an error of the file system is said in words, with its path", async () => {
  const absent = join(tmpdir(), "seqment-absent", "log.csv");
  const error = await readFile(absent).catch((reason: unknown) => reason);
  expect(fileProblem(error)).toBe("no such file or folder");
  expect(messageOf(error)).toBe(`${absent}: no such file or folder`);
  const folder = await readFile(tmpdir()).catch((reason: unknown) => reason);
  expect(fileProblem(folder)).toBe("this is a folder, not a file");
});

test("any other error keeps its message", () => {
  expect(fileProblem(new Error("odd"))).toBeUndefined();
  expect(messageOf(new Error("odd"))).toBe("odd");
  expect(messageOf(Object.assign(new Error("busy"), { code: "EBUSY", path: "a" }))).toBe("busy");
  expect(messageOf(undefined)).toBe("undefined");
});
