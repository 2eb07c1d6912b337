import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { DbscanModel, dbscan } from "../../../src/clustering";
import { matrix, row } from "../../../src/core/internal";
import { Cases } from "../../helpers/cases";
import { fixture } from "../../helpers/fixture";
import { anyPoints, MISLEADING, pick, seededBlobs } from "../../helpers/points";
import { expectSamePartition } from "../../helpers/same-partition";
import { size } from "../../helpers/size";
import { dbscanByDefinition, squareOf } from "../../reference/engines";
import { replicated } from "../../reference/kmeans";

const single = { workers: 1 } as const;

interface Oracle {
  dbscan: {
    points: number[][];
    eps: number;
    minSamples: number;
    weights: number[] | null;
    core: number[];
    labels: number[];
  }[];
  iris: { points: number[][]; dbscan: { eps: number; noise: number; sizes: number[] }[] };
}

const anyTask = anyPoints({ maxRows: 40, maxCols: 4 }).chain((points) =>
  fc.record({
    points: fc.constant(points),
    weights: fc.array(fc.integer({ min: 1, max: 3 }), { minLength: points.rows, maxLength: points.rows }),
    eps: fc.constantFrom(0.5, 1, Math.SQRT2, 5, 30, 1e6),
    minSamples: fc.integer({ min: 1, max: 6 }),
  }),
);

test.each(fixture<Oracle>("engines").dbscan)(
  "scikit-learn finds the same core rows, noise and clusters (case %#)",
  async ({ points, eps, minSamples, weights, core, labels }) => {
    const found = await dbscan(points, { eps, minSamples, ...(weights && { weights }), ...single });
    expect([...found.coreRows]).toEqual(core);
    expect([...found.labels].map((label) => label < 0)).toEqual(labels.map((label) => label < 0));
    expectSamePartition(
      core.map((i) => found.labels[i]!),
      core.map((i) => labels[i]!),
    );
    for (const [i, label] of [...found.labels.entries()].filter(([, own]) => own >= 0)) {
      const alike = core.filter((c) => found.labels[c] === label).map((c) => squareOf(points[i]!, points[c]!));
      expect(Math.min(...alike)).toBeLessThanOrEqual(eps * eps); // borders lie at either cluster
    }
  },
);

test.each(fixture<Oracle>("engines").iris.dbscan)("iris at eps $eps", async ({ eps, noise, sizes }) => {
  const found = await dbscan(fixture<Oracle>("engines").iris.points, { eps, ...single });
  expect(found.labels.filter((label) => label < 0).length).toBe(noise);
  expect([...found.sizes]).toEqual(sizes);
});

describe("what is found", () => {
  test("is DBSCAN by its definition, borders with the nearest core row", async () => {
    const cases = new Cases("noise", "border", "several clusters");
    await fc.assert(
      fc.asyncProperty(anyTask, async ({ points, weights, eps, minSamples }) => {
        const expected = dbscanByDefinition(points, weights, eps, minSamples);
        const found = await dbscan(points, { eps, minSamples, weights, ...single });
        expect([...found.coreRows]).toEqual([...expected.isCore.keys()].filter((i) => expected.isCore[i]));
        expectSamePartition(found.labels, expected.labels);
        cases.when("noise", found.labels.includes(-1));
        cases.when(
          "border",
          expected.labels.some((label, i) => label >= 0 && !expected.isCore[i]),
        );
        cases.when("several clusters", found.sizes.length > 1);
      }),
    );
    cases.expectAll();
  });

  test.each(MISLEADING)("over many leaves of the tree, with 1, 2 and 4 workers: %s", async (_, cols, change) => {
    const rows = size(400, 1500);
    const points = seededBlobs(rows, cols, 9);
    points.data.forEach((value, i) => {
      points.data[i] = change(value, i);
    });
    const spread = Math.sqrt(squareOf(row(points, 0), row(points, 9)));
    const eps = spread > 0 ? spread : 1;
    const expected = dbscanByDefinition(points, new Array(rows).fill(1), eps, 5);
    for (const workers of [1, 2, 4]) {
      const found = await dbscan(points, { eps, workers });
      expectSamePartition(found.labels, expected.labels);
    }
  });

  test("clusters are numbered from the heaviest", async () => {
    const rows = [[0], [1], [50], [51], [52], [90]];
    expect([...(await dbscan(rows, { eps: 1, minSamples: 2 })).labels]).toEqual([1, 1, 0, 0, 0, -1]);
  });
});

