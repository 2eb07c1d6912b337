import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type HdbscanOptions, type HdbscanResult, hdbscan } from "../../../src/clustering";
import type { Matrix } from "../../../src/core";
import { matrix } from "../../../src/core/internal";
import { expectAbortMidway } from "../../helpers/abort";
import { Cases } from "../../helpers/cases";
import { fixture } from "../../helpers/fixture";
import { anyPoints, pick, seededBlobs } from "../../helpers/points";
import { expectSamePartition } from "../../helpers/same-partition";
import { size } from "../../helpers/size";
import { type NaiveOptions, hdbscan as naive } from "../../reference/hdbscan";

interface Oracle {
  cases: {
    name: string;
    settings: Record<string, unknown>;
    points: number[][];
    labels: number[];
    probabilities: number[];
    outlierScores: number[];
    treeWeights: number[];
  }[];
}

interface SklearnOracle {
  cases: { case: number; labels: number[]; probabilities: number[]; treeWeights: number[] }[];
  /** Cases in which the library throws. */
  failed: number;
}

const oracle = fixture<Oracle>("hdbscan");
const NAMES: Record<string, keyof HdbscanOptions> = {
  min_cluster_size: "minClusterSize",
  min_samples: "minSamples",
  cluster_selection_method: "clusterSelectionMethod",
  cluster_selection_epsilon: "clusterSelectionEpsilon",
  allow_single_cluster: "allowSingleCluster",
  max_cluster_size: "maxClusterSize",
  cluster_selection_persistence: "clusterSelectionPersistence",
};

describe("Python's hdbscan gives the same", () => {
  const cases = new Cases("branches undone", "all");

  test.each(oracle.cases)("$name $settings", async ({ settings, points, ...expected }) => {
    const options = Object.fromEntries(Object.entries(settings).map(([key, value]) => [NAMES[key], value]));
    const result = await hdbscan(points, { ...options, workers: 1 });
    expectSamePartition(result.labels, expected.labels);
    for (const i of points.keys()) {
      expect(Math.abs(result.probabilities[i]! - expected.probabilities[i]!)).toBeLessThan(1e-5);
      // Of a branch that is undone, hdbscan lets the points of branches undone within it stay on: docs/hdbscan.md.
      if (cases.when("branches undone", settings.cluster_selection_persistence !== undefined, "all")) continue;
      expect(Math.abs(result.outlierScores[i]! - expected.outlierScores[i]!)).toBeLessThan(1e-5);
    }
    const weights = result.minimumSpanningTree.distances;
    expect(weights.length).toBe(expected.treeWeights.length);
    for (const [i, weight] of expected.treeWeights.entries()) {
      expect(Math.abs(weights[i]! - weight)).toBeLessThan(1e-6 * weight);
    }
  });

  test("scores of outliers are compared", () => cases.expectAll());
});

describe("scikit-learn gives the same", () => {
  const { cases, failed } = fixture<SklearnOracle>("hdbscan_scikit_learn");

  test("in all cases whose settings it has, but where it fails", () => {
    expect(cases.length).toBeGreaterThan(35);
    const settings = oracle.cases.filter((given) => given.settings.cluster_selection_persistence === undefined);
    expect(cases.length + failed).toBe(settings.length);
  });

  test.each(cases)("case $case", async ({ case: at, labels, probabilities, treeWeights }) => {
    const { settings, points } = oracle.cases[at]!;
    const options = Object.fromEntries(Object.entries(settings).map(([key, value]) => [NAMES[key], value]));
    const result = await hdbscan(points, { ...options, workers: 1 });
    expectSamePartition(result.labels, labels);
    for (const [i, expected] of probabilities.entries()) {
      expect(Math.abs(result.probabilities[i]! - expected)).toBeLessThan(1e-5);
    }
    for (const [i, expected] of treeWeights.entries()) {
      expect(Math.abs(result.minimumSpanningTree.distances[i]! - expected)).toBeLessThan(1e-6 * expected);
    }
  });
});

const anyOptions = fc.record({
  minClusterSize: fc.integer({ min: 2, max: 7 }),
  minSamples: fc.integer({ min: 1, max: 6 }),
  clusterSelectionMethod: fc.constantFrom("eom" as const, "leaf" as const),
  clusterSelectionEpsilon: fc.constantFrom(0, 0, 0.7, 3),
  allowSingleCluster: fc.boolean(),
  maxClusterSize: fc.constantFrom(1e6, 1e6, 12),
  minDistinctRows: fc.constantFrom(1, 1, 2, 3),
  countSamples: fc.constantFrom("weight" as const, "distinct" as const),
});

