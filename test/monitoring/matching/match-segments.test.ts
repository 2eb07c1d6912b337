import { expect, test } from "vitest";
import { matchSegments, refitNoise } from "../../../src/monitoring";
import { fitSegments, loadSegments, type SegmentModel } from "../../../src/segments";
import { size } from "../../helpers/size";
import { twoHalves, withSplit } from "../../helpers/two-halves";

const halves = await twoHalves(size(1200, 2000), 2);
const { old, previous, noise } = halves;

test("the same model twice: nothing happened", async () => {
  const match = await matchSegments(previous, await loadSegments(await previous.toBytes()), { noise });
  expect(match.events).toEqual([]);
  expect(match.segments.every(({ jaccard }) => jaccard.previous === 1 && jaccard.next === 1)).toBe(true);
  expect(match.lineage).toMatchObject({ ids: previous.lineage.ids, retired: [] });
  expect(match.agreement.next.adjustedRandIndex).toBe(1);
  expect(match.comparisons).toBe(2);
});

test("refits are plain JSON, the same for the same seed, and belong to their model", async () => {
  const small = await fitSegments(old.slice(0, 120), { seed: 7, projection: false });
  const [one, other] = [
    await refitNoise(small, { refits: 2, seed: 3 }),
    await refitNoise(small, { refits: 2, seed: 3 }),
  ];
  expect(JSON.parse(JSON.stringify(one))).toEqual(other);
  await expect(matchSegments(previous, previous, { noise: one })).rejects.toThrow(
    /^"noise.model" expected the hash of the earlier model/,
  );
  await expect(refitNoise(small, { refits: 3 })).rejects.toThrow('"refits" expected an even number, got 3');
  const damaged = { ...noise, comparisons: [{ ...noise.comparisons[0]!, unexplained: 2 }, noise.comparisons[1]!] };
  await expect(matchSegments(previous, previous, { noise: damaged })).rejects.toThrow(/^"noise.comparisons\[0\]/);
});

test("without refits segments are paired and no event is reported", async () => {
  const next = await fitSegments(await withSplit(halves, 2), { previous, projection: false });
  const match = await matchSegments(previous, next, { refits: 0 });
  expect(match.events).toEqual([]);
  expect(match.comparisons).toBe(0);
  expect(match.segments[2]).toMatchObject({ fate: "split", foundAgain: undefined, p: undefined });
});

test("what is no model is refused", async () => {
  await expect(matchSegments({} as SegmentModel, previous)).rejects.toThrow(
    /^"previous" expected a fitted or loaded model, got/,
  );
});
