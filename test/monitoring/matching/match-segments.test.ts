import { beforeAll, expect, test } from "vitest";
import { matchSegments, type RefitNoise, refitNoise } from "../../../src/monitoring";
import { fitSegments, loadSegments, type SegmentModel } from "../../../src/segments";
import { demoEvents, pathsOf } from "../../helpers/demo-paths";
import { size } from "../../helpers/size";

let old: string[][];
let fresh: string[][];
let previous: SegmentModel;
let noise: RefitNoise;

beforeAll(async () => {
  const paths = pathsOf((await demoEvents(2000)).events);
  old = paths.filter((_, i) => i % 2 === 0);
  fresh = paths.filter((_, i) => i % 2 === 1);
  previous = await fitSegments(old, { seed: 7, projection: false });
  noise = await refitNoise(previous);
}, 120_000);

/** The new users, with half of a segment's members doing something else in the second half of their path. */
async function withSplit(segment: number): Promise<string[][]> {
  const answers = await previous.assign(fresh);
  let members = 0;
  return fresh.map((path, i) => {
    if (answers[i]!.segment !== segment || members++ % 2 === 1) return path;
    const half = Math.ceil(path.length / 2);
    const gifts = path.slice(half).map((_, j) => ["GIFT_OPEN", "GIFT_SEND", "GIFT_THANK"][(i + j) % 3]!);
    return [...path.slice(0, half), ...gifts];
  });
}

test("the same model twice: nothing happened", async () => {
  const match = await matchSegments(previous, await loadSegments(await previous.toBytes()), { noise });
  expect(match.events).toEqual([]);
  expect(match.segments.every(({ jaccard }) => jaccard.previous === 1 && jaccard.next === 1)).toBe(true);
  expect(match.lineage).toMatchObject({ ids: previous.lineage.ids, retired: [] });
  expect(match.agreement.next.adjustedRandIndex).toBe(1);
  expect(match.comparisons).toBe(20);
});

test("other users of an unchanged log, and every user twice: no event", async () => {
  const next = await fitSegments(fresh, { previous });
  expect((await matchSegments(previous, next, { noise })).events).toEqual([]);
  const twice = await fitSegments([...old, ...old], { previous });
  const match = await matchSegments(previous, twice, { noise });
  expect(match.events).toEqual([]);
  expect(match.migration).toBeUndefined();
});

test("a planted split is the one event that is told, whichever segment it is in", async () => {
  for (const segment of size(1, 4) === 1 ? [2] : [0, 1, 2, 3]) {
    const next = await fitSegments(await withSplit(segment), { previous });
    const { events, lineage } = await matchSegments(previous, next, { noise });
    expect(events.map(({ kind, from }) => [kind, ...from])).toEqual([["split", previous.lineage.ids[segment]]]);
    expect(events[0]!.into[0]).toBe(events[0]!.from[0]); // the id stays with the heir
    expect(lineage.ids).toEqual(next.lineage.ids);
  }
}, 120_000);

test("refits are plain JSON, the same for the same seed, and belong to their model", async () => {
  const small = await fitSegments(old.slice(0, 300), { seed: 7, projection: false });
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

test("without refits segments are paired and no event is told", async () => {
  const next = await fitSegments(await withSplit(2), { previous, projection: false });
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