describe("by definition", () => {
  test("labels, probabilities and scores are those of the naive HDBSCAN on replicated rows", async () => {
    await fc.assert(
      fc.asyncProperty(anyPoints({ maxRows: 16 }), fc.array(fc.integer({ min: 1, max: 6 })), anyOptions, checkNaive),
      { numRuns: size(250, 1000) },
    );
  });

  async function checkNaive(points: Matrix, someWeights: number[], options: Required<NaiveOptions>) {
    const weights = Array.from({ length: points.rows }, (_, i) => someWeights[i] ?? 1);
    const copies = weights.flatMap((weight, i) => new Array<number>(weight).fill(i));
    fc.pre(copies.length > Math.max(options.minClusterSize, options.minSamples));
    const algorithm = (["boruvka", "screened", "prim"] as const)[points.rows % 3]!;
    const result = await hdbscan(points, { ...options, weights, algorithm, workers: 1 });
    const expected = naive(pick(points, copies), options);
    expectSamePartition(
      copies.map((i) => result.labels[i]!),
      expected.labels,
    );
    for (const [at, i] of copies.entries()) {
      expect(result.probabilities[i]).toBeCloseTo(expected.probabilities[at]!, 9);
      expect(result.outlierScores[i]).toBeCloseTo(expected.outlierScores[at]!, 9);
      expect(result.coreDistances[i]).toBe(expected.core[at]);
    }
    const sizes = new Float64Array(result.selectedClusters.length);
    for (const i of copies) if (result.labels[i]! >= 0) sizes[result.labels[i]!]! += 1;
    expect([...sizes]).toEqual([...sizes].sort((a, b) => b - a));
    expectFinite(result);
  }

  test("replicated rows are weighted rows, to the bit", async () => {
    await fc.assert(
      fc.asyncProperty(anyPoints({ minRows: 8 }), fc.array(fc.integer({ min: 1, max: 9 })), async (points, some) => {
        const weights = Array.from({ length: points.rows }, (_, i) => some[i] ?? 1);
        const copies = weights.flatMap((weight, i) => new Array<number>(weight).fill(i));
        const weighted = await hdbscan(points, { weights, workers: 1 });
        const replicated = await hdbscan(pick(points, copies), { workers: 1 });
        expect(copies.map((i) => weighted.labels[i])).toEqual([...replicated.labels]);
        expect(copies.map((i) => weighted.outlierScores[i])).toEqual([...replicated.outlierScores]);
        expect(weighted.condensedTree).toEqual(replicated.condensedTree);
      }),
    );
  });

  test("fractional weights: a third each of three times the weight is the same", async () => {
    const points = seededBlobs(60, 2, 3);
    const options = { minClusterSize: 6, minSamples: 4, workers: 1 };
    const whole = await hdbscan(points, { ...options, weights: new Float64Array(60).fill(1) });
    const parts = await hdbscan(
      pick(
        points,
        [...Array(180).keys()].map((i) => i % 60),
      ),
      {
        ...options,
        weights: new Float64Array(180).fill(1 / 3),
      },
    );
    expect([...parts.labels.slice(0, 60)]).toEqual([...whole.labels]);
    expect(parts.minimumSpanningTree).toEqual(whole.minimumSpanningTree);
  });
});