describe("what it does not depend on", () => {
  test("weights are replicated rows, and the order of rows changes names alone", async () => {
    await fc.assert(
      fc.asyncProperty(anyTask, fc.infiniteStream(fc.nat()), async ({ points, weights, eps, minSamples }, keys) => {
        const weighted = await dbscan(points, { eps, minSamples, weights, ...single });
        const copies = await dbscan(replicated(points, weights), { eps, minSamples, ...single });
        const first = weights.map((_, i) => weights.slice(0, i).reduce((sum, weight) => sum + weight, 0));
        expect(first.map((at) => copies.labels[at])).toEqual([...weighted.labels]);
        expect(copies.sizes).toEqual(weighted.sizes);
        const order = [...weights.keys()].map((i) => [keys.next().value, i] as const).sort(([a], [b]) => a - b);
        const rows = order.map(([, i]) => i);
        const mixed = await dbscan(pick(points, rows), {
          eps,
          minSamples,
          weights: rows.map((i) => weights[i]!),
          ...single,
        });
        expectSamePartition(
          mixed.labels,
          rows.map((i) => weighted.labels[i]!),
        );
      }),
      { numRuns: size(15, 60) },
    );
  });
});

describe("new rows", () => {
  test("go with the nearest core row within eps; those of the fit keep their labels", async () => {
    const cases = new Cases("known", "taken in", "left out");
    await fc.assert(
      fc.asyncProperty(anyTask, fc.constantFrom(0.25, 1), async ({ points, weights, eps, minSamples }, step) => {
        const fitted = await dbscan(points, { eps, minSamples, weights, ...single });
        expect(await fitted.apply(points, single)).toEqual(fitted.labels);
        const again = new DbscanModel(structuredClone(fitted));
        const moved = matrix(
          points.rows,
          points.cols,
          points.data.map((value) => value + step),
        );
        const labels = await again.apply(moved, single);
        for (const [i, label] of labels.entries()) {
          if (cases.when("known", isKnown(points, row(moved, i)))) continue;
          const squares = [...fitted.coreRows].map((core) => squareOf(row(points, core), row(moved, i)));
          const least = Math.min(...squares);
          const nearest = [...fitted.coreRows].filter((_, c) => squares[c] === least);
          const allowed = least <= eps * eps ? nearest.map((core) => fitted.labels[core]) : [-1];
          cases.when("taken in", label >= 0, "left out");
          expect(allowed).toContain(label);
        }
        expect((await again.apply(pick(moved, [points.rows - 1]), single))[0]).toBe(labels.at(-1));
      }),
      { numRuns: size(15, 60) },
    );
    cases.expectAll();
  });
});

function isKnown(points: ReturnType<typeof matrix>, wanted: Float32Array): boolean {
  return Array.from({ length: points.rows }, (_, i) => row(points, i)).some((known) =>
    known.every((value, j) => value === wanted[j]),
  );
}

describe("the edge of what can be", () => {
  test("one row, all equal rows, no columns, numbers far apart", async () => {
    expect([...(await dbscan([[3]], { eps: 1, minSamples: 1 })).labels]).toEqual([0]);
    expect([...(await dbscan([[3]], { eps: 1 })).labels]).toEqual([-1]);
    expect([...(await dbscan(new Array(6).fill([3, 4]), { eps: 1 })).labels]).toEqual([0, 0, 0, 0, 0, 0]);
    expect([...(await dbscan([[], []], { eps: 1, minSamples: 2 })).labels]).toEqual([0, 0]);
    expect([...(await dbscan([[1e38], [-1e38], [0]], { eps: 1e30, minSamples: 1 })).labels]).toEqual([0, 1, 2]);
    expect([...(await dbscan([[1e-38], [0], [1e38]], { eps: 1e-30, minSamples: 1 })).labels]).toEqual([0, 0, 1]);
    expect([...(await dbscan([[0], [1]], { eps: 1e300, minSamples: 1 })).labels]).toEqual([0, 0]);
  });
});

test.each([
  ["no rows", [], { eps: 1 }, '"vectors" expected at least one row, got none'],
  ["no eps", [[0]], {}, '"eps" expected a finite number > 0, got undefined'],
  ["eps = 0", [[0]], { eps: 0 }, '"eps" expected a finite number > 0, got 0'],
  ["NaN", [[0], [Number.NaN]], { eps: 1 }, '"vectors" expected finite 32-bit numbers, got NaN in row 1, column 0'],
  ["half a sample", [[0]], { eps: 1, minSamples: 0.5 }, '"minSamples" expected an integer >= 1, got 0.5'],
  ["unknown option", [[0]], { eps: 1, minPts: 5 }, '"minPts" is not an option; known options: eps, minSamples, '],
])("bad input: %s", async (_, rows, options, message) => {
  await expect(dbscan(rows, options as never)).rejects.toThrow(message);
});
