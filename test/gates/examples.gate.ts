import { readdirSync } from "node:fs";
import { cp } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { expect, inject, test } from "vitest";
import { ROOT } from "../helpers/program";
import { mustRun } from "./command";

const consumer = inject("consumer");
const tsx = createRequire(import.meta.url).resolve("tsx/cli");
const examples = readdirSync(join(ROOT, "examples")).filter((file) => file.endsWith(".ts"));

test("there are examples", () => {
  expect(examples).not.toEqual([]);
});

test.each(examples)("examples/%s runs with the installed package, and prints something", async (file) => {
  await cp(join(ROOT, "examples", file), join(consumer, file));
  expect(await mustRun(process.execPath, [tsx, file], { cwd: consumer })).toMatch(/\w/);
});
