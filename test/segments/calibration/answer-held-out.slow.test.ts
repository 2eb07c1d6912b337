import { describe, expect, test } from "vitest";
import { fitSegments } from "../../../src";
import { makeDemoLog } from "../../../src/cli/fit/demo-log";
import { randomStream } from "../../../src/core/internal";
import { chiSquareTest } from "../../../src/statistics";

const OPTIONS = {
  embedding: "order",
  reduction: false,
  clustering: { method: "hdbscan", minClusterSize: 15, clusterSelectionMethod: "eom" },
  projection: false,
} as const;

/** The paths of the demo's users. */
function demoPaths(users: number): string[][] {
  const paths = new Map<string, string[]>();
  for (const { user, action } of makeDemoLog({ users }).events) {
    const path = paths.get(user);
    if (path) path.push(action);
    else paths.set(user, [action]);
  }
  return [...paths.values()];
}

/** How many are in no segment, and in each. */
function mix(segments: readonly number[], count: number): number[] {
  const counts = new Array<number>(count + 1).fill(0);
  for (const segment of segments) counts[segment + 1]! += 1;
  return counts;
}

describe("users held out", () => {
  test("are answered as new ones are, where those who were fitted are not", async () => {
    const paths = demoPaths(800);
    let [fittedNone, referenceNone, newNone, users, alarms] = [0, 0, 0, 0, 0];
    const seeds = [1, 2];
    for (const seed of seeds) {
      const random = randomStream(seed, "test/halves");
      const inHalf = paths.map((_, i) => random.uniform(i, 0) < 0.5);
      const model = await fitSegments(
        paths.filter((_, i) => inHalf[i]),
        { ...OPTIONS, seed },
      );
      const answers = await model.assign(paths.filter((_, i) => !inHalf[i]));
      const { labels, weights } = model.reference!;
      const held = [...labels].flatMap((label, i) => new Array<number>(weights[i]!).fill(label));
      const count = model.segments.length;
      const fresh = mix(
        answers.map(({ segment }) => segment),
        count,
      );
      const reference = mix(held, count);
      const columns = [...fresh.keys()].filter((c) => fresh[c]! + reference[c]! > 0);
      const { p } = chiSquareTest([columns.map((c) => reference[c]!), columns.map((c) => fresh[c]!)]);
      if (p < 0.01) alarms += 1;
      fittedNone += mix([...model.labels], count)[0]! / model.labels.length;
      referenceNone += reference[0]! / held.length;
      newNone += fresh[0]! / answers.length;
      users += held.length;
    }
    expect(alarms).toBe(0);
    expect(users).toBeGreaterThan(150);
    expect(fittedNone - newNone).toBeGreaterThan(0.03); // vectors know the users that they were learned from
    expect(Math.abs(referenceNone - newNone)).toBeLessThan(0.6 * (fittedNone - newNone));
  });
});
