import fc from "fast-check";
import { expect, test } from "vitest";
import { summarizeSegments } from "../../../src/profiles";
import { sequencesOf } from "../../helpers/sequences-of";
import { size } from "../../helpers/size";

type Paths = readonly (readonly string[])[];

const times = (paths: Paths, from: string, to?: string) =>
  paths.reduce((sum, path) => sum + path.filter((_, i) => follows(path, i, from, to)).length, 0);
const follows = (path: readonly string[], i: number, from: string, to?: string) =>
  i > 0 && path[i - 1] === from && (to === undefined || path[i] === to);
const h = (p: number, q: number) => 2 * Math.asin(Math.sqrt(p)) - 2 * Math.asin(Math.sqrt(q));

/** By hand: all transitions, those of equal counts by name. */
function transitionsOf(here: Paths, others: Paths) {
  const names = [...new Set(here.flat())].sort();
  const found = names.flatMap((from) =>
    names.flatMap((to) => {
      const count = times(here, from, to);
      if (count === 0) return [];
      const probability = count / times(here, from);
      const elsewhere = times(others, from) > 0 ? times(others, from, to) / times(others, from) : null;
      const [difference, effect] =
        elsewhere === null ? [null, null] : [probability - elsewhere, expect.closeTo(h(probability, elsewhere), 12)];
      return [{ from, to, count, probability, elsewhere, difference, effect }];
    }),
  );
  return found.sort((a, b) => b.count - a.count);
}

const anyPath = fc.array(fc.constantFrom("A", "B", "C", "__proto__"), { minLength: 1, maxLength: 8 });
const anyPaths = fc.array(anyPath, { minLength: 1, maxLength: 8 });

test("the most frequent transitions are those that a count of all paths finds", async () => {
  await fc.assert(
    fc.asyncProperty(anyPaths, anyPaths, fc.integer({ min: 1, max: 12 }), async (here, others, topNgrams) => {
      const labels = [...here.map(() => 0), ...others.map(() => 1)];
      const [profile] = await summarizeSegments(await sequencesOf([...here, ...others]), labels, { topNgrams });
      expect(profile!.flow.transitions).toEqual(transitionsOf(here, others).slice(0, topNgrams));
    }),
    { numRuns: size(40, 200) },
  );
});
