import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { expect, inject, test } from "vitest";
import { ROOT } from "../helpers/subpaths";
import { mustRun } from "./command";

const tarball = inject("tarball");
const consumer = inject("consumer");

/** Budgets in kB of what a user loads and downloads: against accidents, to be raised for a reason. */
const INDEX_GZIP_KB = 150;
const TARBALL_KB = 400; // the page of the report is 45 of them

test("publint has nothing against the package", async () => {
  await mustRun("npx", ["publint", "run", tarball, "--strict"], { cwd: ROOT });
});

test("are the types wrong? no", async () => {
  await mustRun("npx", ["attw", tarball, "--profile", "esm-only", "--no-definitely-typed"], { cwd: ROOT });
});

test("it holds what it should and no more", async () => {
  const files = (await mustRun("tar", ["-tzf", tarball], { cwd: ROOT })).trim().split("\n");
  const expected = /^package\/(package\.json|README\.md|LICENSE|CHANGELOG\.md|dist\/[\w./-]+\.(js|d\.ts))$/;
  expect(files.filter((file) => !expected.test(file))).toEqual([]);
  for (const name of ["package.json", "README.md", "LICENSE", "dist/index.js", "dist/index.d.ts", "dist/cli/main.js"]) {
    expect(files).toContain(`package/${name}`);
  }
});

test("it keeps its size", async () => {
  const index = await readFile(join(consumer, "node_modules/seqment/dist/index.js"));
  expect(gzipSync(index).length / 1000).toBeLessThan(INDEX_GZIP_KB);
  expect((await readFile(tarball)).length / 1000).toBeLessThan(TARBALL_KB);
});

test("nothing that comes with it has an install script", async () => {
  const { packages } = JSON.parse(await readFile(join(consumer, "package-lock.json"), "utf8"));
  const scripted = Object.entries<{ hasInstallScript?: boolean }>(packages).filter(
    ([, entry]) => entry.hasInstallScript,
  );
  expect(scripted.map(([name]) => name)).toEqual([]);
});
