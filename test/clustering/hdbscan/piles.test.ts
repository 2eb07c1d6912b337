import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  clusterExemplars,
  condensedTreeRows,
  HdbscanModel,
  type HdbscanOptions,
  hdbscan,
  membershipVectors,
  predictionData,
  relabel,
  totalAssignment,
  validityIndex,
} from "../../../src/clustering";
import type { Matrix } from "../../../src/core";
import { toMatrix } from "../../../src/core/internal";
import { Cases } from "../../helpers/cases";
import { fixture } from "../../helpers/fixture";
import { anyPoints, pick, seededBlobs } from "../../helpers/points";
import { expectSamePartition } from "../../helpers/same-partition";
import { size } from "../../helpers/size";

interface PilesOracle {
  drawn: number;
  cases: {
    settings: { min_cluster_size: number; min_samples: number } & Record<string, unknown>;
    points: number[][];
    weights: number[];
    labels: number[];
    probabilities: number[];
    /** null where hdbscan gives NaN. */
    outlierScores: (number | null)[];
  }[];
}

const NAMES: Record<string, keyof HdbscanOptions> = {
  min_cluster_size: "minClusterSize",
  min_samples: "minSamples",
  cluster_selection_method: "clusterSelectionMethod",
  cluster_selection_epsilon: "clusterSelectionEpsilon",
  allow_single_cluster: "allowSingleCluster",
  max_cluster_size: "maxClusterSize",
};

/** Rows of points, each as often as its weight says. */
function copiesOf(weights: readonly number[]): number[] {
  return weights.flatMap((weight, point) => new Array<number>(weight).fill(point));
}

describe("where all algorithms of hdbscan and scikit-learn agree, so does", () => {
  const oracle = fixture<PilesOracle>("hdbscan_piles");
  const groups = new Map<string, PilesOracle["cases"]>();
  for (const given of oracle.cases) {
    const { min_cluster_size: _, min_samples: __, ...rest } = given.settings;
    const name = `${given.points[0]!.length} columns, ${JSON.stringify(rest)}`;
    groups.set(name, [...(groups.get(name) ?? []), given]);
  }

  test("most of what was drawn: in 1, 2 and 16 columns, with five settings", () => {
    expect(groups.size).toBe(15);
    expect(oracle.cases.length / oracle.drawn).toBeGreaterThan(0.7);
  });

  const scores = new Cases("known", "NaN there");
  test.each([...groups.keys()])("%s", async (name) => {
    for (const { settings, points, weights, ...expected } of groups.get(name)!) {
      const options = Object.fromEntries(Object.entries(settings).map(([key, value]) => [NAMES[key], value]));
      const weighted = await hdbscan(points, { ...options, weights, workers: 1 });
      const copies = copiesOf(weights);
      const replicated = await hdbscan(pick(toMatrix("points", points), copies), { ...options, workers: 1 });
      expect([...replicated.labels]).toEqual(copies.map((point) => weighted.labels[point]));
      expect([...replicated.probabilities]).toEqual(copies.map((point) => weighted.probabilities[point]));
      expect([...replicated.outlierScores]).toEqual(copies.map((point) => weighted.outlierScores[point]));

      expectSamePartition(weighted.labels, expected.labels);
      for (const [point, probability] of expected.probabilities.entries()) {
        expect(weighted.probabilities[point]).toBeCloseTo(probability, 6);
        const score = expected.outlierScores[point];
        if (scores.when("known", score !== null, "NaN there"))
          expect(weighted.outlierScores[point]).toBeCloseTo(score!, 6);
        else expect(weighted.outlierScores[point]).toBe(1); // the limit of what is NaN there
      }
    }
  });

  test("there are scores of both kinds", () => scores.expectAll());
});

const fit = (rows: number[][] | Matrix, options: HdbscanOptions = {}) => hdbscan(rows, { workers: 1, ...options });

