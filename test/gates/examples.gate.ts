import { readdirSync } from "node:fs";
import { cp, mkdir, mkdtemp, symlink, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { beforeAll, expect, inject, test } from "vitest";
import { SHARED_DATA } from "../helpers/shared-data";
import { SHARED_MODELS } from "../helpers/shared-models";
import { ROOT } from "../helpers/subpaths";
import { mustRun } from "./command";

/** Packages that an example plugs in; all else in the folder of the examples is the installed package. */
const PLUGGED_IN = ["fast-png", "hdbscan-ts", "umap-js", "@huggingface/transformers"];
const consumer = inject("consumer");
const tsx = createRequire(import.meta.url).resolve("tsx/cli");
const examples = readdirSync(join(ROOT, "examples")).filter((file) => file.endsWith(".ts"));
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(consumer, "../examples-"));
  await cp(join(ROOT, "examples"), folder, { recursive: true });
  await writeFile(join(folder, "package.json"), '{ "type": "module" }');
  await mkdir(join(folder, "node_modules/@huggingface"), { recursive: true });
  await symlink(join(consumer, "node_modules/seqment"), join(folder, "node_modules/seqment"));
  for (const name of PLUGGED_IN) await symlink(join(ROOT, "node_modules", name), join(folder, "node_modules", name));
});

test("there are examples", () => {
  expect(examples).not.toEqual([]);
});

test.each(examples)("examples/%s runs with the installed package, and prints something", async (file) => {
  const printed = await mustRun(process.execPath, [tsx, file], {
    cwd: folder,
    env: { SEQMENT_DATA: SHARED_DATA, SEQMENT_MODELS: SHARED_MODELS },
  });
  expect(printed).toMatch(/\w/);
  if (process.env.SEQMENT_REQUIRE_SHARED) expect(printed).not.toMatch(/^skipped/m);
});

test("examples/sentence-bert.ts without the optional peer says what to install", async () => {
  const bare = await mkdtemp(join(consumer, "../bare-"));
  await writeFile(join(bare, "package.json"), '{ "type": "module" }');
  await cp(join(ROOT, "examples/sentence-bert.ts"), join(bare, "sentence-bert.ts"));
  await mkdir(join(bare, "node_modules"));
  await symlink(join(consumer, "node_modules/seqment"), join(bare, "node_modules/seqment"));
  expect(await mustRun(process.execPath, [tsx, "sentence-bert.ts"], { cwd: bare })).toBe(
    'MissingDependencyError: a sentence-bert embedding needs "@huggingface/transformers", which is not installed. ' +
      "Run: npm install @huggingface/transformers\n",
  );
});