describe("results do not depend on", () => {
  const TREES = ["minimumSpanningTree", "singleLinkageTree", "condensedTree", "selectedClusters"] as const;
  const ROWS = ["labels", "probabilities", "outlierScores", "coreDistances"] as const;
  const REST = ["clusterPersistence", "components", "reason", "chosen"] as const;

  /** Everything in a result, given for rows in their own order; `points` by what it says of rows. */
  function expectShuffled(shuffled: HdbscanResult, straight: HdbscanResult, order: readonly number[]): void {
    for (const key of [...TREES, ...REST]) expect(shuffled[key]).toEqual(straight[key]);
    for (const key of ROWS) expect([...shuffled[key]]).toEqual(order.map((i) => straight[key][i]));
    expect([...shuffled.points.pointOf]).toEqual(order.map((i) => straight.points.pointOf[i]));
    expect(shuffled.points.weights).toEqual(straight.points.weights);
    const { rows, pointOf } = shuffled.points;
    expect([...rows]).toEqual([...rows.keys()].map((point) => pointOf.indexOf(point)));
    expect(shuffled.layers?.length).toBe(straight.layers?.length);
    for (const [at, layer] of (shuffled.layers ?? []).entries()) {
      const { labels, probabilities, ...figures } = straight.layers![at]!;
      expect(layer).toMatchObject(figures);
      expect([...layer.labels]).toEqual(order.map((i) => labels[i]));
      expect([...layer.probabilities]).toEqual(order.map((i) => probabilities[i]));
    }
    const covered = new Set([...TREES, ...REST, ...ROWS, "points", "layers"]);
    expect(Object.keys(straight).filter((key) => !covered.has(key as never))).toEqual([]);
  }

  const anyWay = fc.constantFrom("boruvka" as const, "screened" as const, "prim" as const);

  test("the order of rows", async () => {
    await fc.assert(
      fc.asyncProperty(
        anyPoints({ minRows: 8 }),
        fc.infiniteStream(fc.nat()),
        anyWay,
        fc.constantFrom(3, "most-persistent" as const),
        async (points, keys, algorithm, minClusterSize) => {
          const order = [...Array(points.rows).keys()]
            .map((i) => [keys.next().value as number, i] as const)
            .sort((a, b) => a[0] - b[0] || a[1] - b[1])
            .map(([, i]) => i);
          const options = { minClusterSize, algorithm, workers: 1 };
          const straight = await hdbscan(points, options);
          const shuffled = await hdbscan(pick(points, order), options);
          expectShuffled(shuffled, straight, order);
        },
      ),
    );
  });

  test("the number of workers", async () => {
    const points = seededBlobs(2500, 16, 7);
    const one = await hdbscan(points, { minClusterSize: 15, workers: 1 });
    expect(one.selectedClusters.length).toBe(7);
    expect(await hdbscan(points, { minClusterSize: 15, workers: 2 })).toEqual(one);
    expect(await hdbscan(points, { minClusterSize: 15, workers: 4 })).toEqual(one);
  });

  test("the order of thousands of rows, some equal, on several workers", async () => {
    const points = seededBlobs(3000, 5, 6);
    const repeated = pick(
      points,
      [...Array(3600).keys()].map((i) => i % 3000),
    );
    const order = [...Array(3600).keys()].map((i) => (i * 1601) % 3600);
    const straight = await hdbscan(repeated, { minClusterSize: 12, workers: 1 });
    const shuffled = await hdbscan(pick(repeated, order), { minClusterSize: 12, workers: 2 });
    expect(straight.selectedClusters.length).toBeGreaterThan(1);
    expectShuffled(shuffled, straight, order);
  });

  test("the unit of the coordinates", async () => {
    const points = seededBlobs(200, 3, 4, 3);
    const labels = (factor: number) =>
      hdbscan(
        matrix(
          200,
          3,
          points.data.map((x) => x * factor),
        ),
        { workers: 1 },
      ).then((r) => [...r.labels]);
    const expected = await labels(1);
    expect(new Set(expected).size).toBe(4);
    expect(await labels(2 ** 110)).toEqual(expected);
    expect(await labels(2 ** -110)).toEqual(expected);
  });
});

describe("duplicates and ties", () => {
  test("a heavy point is a cluster of its own", async () => {
    const result = await hdbscan([[0], [5], [5.5], [20]], { weights: [50, 1, 1, 40], minClusterSize: 10, workers: 1 });
    expect([...result.labels]).toEqual([0, 0, 0, 1]);
    // Beside the density of equal rows, which has no bound, any other is nothing.
    expect([...result.probabilities]).toEqual([1, 0, 0, 1]);
    expect([...result.outlierScores]).toEqual([0, 1, 1, 0]);
    expectFinite(result);
  });

  test("20,000 rows of 200 distinct ones cost 200 and give finite scores", async () => {
    const distinct = seededBlobs(200, 2, 4);
    const result = await hdbscan(
      pick(
        distinct,
        [...Array(20_000).keys()].map((i) => i % 200),
      ),
      { minClusterSize: 500 },
    );
    expect(result.points.weights.length).toBe(200);
    expectFinite(result);
  });

  test.each([
    ["noise without leave to be one cluster", false, -1],
    ["one cluster with it", true, 0],
  ])("equal rows are %s", async (_, allowSingleCluster, label) => {
    const rows = new Array(9).fill([3, 4]);
    const result = await hdbscan(rows, { allowSingleCluster, workers: 1 });
    expect([...result.labels]).toEqual(new Array(9).fill(label));
    expect([...result.outlierScores]).toEqual(new Array(9).fill(0));
    expectFinite(result);
  });

  test("-0 is 0", async () => {
    const result = await hdbscan([[0], [-0], [1]], { minClusterSize: 2, workers: 1 });
    expect(result.points.weights.length).toBe(2);
  });
});

