import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

/** The shelves of the room in the order in which data passes them: each imports from those before it. */
const SHELVES = ["file", "stages", "options", "survey", "model", "calibration", "previous", "table", "hybrid"];
/** What the composer's own files lie on: what goes in, and what is told. */
const BESIDE = ["../fit-input", "../fit-report"];

/** Arrows against that order, each for one reason; to become fewer. */
const BACKWARD = new Set([
  "stages/engines.ts imports ../options/engine-options", // the union of engines' options
  "options/fit-segments-options.ts imports ../model/assigner", // the model before is an option of the next fit
  "options/fit-segments-options.ts imports ../model/segment-model", // its type
]);

test("a shelf imports from those before it only", () => {
  const room = new URL("../../src/segments/", import.meta.url);
  const found: string[] = [];
  let imports = 0;
  for (const [place, shelf] of SHELVES.entries()) {
    for (const name of readdirSync(new URL(`${shelf}/`, room))) {
      const source = readFileSync(new URL(`${shelf}/${name}`, room), "utf8");
      for (const [, from] of source.matchAll(/from "(\.\.\/(?!\.\.)[^"]+)"/g)) {
        imports++;
        const to = SHELVES.indexOf(from!.split("/")[1]!);
        if (BESIDE.includes(from!) || (to >= 0 && to < place)) continue;
        if (!BACKWARD.has(`${shelf}/${name} imports ${from}`)) found.push(`${shelf}/${name} imports ${from}`);
      }
    }
  }
  expect(found).toEqual([]);
  expect(imports).toBeGreaterThan(50);
});