describe("a pile heavier than minClusterSize", () => {
  test("outlives its merge with another", async () => {
    for (const [far, near] of [
      [7, 3],
      [7, 1e-6],
      [1e15, 1e-3],
    ]) {
      const weights = [12, 30, 9, 1];
      const result = await fit([[0], [near!], [far!], [3 * far!]], { weights, minClusterSize: 8 });
      expect([...result.labels]).toEqual([1, 0, 2, -1]);
      expect([...result.probabilities]).toEqual([1, 1, 1, 0]);
      expect([...result.outlierScores]).toEqual([0, 0, 0, 1]);
      expect([...result.clusterPersistence]).toEqual([1, 1, 1]);
    }
  });

  test("is denser than the densest cluster of distinct rows, however heavy that is", async () => {
    const dense = Array.from({ length: 40 }, (_, i) => [100 + i * 1e-4]);
    const weights = [6, 6, ...new Array<number>(40).fill(1e6)];
    const { labels } = await fit([[0], [1e-3], ...dense], { weights, minClusterSize: 5, minSamples: 5 });
    expect(labels[0]).not.toBe(labels[1]);
    // A million rows each: all of these are piles as well.
    expect(new Set(labels).size).toBe(42);

    const around = await fit([[100.5], [101.5], ...dense], {
      weights: [6, 6, ...new Array<number>(40).fill(5)],
      minClusterSize: 6,
      minSamples: 5,
    });
    expect(around.labels[0]).not.toBe(around.labels[1]);
    expect(new Set(around.labels.slice(2)).size).toBe(1);
  });

  test("outlives a cluster of a thousand times its weight", async () => {
    // A line of rows too light to be clusters, which all fall apart at distance 1, and two piles on it.
    const line = Array.from({ length: 3000 }, (_, i) => [i]);
    const weights = line.map((_, i) => (i === 500 || i === 1500 ? 41 : 39));
    const options = { minClusterSize: 40, minSamples: 39 };
    const { labels } = await fit([...line, [1e6]], { ...options, weights: [...weights, 41] });
    expect(labels[500]).not.toBe(labels[1500]);
    expect(new Set(labels)).toEqual(new Set([-1, 0, 1, 2]));
    const without = await fit([...line, [1e6]], { ...options, weights: [...weights.fill(39), 41] });
    expect(new Set(without.labels)).toEqual(new Set([0, 1]));
  });

  test("leaves stragglers in its cluster with probability 0, and takes nothing from clusters without one", async () => {
    const blob = [[50], [51], [52.2], [53.5], [54.1]];
    const rows = [[0], [1], [1.7], ...blob];
    const result = await fit(rows, { weights: [10, 1, 1, 1, 1, 1, 1, 1], minClusterSize: 4, minSamples: 2 });
    expect([...result.labels]).toEqual([0, 0, 0, 1, 1, 1, 1, 1]);
    expect([...result.probabilities.slice(0, 3)]).toEqual([1, 0, 0]);
    const alone = await fit([[0], [1], [1.7], [1.9], ...blob], { minClusterSize: 4, minSamples: 2 });
    expect([...result.probabilities.slice(3)]).toEqual([...alone.probabilities.slice(4)]);
    expect([...result.outlierScores.slice(3)]).toEqual([...alone.outlierScores.slice(4)]);
    expect(result.clusterPersistence[0]).toBeCloseTo(10 / 12, 12);
    expect(result.clusterPersistence[1]).toBeGreaterThan(0.4);
  });

  test.each([0, 1, 2])(
    "with %i outliers beside it is the one cluster that is allowed, they are noise",
    async (more) => {
      const rows = [
        [5, 5],
        [9, 5],
        ...[
          [40, 5],
          [40, 6],
        ].slice(0, more),
      ];
      const weights = [25, ...new Array<number>(rows.length - 1).fill(1)];
      const { labels, probabilities } = await fit(rows, { weights, minClusterSize: 6, allowSingleCluster: true });
      expect([...labels]).toEqual([0, ...new Array(rows.length - 1).fill(-1)]);
      expect([...probabilities]).toEqual([1, ...new Array(rows.length - 1).fill(0)]);
    },
  );

  test("below epsilon it joins its neighbors, and is all of the root where nothing else is as near", async () => {
    const rows = [[0], [1], [10], [30]];
    const weights = [20, 20, 20, 1];
    const labels = async (epsilon: number) =>
      [...(await fit(rows, { weights, clusterSelectionEpsilon: epsilon })).labels].join();
    expect(await labels(0.5)).toBe("0,1,2,-1");
    expect(await labels(2)).toBe("0,0,1,-1");
    const root = async (epsilon: number) => [
      ...(await fit([[0], [20]], { weights: [30, 1], clusterSelectionEpsilon: epsilon, allowSingleCluster: true }))
        .labels,
    ];
    expect(await root(1e-9)).toEqual([0, -1]);
    expect(await root(19)).toEqual([0, -1]);
    expect(await root(20)).toEqual([0, 0]);
  });

  test("beyond maxClusterSize it is noise", async () => {
    const { labels } = await fit([[0], [1], [5], [9]], { weights: [20, 21, 8, 1], maxClusterSize: 10 });
    expect([...labels]).toEqual([-1, -1, 0, -1]);
  });

  test("is not undone by any clusterSelectionPersistence", async () => {
    const result = await fit([[0], [1], [5]], { weights: [20, 10, 8], clusterSelectionPersistence: 1e200 });
    expect([...result.labels]).toEqual([0, 1, 2]);
  });

  test("is a leaf and a layer", async () => {
    const weights = [40, 25, 12, 1, 1];
    const rows = [[0], [2], [9], [30], [31.5]];
    const leaf = await fit(rows, { weights, minClusterSize: 6, clusterSelectionMethod: "leaf" });
    expect([...leaf.labels]).toEqual([0, 1, 2, -1, -1]);
    const { layers } = await fit(rows, { weights, minClusterSize: "most-persistent" });
    expect(layers!.map(({ clusters }) => clusters)).toContain(3);
    const three = layers!.find(({ clusters }) => clusters === 3)!;
    expect([...three.labels]).toEqual([0, 1, 2, -1, -1]);
    expect([...three.probabilities]).toEqual([1, 1, 1, 0, 0]);
  });

  test("is distinguished from one no heavier than minSamples, whose rows are as near to others as to themselves", async () => {
    const labels = async (weight: number) => [
      ...(await fit([[0], [9], [20]], { weights: [weight, 30, 30], minClusterSize: 5, minSamples: 7 })).labels,
    ];
    expect(await labels(8)).toEqual([2, 0, 1]);
    expect((await labels(7))[0]).not.toBe(2);
  });
});

