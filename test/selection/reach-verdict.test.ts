import { describe, expect, test } from "vitest";
import { reachVerdict } from "../../src/selection";

/** Two segments of 40 and 40 inputs and 20 in none; every row has 5 symbols. */
const rows = {
  labels: Int32Array.of(0, 1, -1),
  weights: Float64Array.of(40, 40, 20),
  lengths: Float64Array.of(5, 5, 5),
};
const nulls = { shuffled: 0.01, transitions: -0.02, inputs: 100 };
const saved = { perAction: 0.2, ofSegments: Float64Array.of(60, 40), ofNoise: 0 };
const evidence = { saved, stability: Float64Array.of(0.9, 0.8), nulls, resamples: 20 };

describe("the verdict", () => {
  test("clear segments: bits are saved, and most inputs are in segments found again", () => {
    expect(reachVerdict(rows, evidence)).toEqual({
      kind: "clear segments",
      savedBits: 0.2,
      nulls,
      segments: [
        { segment: 0, stability: 0.9, savedBits: 0.3, stable: true },
        { segment: 1, stability: 0.8, savedBits: 0.2, stable: true },
      ],
      stableShare: 0.8,
      resamples: 20,
      sentence:
        "Clear segments: they save 0.200 bits an action (in logs without segments 0.010 at most); 2 of 2 are found again in resamples, with 80 % of inputs.",
    });
  });

  test("some stable segments: bits are saved, but fewer than half of the inputs are in those found again", () => {
    const { kind, stableShare, sentence } = reachVerdict(rows, { ...evidence, stability: Float64Array.of(0.9, 0.74) });
    expect({ kind, stableShare }).toEqual({ kind: "some stable segments in a continuum", stableShare: 0.4 });
    expect(sentence).toBe(
      "Some stable segments in a continuum: the segments save 0.200 bits an action (in logs without segments 0.010 at most); 1 of 2 are found again in resamples, with 40 % of inputs.",
    );
  });

  test("exactly half of the inputs, and exactly .75, are enough", () => {
    const half = { ...rows, weights: Float64Array.of(50, 40, 10) };
    const { kind, segments } = reachVerdict(half, { ...evidence, stability: Float64Array.of(0.75, 0.7) });
    expect(kind).toBe("clear segments");
    expect(segments.map(({ stable }) => stable)).toEqual([true, false]);
  });

  test.each([
    ["no segment is found again", { stability: Float64Array.of(0.6, 0.3) }],
    ["shuffled logs save as many", { nulls: { ...nulls, shuffled: 0.2 } }],
    ["logs that keep transitions save more", { nulls: { ...nulls, transitions: 0.3 } }],
    ["nothing is saved", { saved: { ...saved, perAction: 0 } }],
    [
      "the labels cost more than they tell",
      { saved: { ...saved, perAction: -0.1 }, nulls: { ...nulls, shuffled: -0.2 } },
    ],
  ])("a continuum: %s", (_, change) => {
    const { kind, sentence } = reachVerdict(rows, { ...evidence, ...change });
    expect(kind).toBe("continuum");
    expect(sentence).toMatch(/^A continuum: .+; take the labels as convenience cuts\.$/);
  });

  test("a continuum says why: nothing saved, without a minus before zero", () => {
    const { sentence } = reachVerdict(rows, {
      ...evidence,
      saved: { ...saved, perAction: -0.0001 },
      nulls: { shuffled: -0.0002, transitions: -0.1, inputs: 9 },
    });
    expect(sentence).toBe(
      "A continuum: the segments save no bits: 0.000 bits an action (in logs without segments 0.000 at most); take the labels as convenience cuts.",
    );
  });

  test("where a clusterer cannot be resampled its segments count as stable", () => {
    const { kind, segments, stableShare } = reachVerdict(rows, { ...evidence, stability: undefined });
    expect({ kind, stableShare }).toEqual({ kind: "clear segments", stableShare: 0.8 });
    expect(segments.map(({ stability }) => stability)).toEqual([undefined, undefined]);
  });

  test("bits of a segment are told on each of its own actions", () => {
    const { segments } = reachVerdict({ ...rows, lengths: Float64Array.of(10, 2, 5) }, evidence);
    expect(segments.map(({ savedBits }) => savedBits)).toEqual([60 / 400, 40 / 80]);
  });

  test("one segment of all is a continuum, whatever it seems to save; one segment and some in none is not", () => {
    const one = { ...evidence, saved: { ...saved, ofSegments: Float64Array.of(100) }, stability: Float64Array.of(1) };
    const all = reachVerdict({ ...rows, labels: Int32Array.of(0, 0, 0) }, one);
    expect(all).toMatchObject({ kind: "continuum", stableShare: 1 });
    expect(all.sentence).toBe("A continuum: all inputs are one segment; there is nothing to tell apart.");
    expect(reachVerdict({ ...rows, labels: Int32Array.of(0, 0, -1) }, one).kind).toBe("clear segments");
  });

  test("without any segment it is a continuum", () => {
    const none = { perAction: 0.1, ofSegments: new Float64Array(0), ofNoise: 1 };
    const found = reachVerdict({ ...rows, labels: Int32Array.of(-1, -1, -1) }, { ...evidence, saved: none });
    expect(found).toMatchObject({ kind: "continuum", segments: [], stableShare: 0 });
    expect(found.sentence).toBe("A continuum: no segment was found; there is nothing to tell apart.");
  });
});
