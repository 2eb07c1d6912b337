import { expect, test } from "vitest";
import { checkpoint } from "../../src/core/internal";
import { createWorkerPool } from "../../src/parallel";
import { fitCurve } from "../../src/projection/curve";
import { fuzzyUnion, memberships } from "../../src/projection/fuzzy-graph";
import { intersectWithTarget } from "../../src/projection/target";
import { fixture } from "../helpers/fixture";

interface Reference {
  indices: number[][];
  distances: number[][];
  cases: {
    setOpMixRatio: number;
    localConnectivity: number;
    offsets: number[];
    columns: number[];
    values: number[];
  }[];
  labels: number[];
  targets: { weight: number; offsets: number[]; columns: number[]; values: number[] }[];
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
  async ({ setOpMixRatio, localConnectivity, offsets, columns, values }) => {
    using pool = createWorkerPool(1);
    const members = await memberships(neighbors, { localConnectivity, own: 1 }, { pool });
    const graph = await fuzzyUnion(neighbors, members, setOpMixRatio, at);
    expect([...graph.offsets]).toEqual(offsets);
    expect([...graph.columns]).toEqual(columns);
    expect(largestDifference(graph.values, values)).toBeLessThan(1e-5);
  },
);

test.each(reference.targets)("umap-learn's graph intersected with labels: weight $weight", async (expected) => {
  using pool = createWorkerPool(1);
  const members = await memberships(neighbors, { localConnectivity: 1, own: 1 }, { pool });
  const target = Int32Array.from(reference.labels);
  const graph = intersectWithTarget(await fuzzyUnion(neighbors, members, 1, at), target, expected.weight);
  expect([...graph.offsets]).toEqual(expected.offsets);
  expect([...graph.columns]).toEqual(expected.columns);
  expect(largestDifference(graph.values, expected.values)).toBeLessThan(1e-5);
});

const at = checkpoint("test", {});

test("the graph is symmetric to the bit", async () => {
  using pool = createWorkerPool(1);
  const members = await memberships(neighbors, { localConnectivity: 1, own: 1 }, { pool });
  const { offsets, columns, values } = await fuzzyUnion(neighbors, members, 0.7, at);
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