describe("minDistinctRows", () => {
  test("counts a pile in the cluster around it, not by itself", async () => {
    const blob = (at: number) => [[at], [at + 1], [at + 2.1], [at + 2.9], [at + 4]];
    const rows = [...blob(0), ...blob(50)];
    const weights = [1, 1, 30, 1, 30, 1, 1, 20, 1, 1];
    const alone = await fit(rows, { weights, minClusterSize: 5 });
    expect(new Set(alone.labels).size).toBeGreaterThanOrEqual(3);
    const together = relabel(alone, { minDistinctRows: 3 });
    expect([...together.labels]).toEqual([0, 0, 0, 0, 0, 1, 1, 1, 1, 1]);
    expect(together.probabilities.every((probability) => probability > 0.2)).toBe(true);
    expect(together.chosen.minDistinctRows).toBe(3);
    expect(relabel(together, { minDistinctRows: 1 })).toEqual(alone);
  });

  test("no cluster has fewer distinct rows, whatever the rule", async () => {
    const cases = new Cases("no merging", "any number");
    await fc.assert(
      fc.asyncProperty(anyPiles, anyRule, fc.integer({ min: 1, max: 5 }), async ({ points, weights }, rule, least) => {
        const result = await fit(points, { ...rule, weights, minDistinctRows: least });
        const distinct = Array.from(result.selectedClusters, () => 0);
        for (const row of result.points.rows) if (result.labels[row]! >= 0) distinct[result.labels[row]!]! += 1;
        if (cases.when("no merging", rule.clusterSelectionEpsilon === 0))
          for (const count of distinct) expect(count >= least || count === 0).toBe(true);
        expect(relabel(await fit(points, { ...rule, weights }), { minDistinctRows: least })).toEqual(result);
        if (cases.when("any number", least === 1)) expect(result).toEqual(await fit(points, { ...rule, weights }));
      }),
      { numRuns: size(50, 200) },
    );
    cases.expectAll(10);
  });

  test("holds for every layer", async () => {
    const points = seededBlobs(40, 2, 4);
    const weights = Array.from(points.data.subarray(0, 40), (_, i) => (i < 4 ? 30 : 1));
    const { layers } = await fit(points, { weights, minClusterSize: "most-persistent", minDistinctRows: 4 });
    expect(layers!.map(({ clusters }) => clusters)).toEqual([2, 4]);
    for (const { labels, clusters } of layers!) {
      for (let label = 0; label < clusters; label++) {
        expect(labels.filter((of) => of === label).length).toBeGreaterThanOrEqual(4);
      }
    }
  });

  test("allowSingleCluster makes no exception", async () => {
    const options = { weights: [20, 30], minDistinctRows: 3, allowSingleCluster: true };
    expect([...(await fit([[1], [2]], options)).labels]).toEqual([-1, -1]);
    expect([...(await fit([[1], [2]], { ...options, minDistinctRows: 2 })).labels]).toEqual([0, 0]);
  });

  test.each([0, 1.5])("%d is refused", async (minDistinctRows) => {
    await expect(fit([[0], [1]], { minClusterSize: 2, minDistinctRows })).rejects.toThrow(
      new RangeError(`"minDistinctRows" expected an integer >= 1, got ${minDistinctRows}`),
    );
  });
});

