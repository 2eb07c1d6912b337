import { expect, test } from "vitest";
import { clusterExemplars, type HdbscanOptions, hdbscan } from "../../../../src/clustering";
import { fixture } from "../../../helpers/fixture";
import { pick, seededBlobs } from "../../../helpers/points";

interface Oracle {
  cases: { name: string; settings: Record<string, unknown>; points: number[][]; labels: number[] }[];
}

/** For each case of the fixture of hdbscan, the row numbers of `exemplars_`, where they are those of the labels. */
const { soft } = fixture<{ soft: ({ exemplars: number[][] } | null)[] }>("quality");
const NAMES: Record<string, keyof HdbscanOptions> = {
  min_cluster_size: "minClusterSize",
  min_samples: "minSamples",
  cluster_selection_method: "clusterSelectionMethod",
  cluster_selection_epsilon: "clusterSelectionEpsilon",
  allow_single_cluster: "allowSingleCluster",
  max_cluster_size: "maxClusterSize",
  cluster_selection_persistence: "clusterSelectionPersistence",
};

const cases = fixture<Oracle>("hdbscan").cases.flatMap((given, i) => {
  const exemplars = soft[i]?.exemplars;
  return exemplars ? [{ ...given, exemplars }] : [];
});

test.each(cases)("Python's hdbscan has the same exemplars_: $name $settings", async (given) => {
  const options = Object.fromEntries(Object.entries(given.settings).map(([key, value]) => [NAMES[key], value]));
  const found = clusterExemplars(await hdbscan(given.points, { ...options, workers: 1 }));
  const sorted = found.map((rows) => [...rows].sort((a, b) => a - b));
  expect(new Set(sorted.map(String))).toEqual(new Set(given.exemplars.map(String)));
});

test("exemplars are members, whatever the order of rows", async () => {
  const points = seededBlobs(300, 4, 5);
  const order = [...Array(300).keys()].map((i) => (i * 7) % 300);
  const result = await hdbscan(points, { workers: 1 });
  const straight = clusterExemplars(result);
  const shuffled = clusterExemplars(await hdbscan(pick(points, order), { workers: 1 }));
  expect(shuffled.map((rows) => Int32Array.from(rows, (i) => order[i]!).sort())).toEqual(straight);
  expect(straight.map(({ length }) => length)).toEqual([5, 9, 5, 11, 7]);
  for (const [label, rows] of straight.entries()) {
    for (const i of rows) expect(result.labels[i]).toBe(label);
  }
});

test("of equal rows the first stands for all, and no cluster has no exemplars", async () => {
  const rows = [[0], [0], [0], [7], [7], [7], [20]];
  expect(clusterExemplars(await hdbscan(rows, { minClusterSize: 3, minSamples: 1, workers: 1 }))).toEqual([
    Int32Array.of(0),
    Int32Array.of(3),
  ]);
  expect(clusterExemplars(await hdbscan([[1], [1], [1]], { minClusterSize: 2, workers: 1 }))).toEqual([]);
});
