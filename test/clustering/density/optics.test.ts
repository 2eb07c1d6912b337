import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { dbscan, OpticsModel, optics } from "../../../src/clustering";
import { distinctPoints } from "../../../src/clustering/points/distinct-points";
import { finish } from "../../../src/core/internal";
import { Cases } from "../../helpers/cases";
import { fixture } from "../../helpers/fixture";
import { anyPoints, pick, seededBlobs } from "../../helpers/points";
import { expectSamePartition } from "../../helpers/same-partition";
import { size } from "../../helpers/size";
import { opticsByDefinition } from "../../reference/engines";
import { replicated } from "../../reference/kmeans";

const single = { workers: 1 } as const;

interface Oracle {
  optics: {
    points: number[][];
    minSamples: number;
    xi: number;
    minClusterSize: number;
    eps: number;
    order: number[];
    reachability: (number | null)[];
    core: (number | null)[];
    xiLabels: number[];
    epsLabels: number[];
  }[];
}

/** Equal but for rounding to single precision. */
function expectNear(found: ArrayLike<number>, expected: readonly number[]): void {
  const isNear = (a: number, b: number) => a === b || Math.abs(a - b) <= 1e-6 * b;
  expect(expected.filter((value, i) => !isNear(found[i]!, value))).toEqual([]);
}

describe.each(fixture<Oracle>("engines").optics)("scikit-learn's case %#", (expected) => {
  const { points, minSamples, xi, minClusterSize, eps } = expected;

  test("the same order, reachability and core distances", async () => {
    const found = await optics(points, { minSamples, ...single });
    expect([...found.order]).toEqual(expected.order);
    const infinite = (values: readonly (number | null)[]) => values.map((value) => value ?? Number.POSITIVE_INFINITY);
    expectNear(found.reachability, infinite(expected.reachability));
    expectNear(found.coreDistances, infinite(expected.core));
  });

  test("the same clusters by xi, and at eps", async () => {
    const steep = await optics(points, { minSamples, xi, minClusterSize, ...single });
    expectSamePartition(steep.labels, expected.xiLabels);
    expect(Math.max(...steep.labels)).toBeGreaterThan(0);
    const cut = await optics(points, { minSamples, clusterMethod: "dbscan", eps, ...single });
    expectSamePartition(cut.labels, expected.epsLabels);
  });
});

const anyTask = anyPoints({ maxRows: 30, maxCols: 3 }).chain((points) =>
  fc.record({
    points: fc.constant(points),
    weights: fc.array(fc.integer({ min: 1, max: 3 }), { minLength: points.rows, maxLength: points.rows }),
    minSamples: fc.integer({ min: 2, max: 5 }),
    maxEps: fc.constantFrom(1, 5, 40, undefined),
  }),
);

test("distinct rows are ordered by the definition", async () => {
  await fc.assert(
    fc.asyncProperty(anyTask, async ({ points: given, minSamples, maxEps }) => {
      const points = finish(distinctPoints(given, undefined)).vectors;
      const expected = opticsByDefinition(points, minSamples, maxEps ?? Number.POSITIVE_INFINITY);
      const found = await optics(points, { minSamples, ...(maxEps && { maxEps }), ...single });
      expectNear(found.coreDistances, expected.core);
      const lengths = [...found.order].map((i) => found.reachability[i]!);
      expect(lengths.filter((length) => length === Number.POSITIVE_INFINITY).length).toBe(
        expected.reachability.filter((length) => length === Number.POSITIVE_INFINITY).length,
      );
      const sorted = (values: number[]) => values.filter(Number.isFinite).sort((a, b) => a - b);
      for (const [i, value] of sorted(expected.reachability).entries()) {
        expect(Math.abs(sorted(lengths)[i]! - value)).toBeLessThanOrEqual(1e-5 * value + 1e-9);
      }
    }),
    { numRuns: size(15, 60) },
  );
});