/** Points of which some are heavy. */
const anyPiles = fc
  .tuple(
    anyPoints({ minRows: 2, maxRows: 24 }),
    fc.array(fc.constantFrom(1, 1, 2, 4, 5, 6, 7, 12, 60), { minLength: 24 }),
  )
  .map(([points, some]) => {
    const weights: number[] = some.slice(0, points.rows);
    weights[0] = 9;
    return { points, weights };
  });

const anyRule = fc.record({
  minClusterSize: fc.integer({ min: 2, max: 9 }),
  minSamples: fc.integer({ min: 1, max: 8 }),
  clusterSelectionMethod: fc.constantFrom("eom" as const, "leaf" as const),
  clusterSelectionEpsilon: fc.constantFrom(0, 0, 0.8, 5),
  clusterSelectionPersistence: fc.constantFrom(0, 0, 0.5),
  allowSingleCluster: fc.boolean(),
});

test("a pile's weight means what as many rows do, in everything that is reported of it", async () => {
  await fc.assert(
    fc.asyncProperty(anyPiles, anyRule, fc.constantFrom(1, 2), async ({ points, weights }, rule, minDistinctRows) => {
      const copies = copiesOf(weights);
      const options = { ...rule, minDistinctRows };
      const rows = pick(points, copies);
      const weighted = await fit(points, { ...options, weights });
      const replicated = await fit(rows, options);
      for (const [one, many] of [
        [weighted, replicated],
        [
          relabel(weighted, { minClusterSize: "most-persistent" }),
          relabel(replicated, { minClusterSize: "most-persistent" }),
        ],
      ] as const) {
        for (const key of ["labels", "probabilities", "outlierScores", "coreDistances"] as const) {
          expect([...many[key]]).toEqual(copies.map((point) => one[key][point]));
        }
        for (const key of ["condensedTree", "clusterPersistence", "selectedClusters", "singleLinkageTree"] as const) {
          expect(many[key]).toEqual(one[key]);
        }
        expect(many.layers?.map((layer) => [...layer.labels])).toEqual(
          one.layers?.map((layer) => copies.map((point) => layer.labels[point])),
        );
      }
    }),
    { numRuns: size(50, 200) },
  );
});

