import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, inject, test } from "vitest";
import { ROOT, SUBPATHS } from "../helpers/subpaths";
import { mustRun } from "./command";

const tarball = inject("tarball");
const consumer = inject("consumer");

test("publint has nothing against the package", async () => {
  await mustRun("npx", ["publint", "run", tarball, "--strict"], { cwd: ROOT });
});

test("are the types wrong? no", async () => {
  await mustRun("npx", ["attw", tarball, "--profile", "esm-only", "--no-definitely-typed"], { cwd: ROOT });
});

test("it holds what it should and no more", async () => {
  const files = (await mustRun("tar", ["-tzf", tarball], { cwd: ROOT })).trim().split("\n");
  const built = /dist\/(cli\/|chunks\/)?[\w-]+\.(js|js\.map|d\.ts)/.source;
  const pages = /(README|CHANGELOG|CONTRIBUTING)\.md|docs\/[\w./-]+\.(md|png|svg)|docs\/config\.schema\.json/.source;
  const expected = new RegExp(`^package/(package\\.json|LICENSE|${pages}|${built})$`);
  expect(files.filter((file) => !expected.test(file))).toEqual([]);
  const subpaths = [...SUBPATHS.keys()].map((path) => path.slice("seqment/".length) || "index");
  const rooms = subpaths.flatMap((room) => [`dist/${room}.js`, `dist/${room}.js.map`, `dist/${room}.d.ts`]);
  for (const name of ["package.json", "README.md", "LICENSE", "docs/index.md", "dist/cli/main.js", ...rooms]) {
    expect(files).toContain(`package/${name}`);
  }
});

test("nothing that comes with it has an install script", async () => {
  const { packages } = JSON.parse(await readFile(join(consumer, "package-lock.json"), "utf8"));
  const scripted = Object.entries<{ hasInstallScript?: boolean }>(packages).filter(
    ([, entry]) => entry.hasInstallScript,
  );
  expect(scripted.map(([name]) => name)).toEqual([]);
});
