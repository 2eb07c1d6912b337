import { existsSync } from "node:fs";
import { chmod, mkdir, mkdtemp, readdir, readFile, readlink, rm, stat, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { ModelFormatError } from "../../../src/core";
import { fitSegments, loadSegments } from "../../../src/segments";
import { writeAtomically } from "../../../src/segments/internal";

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "seqment-files-"));
});

afterEach(() => rm(folder, { recursive: true }));

const modeOf = async (path: string) => (await stat(path)).mode & 0o777;

test("writers at once leave the whole file of one of them, and nothing else", async () => {
  const path = join(folder, "model.seqment");
  const contents = Array.from({ length: 12 }, (_, i) => new Uint8Array(200_000 + i).fill(i));
  for (let round = 0; round < 5; round++) {
    await Promise.all(contents.map((content) => writeAtomically(path, content)));
    const found = await readFile(path);
    expect(contents.some((content) => found.equals(content))).toBe(true);
    expect(await readdir(folder)).toEqual(["model.seqment"]);
  }
});

test("models saved at once to one path: it loads", async () => {
  const path = join(folder, "model.seqment");
  const models = await Promise.all(
    [1, 2].map((seed) =>
      fitSegments(
        Array.from({ length: 40 }, (_, i) => (i % 2 ? "A -> B -> C" : "X -> Y")),
        { seed },
      ),
    ),
  );
  const [bytes] = await Promise.all(models.map((model) => model.toBytes()));
  await Promise.all([...models, ...models, ...models].map((model) => model.save(pathToFileURL(path))));
  expect((await loadSegments(path)).labels).toEqual((await loadSegments(bytes!)).labels);
});

test("a new file has the usual mode, an old one keeps its own", async () => {
  const path = join(folder, "private");
  await writeFile(path, "old", { mode: 0o600 });
  await writeAtomically(path, "new");
  expect([await readFile(path, "utf8"), await modeOf(path)]).toEqual(["new", 0o600]);
  await chmod(path, 0o664);
  await writeAtomically(path, "newer");
  expect(await modeOf(path)).toBe(0o664);
  await writeFile(join(folder, "plain"), "");
  await writeAtomically(join(folder, "fresh"), "");
  expect(await modeOf(join(folder, "fresh"))).toBe(await modeOf(join(folder, "plain")));
});

test("what a link leads to is written, the link stays", async () => {
  await mkdir(join(folder, "store"));
  await writeFile(join(folder, "store", "v1"), "old");
  await symlink("store/v1", join(folder, "middle"));
  await symlink(join(folder, "middle"), join(folder, "current"));
  await symlink("store/v2", join(folder, "next"));
  await writeAtomically(join(folder, "current"), "new");
  await writeAtomically(join(folder, "next"), "first");
  expect(await readFile(join(folder, "store", "v1"), "utf8")).toBe("new");
  expect(await readFile(join(folder, "store", "v2"), "utf8")).toBe("first");
  expect(await readlink(join(folder, "middle"))).toBe("store/v1");
  expect((await readdir(join(folder, "store"))).sort()).toEqual(["v1", "v2"]);
});

test("what is no model is named by its path", async () => {
  const path = join(folder, "events.csv");
  await writeFile(path, "who,what,when\n");
  const expected = `${path}: not a seqment model: expected it to begin with "seqment", got "who,wha"`;
  await expect(loadSegments(path)).rejects.toThrow(new ModelFormatError(expected));
  await expect(loadSegments(await readFile(path))).rejects.toThrow(/^not a seqment model/);
});

describe("on failure the old file stays, and no part of a new one", () => {
  test("of writing", async () => {
    const path = join(folder, "model");
    await writeFile(path, "old");
    await expect(writeAtomically(path, 5 as never)).rejects.toThrow(TypeError);
    expect(await readFile(path, "utf8")).toBe("old");
    expect(await readdir(folder)).toEqual(["model"]);
  });

  test("of a place that is a folder, is in none, or links to itself", async () => {
    const message = `${folder} is a folder, not a file`;
    await expect(writeAtomically(folder, "x")).rejects.toThrow(new RangeError(message));
    await expect(loadSegments(folder)).rejects.toThrow(new RangeError(message));
    await expect(loadSegments(pathToFileURL(folder))).rejects.toThrow(new RangeError(message));
    await expect(writeAtomically(join(folder, "none", "model"), "x")).rejects.toThrow("ENOENT");
    await symlink("loop", join(folder, "loop"));
    await expect(writeAtomically(join(folder, "loop"), "x")).rejects.toThrow("ELOOP");
    expect(await readdir(folder)).toEqual(["loop"]);
  });
});

test("a device is written to, and stays one", async () => {
  await writeAtomically("/dev/null", "gone");
  expect((await stat("/dev/null")).isCharacterDevice()).toBe(true);
});

test.runIf(existsSync("/dev/full"))("a full disk is reported with the file", async () => {
  await expect(writeAtomically("/dev/full", "more than fits")).rejects.toThrow(
    /^\/dev\/full cannot be written: ENOSPC: no space left on device/,
  );
});