describe("nothing is NaN or infinite", () => {
  test("in anything that is public", async () => {
    const cases = new Cases("member of its own");
    await fc.assert(
      fc.asyncProperty(anyPiles, anyRule, fc.constantFrom(1, 2), async ({ points, weights }, rule, minDistinctRows) => {
        const result = await fit(points, { ...rule, minDistinctRows, weights });
        const auto = relabel(result, { minClusterSize: "most-persistent" });
        for (const each of [result, auto])
          expectFinite(each, each.layers, condensedTreeRows(each), clusterExemplars(each));

        const predictor = predictionData(result);
        const queries = pick(points, [0, points.rows - 1, 0]);
        queries.data[0] = queries.data[0]! + 1e-30;
        queries.data[queries.data.length - 1]! += 0.25;
        const predicted = await new HdbscanModel(predictor).apply(queries);
        const soft = await membershipVectors(predictor, queries);
        const members = await membershipVectors(predictor, points, { top: 99 });
        const total = await totalAssignment(result);
        const believed = await totalAssignment(result, { strategy: "membership" });
        expectFinite(predictor, predicted, soft, members, total, believed);
        expectShares(predicted.probabilities, predicted.alternatives.shares, predicted.alternatives.strengths);
        expectShares(result.probabilities, result.outlierScores, result.clusterPersistence, total.confidences);
        expectShares(soft.memberships, believed.confidences);
        for (const row of result.points.rows) {
          const strongest = result.labels[row]! >= 0 && members.labels[row * members.k] === result.labels[row];
          if (!cases.when("member of its own", strongest)) continue;
          const sum = members.memberships.slice(row * members.k, (row + 1) * members.k).reduce((a, b) => a + b, 0);
          expect(sum).toBeCloseTo(result.probabilities[row]!, 9);
        }
        if (result.selectedClusters.length > 1) {
          const heavy = new Set(weights.flatMap((_, i) => (result.labels[i]! >= 0 ? [result.labels[i]] : [])));
          if (heavy.size > 1) expectFinite(await validityIndex(points, result.labels, { weights }));
        }
      }),
      { numRuns: size(75, 300) },
    );
    cases.expectAll(50);
  });

  test("with distances of 0 that are given, or that a metric gives", async () => {
    const at = [0, 0, 0, 0, 4, 4, 4, 4, 9, 30];
    const options = { minClusterSize: 3, minSamples: 2 };
    const distances = at.map((a) => at.map((b) => Math.abs(a - b)));
    const given = await fit(distances, { ...options, metric: "precomputed" });
    expect([...given.labels]).toEqual([0, 0, 0, 0, 1, 1, 1, 1, -1, -1]);
    expect([...given.probabilities]).toEqual([1, 1, 1, 1, 1, 1, 1, 1, 0, 0]);
    // Rows that differ, at distances that no inverse can hold.
    const rows = at.map((x, i) => [x, i]);
    const tiny = (a: ArrayLike<number>, b: ArrayLike<number>) => Math.abs(a[0]! - b[0]!) || Number.MIN_VALUE;
    const measured = await fit(rows, { ...options, metric: tiny });
    expect([...measured.labels]).toEqual([...given.labels]);
    expectFinite(given, measured);
  });

  test("where no edge of a graph joins anything into a cluster", async () => {
    const graph = {
      rows: 6,
      k: 1,
      indices: Int32Array.of(1, 0, 3, 2, 5, 4),
      distances: Float32Array.of(1, 1, 0, 0, 2, 2),
    };
    for (const allowSingleCluster of [false, true]) {
      const result = await fit(graph as never, {
        metric: "precomputed",
        minClusterSize: 3,
        minSamples: 1,
        allowSingleCluster,
      });
      expectShares(result.probabilities, result.outlierScores, result.clusterPersistence);
    }
  });
});

