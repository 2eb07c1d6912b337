import { expect, test } from "vitest";
import { fitCurve } from "../../src/projection/curve";
import { fuzzyUnion, memberships, smoothDistances } from "../../src/projection/fuzzy-graph";
import { fixture } from "../helpers/fixture";

interface Reference {
  indices: number[][];
  distances: number[][];
  cases: {
    setOpMixRatio: number;
    localConnectivity: number;
    sigmas: number[];
    rhos: number[];
    offsets: number[];
    columns: number[];
    values: number[];
  }[];
  curves: [minDist: number, spread: number, a: number, b: number][];
}
const reference = fixture<Reference>("umap_graph");
const rows = reference.indices.length;
const neighbors = {
  indices: Int32Array.from(reference.indices.flat()),
  distances: Float32Array.from(reference.distances.flat()),
  rows,
  k: 11,
};

function largestDifference(got: ArrayLike<number>, expected: readonly number[]): number {
  return expected.reduce((worst, value, i) => Math.max(worst, Math.abs(value - got[i]!)), 0);
}

test.each(reference.cases)(
  "umap-learn's graph: mix $setOpMixRatio, connectivity $localConnectivity",
  ({ setOpMixRatio, localConnectivity, sigmas, rhos, offsets, columns, values }) => {
    const bandwidths = smoothDistances(neighbors, { localConnectivity, own: 1 });
    expect(largestDifference(bandwidths.rho, rhos)).toBeLessThan(1e-5);
    expect(largestDifference(bandwidths.sigma, sigmas)).toBeLessThan(1e-4);
    const graph = fuzzyUnion(neighbors, memberships(neighbors, bandwidths), setOpMixRatio);
    expect([...graph.offsets]).toEqual(offsets);
    expect([...graph.columns]).toEqual(columns);
    expect(largestDifference(graph.values, values)).toBeLessThan(1e-5);
  },
);

test("the graph is symmetric to the bit", () => {
  const bandwidths = smoothDistances(neighbors, { localConnectivity: 1, own: 1 });
  const { offsets, columns, values } = fuzzyUnion(neighbors, memberships(neighbors, bandwidths), 0.7);
  const entries = new Map<string, number>();
  for (let i = 0; i < rows; i++) {
    for (let p = offsets[i]!; p < offsets[i + 1]!; p++) entries.set(`${i} ${columns[p]}`, values[p]!);
  }
  for (const [at, value] of entries) expect(entries.get(at.split(" ").reverse().join(" "))).toBe(value);
});

test.each(reference.curves)("the curve of minDist %d and spread %d", (minDist, spread, a, b) => {
  const curve = fitCurve(minDist, spread);
  expect(Math.abs(curve.a / a - 1)).toBeLessThan(1e-4);
  expect(Math.abs(curve.b / b - 1)).toBeLessThan(1e-4);
});
