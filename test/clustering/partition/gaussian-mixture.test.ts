import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { adjustedRandIndex, GaussianMixtureModel, gaussianMixture } from "../../../src/clustering";
import { row } from "../../../src/core/internal";
import { fixture } from "../../helpers/fixture";
import { anyPoints, pick, seededBlobs } from "../../helpers/points";
import { expectSamePartition } from "../../helpers/same-partition";
import { size } from "../../helpers/size";
import { logDensity } from "../../reference/engines";
import { replicated } from "../../reference/kmeans";

const single = { workers: 1 } as const;
const SHAPES = ["full", "diagonal", "spherical"] as const;

interface Oracle {
  mixtures: {
    points: number[][];
    k: number;
    covariance: (typeof SHAPES)[number];
    weights: number[] | null;
    start: number[];
    iterations: number;
    logLikelihood: number;
    bic: number;
    labels: number[];
    means: number[][];
    shares: number[];
    covariances: (number | number[] | number[][])[];
    probabilities: number[];
  }[];
}

describe("scikit-learn, from the same clusters", () => {
  test.each(fixture<Oracle>("engines").mixtures)("$covariance (case %#)", async (expected) => {
    const { points, k, covariance, weights, start } = expected;
    const found = await gaussianMixture(points, {
      k,
      covariance,
      initialLabels: start,
      tolerance: 1e-5,
      maxIterations: 200,
      ...(weights && { weights }),
      ...single,
    });
    expect(found.iterations).toBe(expected.iterations);
    expect(found.converged).toBe(true);
    expect(Math.abs(found.logLikelihood / expected.logLikelihood - 1)).toBeLessThan(1e-8);
    expect(Math.abs(found.bic / expected.bic - 1)).toBeLessThan(1e-8);
    expectSamePartition(found.labels, expected.labels);
    for (const [i, probability] of expected.probabilities.entries()) {
      expect(Math.abs(found.probabilities[i]! - probability)).toBeLessThan(1e-6);
    }
    for (const [theirs, mean] of expected.means.entries()) {
      const ours = found.labels[expected.labels.indexOf(theirs)]!;
      const d = mean.length;
      expect(Math.abs(Math.exp(found.logWeights[ours]!) - expected.shares[theirs]!)).toBeLessThan(1e-6);
      for (const [j, value] of mean.entries()) expect(Math.abs(found.means[ours * d + j]! - value)).toBeLessThan(1e-5);
      const width = found.covariances.length / k;
      const own = [...found.covariances.subarray(ours * width, (ours + 1) * width)];
      for (const [e, value] of lower(expected.covariances[theirs]!).entries()) {
        expect(Math.abs(own[e]! - value)).toBeLessThan(1e-5 * Math.max(1, Math.abs(value)));
      }
    }
  });
});

/** The numbers that are kept of a covariance. */
function lower(covariance: number | number[] | number[][]): number[] {
  if (typeof covariance === "number") return [covariance];
  return covariance.flatMap((line, i) => (typeof line === "number" ? [line] : line.slice(0, i + 1)));
}

const anyTask = anyPoints({ maxRows: 25, maxCols: 3 }).chain((points) => {
  const distinct = new Set(Array.from({ length: points.rows }, (_, i) => [...row(points, i)].map((x) => x + 0).join()));
  return fc.record({
    points: fc.constant(points),
    weights: fc.array(fc.integer({ min: 1, max: 3 }), { minLength: points.rows, maxLength: points.rows }),
    k: fc.integer({ min: 1, max: Math.min(4, distinct.size) }),
    covariance: fc.constantFrom(...SHAPES),
  });
});

describe("what is found", () => {
  test("probabilities and likelihood are those of the components", async () => {
    const points = seededBlobs(200, 3, 4);
    const found = await gaussianMixture(points, { k: 4, ...single });
    let total = 0;
    for (let i = 0; i < points.rows; i++) {
      const logs = Array.from({ length: 4 }, (_, c) => {
        const at = (a: number, b: number) =>
          found.covariances[c * 6 + (a >= b ? (a * (a + 1)) / 2 + b : (b * (b + 1)) / 2 + a)]!;
        const covariance = [0, 1, 2].map((a) => [0, 1, 2].map((b) => at(a, b)));
        return found.logWeights[c]! + logDensity(row(points, i), found.means.subarray(c * 3, c * 3 + 3), covariance);
      });
      const most = Math.max(...logs);
      const sum = logs.reduce((all, value) => all + Math.exp(value - most), 0);
      total += most + Math.log(sum);
      for (const [c, value] of logs.entries()) {
        expect(Math.abs(found.memberships[i * 4 + c]! - Math.exp(value - most) / sum)).toBeLessThan(1e-9);
      }
      expect(found.labels[i]).toBe(logs.indexOf(most));
    }
    expect(Math.abs(found.logLikelihood / total - 1)).toBeLessThan(1e-12);
  });

  test("clusters of different width, where k-means draws the line in the middle", async () => {
    const wide = seededBlobs(300, 2, 1).data.map((value) => value * 8);
    const narrow = seededBlobs(300, 2, 1, 9).data.map((value, j) => value + (j % 2 ? 0 : 0));
    const shift = Math.max(...wide) + 4 - Math.min(...narrow);
    const rows = [
      ...Array.from({ length: 300 }, (_, i) => [wide[2 * i]!, wide[2 * i + 1]!]),
      ...Array.from({ length: 300 }, (_, i) => [narrow[2 * i]! + shift, narrow[2 * i + 1]! + shift]),
    ];
    const truth = rows.map((_, i) => (i < 300 ? 0 : 1));
    expect(adjustedRandIndex(truth, (await gaussianMixture(rows, { k: 2 })).labels)).toBe(1);
  });

  test("of several starts the most likely", async () => {
    const points = seededBlobs(150, 2, 7);
    const one = await gaussianMixture(points, { k: 7, seed: 3, ...single });
    const many = await gaussianMixture(points, { k: 7, seed: 3, restarts: 6, ...single });
    expect(many.logLikelihood).toBeGreaterThanOrEqual(one.logLikelihood);
  });
});