describe("new points beside a pile", () => {
  const rows = [[0], [1], [1.5], [20], [26]];
  const weights = [15, 1, 1, 12, 1];
  const predictor = async () => predictionData(await fit(rows, { weights, minClusterSize: 5 }));

  test("are in its cluster with probability 0, equal ones with 1", async () => {
    const { labels, probabilities, alternatives } = await new HdbscanModel(await predictor()).apply([
      [0],
      [0.01],
      [20],
      [21],
    ]);
    expect([...labels]).toEqual([0, 0, 1, 1]);
    expect([...probabilities]).toEqual([1, 0, 1, 0]);
    const [own, other] = alternatives.shares;
    expect([own, other! < 1e-9]).toEqual([1, true]);
    expect([...alternatives.labels.slice(2, 4)]).toEqual([0, 1]);
    expect(alternatives.shares[2]).toBeCloseTo(1 / 0.01 / (1 / 0.01 + 1 / 19.99), 5);
  });

  test("join the nearer of two piles, and neither from farther away than both", async () => {
    const two = [[0], [20]];
    const kept = predictionData(await fit(two, { weights: [30, 40], minClusterSize: 5 }));
    const { labels } = await new HdbscanModel(kept).apply([[0.01], [9], [12], [60]]);
    expect([...labels]).toEqual([1, 1, 0, -1]);
    const { labels: strongest } = await membershipVectors(kept, [[0.01], [9], [12], [20]], { top: 1 });
    expect([...strongest]).toEqual([1, 1, 0, 0]);
  });

  test("exemplars are the pile", async () => {
    const result = await fit(rows, { weights, minClusterSize: 5 });
    expect(clusterExemplars(result).map((members) => [...members])).toEqual([[0], [3]]);
  });

  test("a predictor is plain data", async () => {
    const kept = await predictor();
    expect(JSON.parse(JSON.stringify(kept.largestLambda))).toBe(kept.largestLambda);
    const queries = [[0], [0.3], [25]];
    expect(await new HdbscanModel(structuredClone(kept)).apply(queries)).toEqual(
      await new HdbscanModel(kept).apply(queries),
    );
  });
});

test("the unit of piles does not matter", async () => {
  const weights = [12, 5, 6, 1, 1, 7];
  const labels = async (unit: number) =>
    (
      await fit(
        [[0], [1], [2.5], [3], [8], [9]].map(([x]) => [x! * unit]),
        { weights, minClusterSize: 5 },
      )
    ).labels;
  const expected = await labels(1);
  expect(new Set(expected).size).toBeGreaterThanOrEqual(3);
  expect(await labels(2 ** 110)).toEqual(expected);
  expect(await labels(2 ** -110)).toEqual(expected);
});

function expectShares(...arrays: Float64Array[]): void {
  for (const array of arrays) expect([...array].filter((share) => !(share >= 0 && share <= 1 + 1e-12))).toEqual([]);
}

/** No number anywhere inside is NaN or infinite. */
function expectFinite(...values: unknown[]): void {
  const bad: string[] = [];
  const look = (value: unknown, path: string): void => {
    if (typeof value === "number") {
      if (!Number.isFinite(value)) bad.push(`${path} = ${value}`);
    } else if (typeof value === "object" && value !== null) {
      for (const [key, inside] of Object.entries(value)) look(inside, `${path}.${key}`);
    }
  };
  for (const [i, value] of values.entries()) look(value, String(i));
  expect(bad).toEqual([]);
}
