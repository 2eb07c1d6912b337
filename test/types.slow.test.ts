import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { complaints, createProgram } from "./helpers/program";
import { ROOT } from "./helpers/subpaths";

const PATH = "test/types/use.test-d.ts";
const uses = readFileSync(ROOT + PATH, "utf8");
const WRONG = "test/types/wrong.test-d.ts";
const wrong = [
  'import { expectTypeOf } from "vitest";',
  'import { parsePath, type SegmentModel } from "seqment";',
  'expectTypeOf(parsePath("A")).toEqualTypeOf<number[]>();',
  'expectTypeOf<SegmentModel["labels"]>().toEqualTypeOf<number>();',
  "// @ts-expect-error: nothing is wrong",
  'parsePath("A");',
].join("\n");
const code = new Map([
  [PATH, uses],
  [WRONG, wrong],
]);
const program = createProgram(code, [...code.keys()]);

test("twenty uses have the types they should", () => {
  expect(uses.match(/^(await )?expectTypeOf|@ts-expect-error/gm)!.length).toBeGreaterThan(20);
  expect(complaints(program, PATH)).toEqual([]);
});

test("a type that is another, and an error that is none, are found", () => {
  const found = complaints(program, WRONG);
  expect(found.map((line) => line.slice(0, 6)).sort()).toEqual(["line 3", "line 4", "line 5"]);
});