describe("what it does not depend on", () => {
  test("weights are replicated rows, to the bit; the order of rows changes names alone; rows keep their labels", async () => {
    await fc.assert(
      fc.asyncProperty(anyTask, async ({ points, weights, k, covariance }) => {
        const options = { k, covariance, maxIterations: 20, ...single };
        const weighted = await gaussianMixture(points, { ...options, weights });
        const copies = await gaussianMixture(replicated(points, weights), options);
        expect(copies.means).toEqual(weighted.means);
        expect(copies.logLikelihood).toBe(weighted.logLikelihood);
        const first = weights.map((_, i) => weights.slice(0, i).reduce((sum, weight) => sum + weight, 0));
        expect(first.map((at) => copies.labels[at])).toEqual([...weighted.labels]);
        const rows = [...weights.keys()].reverse();
        const mixed = await gaussianMixture(pick(points, rows), { ...options, weights: rows.map((i) => weights[i]!) });
        expect(mixed.logLikelihood).toBe(weighted.logLikelihood);
        const { labels, probabilities, memberships } = weighted;
        const model = new GaussianMixtureModel(structuredClone(weighted));
        expect(await model.apply(points, single)).toEqual({ labels, probabilities, memberships });
        const last = points.rows - 1;
        expect((await model.apply(pick(points, [last]), single)).probabilities[0]).toBe(probabilities[last]);
        expect([...memberships].every((share) => share >= 0 && share <= 1)).toBe(true);
      }),
      { numRuns: size(15, 60) },
    );
  });

  test("the same bits with 1, 2 and 4 workers, over blocks of rows", async () => {
    const points = seededBlobs(9000, 5, 6);
    const runs = await Promise.all([1, 2, 4].map((workers) => gaussianMixture(points, { k: 6, workers })));
    for (const run of runs.slice(1)) expect({ ...run }).toEqual({ ...runs[0]! });
  });
});

describe("the edge of what can be", () => {
  test.each(SHAPES)("%s: one row, equal rows, a component for each row, far from zero", async (covariance) => {
    expect([...(await gaussianMixture([[5, 1]], { k: 1, covariance })).labels]).toEqual([0]);
    const equal = await gaussianMixture(new Array(4).fill([3, 4]), { k: 1, covariance });
    expect([[...equal.labels], [...equal.means]]).toEqual([
      [0, 0, 0, 0],
      [3, 4],
    ]);
    const each = await gaussianMixture([[0], [10], [30]], { k: 3, covariance });
    expect(new Set(each.labels).size).toBe(3);
    const far = [0, 1, 2, 90, 91, 92].map((x) => [1e6 + x]);
    const found = await gaussianMixture(far, { k: 2, covariance });
    expect([...found.labels]).toEqual([0, 0, 0, 1, 1, 1]);
    expect(Math.abs(found.means[0]! - 1e6 - 1)).toBeLessThan(1e-6);
  });

  test("columns that say the same are regularized; without, it is reported", async () => {
    const rows = [0, 1, 2, 3, 10, 11, 12, 13].map((x) => [x, 2 * x]);
    expect([...(await gaussianMixture(rows, { k: 2 })).labels]).toEqual([0, 0, 0, 0, 1, 1, 1, 1]);
    await expect(gaussianMixture(rows, { k: 2, regularization: 0 })).rejects.toThrow(
      new RangeError('"regularization" expected a number large enough for these rows, got a component that is flat'),
    );
  });

  test("no new rows", async () => {
    const fitted = await gaussianMixture([[0], [9]], { k: 1 });
    expect((await fitted.apply([])).labels).toEqual(new Int32Array(0));
    await expect(fitted.apply([[1, 2]])).rejects.toThrow(new RangeError('"vectors" expected rows of 1 numbers, got 2'));
  });
});

test.each([
  ["no rows", [], { k: 1 }, '"vectors" expected at least one row, got none'],
  ["k too large", [[0], [0]], { k: 2 }, '"k" expected at most the number of distinct rows (1), got 2'],
  ["no k", [[0]], {}, '"k" expected an integer >= 1, got undefined'],
  ["NaN", [[Number.NaN]], { k: 1 }, '"vectors" expected finite 32-bit numbers, got NaN in row 0, column 0'],
  [
    "a label missing",
    [[0], [1]],
    { k: 2, initialLabels: [0, 0] },
    '"initialLabels" expected every label in 0 .. 1, got 1',
  ],
  ["a label beyond", [[0], [1]], { k: 1, initialLabels: [0, 1] }, '"initialLabels" expected labels in 0 .. 0, got 1'],
  ["a seed beside", [[0]], { k: 1, initialLabels: [0], seed: 2 }, '"seed" has no meaning beside "initialLabels"'],
  [
    "no such shape",
    [[0]],
    { k: 1, covariance: "tied" },
    '"covariance" expected "full", "diagonal" or "spherical", got "tied"',
  ],
])("bad input: %s", async (_, rows, options, message) => {
  await expect(gaussianMixture(rows, options as never)).rejects.toThrow(message);
});
