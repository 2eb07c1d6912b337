import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

/** The shelves of the room in the order in which data passes them: each imports from those before it. */
const SHELVES = [
  "file",
  "stages",
  "options",
  "noise",
  "survey",
  "number",
  "guide",
  "users",
  "model",
  "calibration",
  "previous",
  "edit",
  "layers",
  "emerging",
  "refine",
  "table",
  "hybrid",
];
/** What the composer's own files lie on: what goes in, and what is reported. */
const BESIDE = ["fit-input", "fit-report", "fit-sequences"];

/** Arrows against that order, each for one reason; to become fewer. */
const BACKWARD = new Set([
  // its methods; an import when asked for would keep bundlers from leaving anything out
  "model/segment-model.ts imports edit/edit-parts",
  "model/segment-model.ts imports emerging/emerging-segments",
  "model/segment-model.ts imports emerging/extend-parts",
  "model/segment-model.ts imports layers/layer-parts",
  "model/segment-model.ts imports layers/plan-layers",
  "model/segment-model.ts imports refine/refine-parts",
  // the path of layers is a column of the table of users
  "model/savable-segments.ts imports layers/layer-path",
  "model/savable-segments.ts imports layers/plan-layers",
  "model/savable-segments.ts imports layers/segment-layer",
  // what is asked for leads what is tried
  "options/fit-segments-options.ts imports guide/resolve-guide",
  "survey/choose-segments.ts imports number/divide-points",
  "survey/stages-to-try.ts imports number/divider",
  "survey/survey-candidates.ts imports guide/row-guide",
  "survey/survey-candidates.ts imports guide/try-guided",
  "survey/survey-candidates.ts imports number/rank-by-bits",
  "survey/survey-candidates.ts imports number/stages-of-number",
  "survey/try-candidates.ts imports number/divide-points",
  "survey/try-candidates.ts imports number/numbers-in-range",
  "stages/engines.ts imports options/engine-options", // the union of engines' options
  // how sure the answer of the nearest segment is, fitted or new
  "stages/rest-placer.ts imports model/answers/answer-confidence",
  "stages/restore-placer.ts imports model/contents/calibration-shape",
  "noise/settle-rest.ts imports model/answers/answer-confidence",
  "noise/count-noise.ts imports survey/choose-segments", // what was chosen, without those placed
  // types of the model whose users these are
  "users/ids-of-users.ts imports model/model-parts",
  "users/users-table.ts imports model/member-row",
  "options/previous-model.ts imports model/model-origin", // the model before is an option of the next fit
]);

test("a shelf imports from those before it only", () => {
  const room = fileURLToPath(new URL("../../src/segments/", import.meta.url));
  const found: string[] = [];
  let imports = 0;
  for (const [place, shelf] of SHELVES.entries()) {
    for (const name of readdirSync(join(room, shelf), { recursive: true, encoding: "utf8" })) {
      if (!name.endsWith(".ts")) continue;
      const file = join(room, shelf, name);
      for (const [, from] of readFileSync(file, "utf8").matchAll(/from "(\.[^"]+)"/g)) {
        const to = relative(room, resolve(dirname(file), from!));
        const other = to.split("/")[0]!;
        if (other === ".." || other === shelf) continue;
        imports++;
        if (BESIDE.includes(to) || (SHELVES.includes(other) && SHELVES.indexOf(other) < place)) continue;
        found.push(`${shelf}/${name} imports ${to}`);
      }
    }
  }
  expect(found.sort()).toEqual([...BACKWARD].sort());
  expect(imports).toBeGreaterThan(50);
});