test("cosine is euclidean on rows of length 1", async () => {
  const points = seededBlobs(300, 3, 5);
  const stretched = matrix(
    300,
    3,
    points.data.map((x, at) => x * 2 ** (((at / 3) % 5) | 0)),
  );
  const units = matrix(300, 3);
  for (let i = 0; i < 300; i++) {
    const values = [0, 1, 2].map((j) => points.data[i * 3 + j]!);
    const length = Math.sqrt(values.reduce((sum, x) => sum + x * x, 0));
    units.data.set(
      values.map((x) => x / length),
      i * 3,
    );
  }
  const cosine = await hdbscan(stretched, { metric: "cosine", workers: 1 });
  const euclidean = await hdbscan(units, { workers: 1 });
  expect([...cosine.labels]).toEqual([...euclidean.labels]);
  expect(cosine.minimumSpanningTree).toEqual(euclidean.minimumSpanningTree);
});

describe("bad input is refused", () => {
  const five = [[0], [1], [2], [3], [4]];
  test.each<[string, unknown, object, Error]>([
    ["no rows", [], {}, new RangeError('"vectors" expected at least one row, got none')],
    ["one row", [[1]], {}, new RangeError('"minClusterSize" expected at most the number of rows (1), got 5')],
    [
      "NaN",
      [
        [0, 1],
        [2, Number.NaN],
      ],
      {},
      new RangeError('"vectors" expected finite 32-bit numbers, got NaN in row 1, column 1'),
    ],
    [
      "infinity",
      [[0], [Infinity]],
      {},
      new RangeError('"vectors" expected finite 32-bit numbers, got Infinity in row 1, column 0'),
    ],
    [
      "too large a minClusterSize",
      five,
      { minClusterSize: 6 },
      new RangeError('"minClusterSize" expected at most the number of rows (5), got 6'),
    ],
    [
      "too large a minSamples",
      five,
      { minSamples: 5 },
      new RangeError('"minSamples" expected less than the number of rows (5), got 5'),
    ],
    [
      "minClusterSize 1",
      five,
      { minClusterSize: 1 },
      new RangeError('"minClusterSize" expected an integer >= 2 or "most-persistent", got 1'),
    ],
    ["minSamples 0", five, { minSamples: 0 }, new RangeError('"minSamples" expected an integer >= 1, got 0')],
    [
      "a weight of zero",
      five,
      { weights: [1, 0, 1, 1, 1] },
      new RangeError('"weights" expected finite numbers > 0, got 0 in row 1'),
    ],
    [
      "a negative weight",
      five,
      { weights: [1, 1, -2, 1, 1] },
      new RangeError('"weights" expected finite numbers > 0, got -2 in row 2'),
    ],
    [
      "a weight NaN",
      five,
      { weights: [Number.NaN, 1, 1, 1, 1] },
      new RangeError('"weights" expected finite numbers > 0, got NaN in row 0'),
    ],
    [
      "a weight that is text",
      five,
      { weights: ["1", 1, 1, 1, 1] },
      new TypeError('"weights" expected numbers, got "1" in row 0'),
    ],
    ["too few weights", five, { weights: [1] }, new RangeError('"weights" expected 5 numbers, got 1')],
    [
      "a zero vector under cosine",
      [[1], [0]],
      { metric: "cosine", minClusterSize: 2 },
      new RangeError('"vectors" expected rows that are not all zeros under the cosine metric, got one in row 1'),
    ],
    [
      "an unknown option",
      five,
      { minClustersize: 3 },
      new TypeError('"minClustersize" is not an option; did you mean "minClusterSize"?'),
    ],
    [
      "an unknown method",
      five,
      { clusterSelectionMethod: "oem" },
      new RangeError('"clusterSelectionMethod" expected "eom" or "leaf", got "oem"'),
    ],
  ])("%s", async (_, vectors, options, error) => {
    await expect(hdbscan(vectors as never, options)).rejects.toThrow(error);
  });

  test("an aborted run rejects with its reason", async () => {
    const points = seededBlobs(1500, 8, 3);
    for (const past of [0, 0.5, 0.9]) await expectAbortMidway((follower) => hdbscan(points, follower), { past });
  });
});

test("progress ends at 1 and never falls", async () => {
  const seen: number[] = [];
  await hdbscan(seededBlobs(3000, 8, 3), { onProgress: ({ fraction }) => void seen.push(fraction) });
  expect(seen).toEqual([...seen].sort((a, b) => a - b));
  expect(seen.at(-1)).toBe(1);
});

function expectFinite(result: HdbscanResult): void {
  const arrays = [
    result.probabilities,
    result.outlierScores,
    result.clusterPersistence,
    result.coreDistances,
    result.minimumSpanningTree.distances,
    result.condensedTree.lambda,
  ];
  for (const array of arrays) expect(array.every(Number.isFinite)).toBe(true);
}