test("weights are replicated rows; the order of rows changes names alone; rows of the fit keep their labels", async () => {
  const cases = new Cases("noise", "clusters");
  await fc.assert(
    fc.asyncProperty(
      anyTask,
      fc.constantFrom("xi", "dbscan"),
      async ({ points, weights, minSamples }, clusterMethod) => {
        const options = {
          minSamples,
          clusterMethod,
          ...(clusterMethod === "dbscan" && { eps: 5 }),
          ...single,
        } as const;
        const weighted = await optics(points, { ...options, weights });
        const copies = await optics(replicated(points, weights), options);
        const first = weights.map((_, i) => weights.slice(0, i).reduce((sum, weight) => sum + weight, 0));
        expect(first.map((at) => copies.labels[at])).toEqual([...weighted.labels]);
        const rows = [...weights.keys()].reverse();
        const mixed = await optics(pick(points, rows), { ...options, weights: rows.map((i) => weights[i]!) });
        expectSamePartition(
          mixed.labels,
          rows.map((i) => weighted.labels[i]!),
        );
        expect(await new OpticsModel(structuredClone(weighted)).apply(points, single)).toEqual(weighted.labels);
        expect([...weighted.order].sort((a, b) => a - b)).toEqual([...weights.keys()]);
        cases.when("noise", weighted.labels.includes(-1));
        cases.when("clusters", weighted.sizes.length > 0);
      },
    ),
    { numRuns: size(15, 60) },
  );
  cases.expectAll();
});

test("at eps, core rows are clustered as by DBSCAN", async () => {
  const points = seededBlobs(900, 3, 7);
  const cut = await optics(points, { clusterMethod: "dbscan", eps: 0.6 });
  const expected = await dbscan(points, { eps: 0.6 });
  const core = [...expected.coreRows];
  expectSamePartition(
    core.map((i) => cut.labels[i]!),
    core.map((i) => expected.labels[i]!),
  );
});

test("the same bits with 1, 2 and 4 workers", async () => {
  const points = seededBlobs(3000, 6, 12);
  const runs = await Promise.all([1, 2, 4].map((workers) => optics(points, { workers })));
  for (const run of runs.slice(1)) expect({ ...run }).toEqual({ ...runs[0]! });
});

test("new rows go with the cluster whose rows reach so far", async () => {
  const rows = [[0], [0.1], [0.2], [8], [8.1], [8.2], [8.3], [30]];
  const fitted = await optics(rows, { minSamples: 2, clusterMethod: "dbscan", eps: 1 });
  expect([...fitted.labels]).toEqual([1, 1, 1, 0, 0, 0, 0, -1]);
  expect([...(await fitted.apply([[9], [30], [0.9], [20]]))]).toEqual([0, -1, 1, -1]);
});

test.each([
  ["no rows", [], {}, '"vectors" expected at least one row, got none'],
  ["one sample", [[0]], { minSamples: 1 }, '"minSamples" expected an integer >= 2, got 1'],
  ["eps beside xi", [[0]], { eps: 1 }, '"eps" has no meaning beside the "clusterMethod" "xi"'],
  [
    "xi beside eps",
    [[0]],
    { clusterMethod: "dbscan", xi: 0.1 },
    '"xi" has no meaning beside the "clusterMethod" "dbscan"',
  ],
  ["eps too far", [[0]], { clusterMethod: "dbscan", eps: 2, maxEps: 1 }, '"eps" expected at most "maxEps" (1), got 2'],
  ["NaN", [[Number.NaN]], {}, '"vectors" expected finite 32-bit numbers, got NaN in row 0, column 0'],
])("bad input: %s", async (_, rows, options, message) => {
  await expect(optics(rows, options as never)).rejects.toThrow(message);
});

test("one row and equal rows", async () => {
  expect([...(await optics([[1]])).labels]).toEqual([-1]);
  const equal = await optics(new Array(6).fill([1, 2]), { clusterMethod: "dbscan", eps: 1 });
  expect([...equal.labels]).toEqual([0, 0, 0, 0, 0, 0]);
  expect([...equal.order]).toEqual([0, 1, 2, 3, 4, 5]);
});
