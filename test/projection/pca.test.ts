import { describe, expect, test } from "vitest";
import { checkpoint, matrix, randomStream, row } from "../../src/core/internal";
import { createWorkerPool } from "../../src/parallel";
import { PcaModel, pca } from "../../src/projection";
import { exactAxes } from "../../src/projection/principal-axes";
import { fixture } from "../helpers/fixture";

interface Reference {
  points: number[][];
  weights: number[];
  embedding: number[][];
  components: number[][];
  mean: number[];
  explainedVariance: number[];
  explainedVarianceRatio: number[];
  singularValues: number[];
}
const reference = fixture<Reference>("pca");

function expectClose(got: ArrayLike<number>, expected: readonly number[], tolerance: number) {
  expect(got.length).toBe(expected.length);
  for (const [i, value] of expected.entries()) expect(Math.abs(got[i]! - value)).toBeLessThan(tolerance);
}

test("weighted rows equal scikit-learn's PCA of the replicated rows", async () => {
  const result = await pca(reference.points, { nComponents: 4, weights: reference.weights });
  expectClose(result.components.data, reference.components.flat(), 1e-6);
  expectClose(result.embedding.data, reference.embedding.flat(), 1e-5);
  expectClose(result.mean, reference.mean, 1e-12);
  expectClose(result.explainedVariance, reference.explainedVariance, 1e-10);
  expectClose(result.explainedVarianceRatio, reference.explainedVarianceRatio, 1e-12);
  expectClose(result.singularValues, reference.singularValues, 1e-10);
});

test("training rows get their own coordinates again, alone or together", async () => {
  const result = await pca(reference.points, { nComponents: 3 });
  expect(await result.apply(reference.points)).toEqual(result.embedding);
  for (const [i, point] of reference.points.entries()) {
    expect((await result.apply([point])).data).toEqual(row(result.embedding, i).slice());
  }
});

test("1, 2 and 4 workers give the same bits", async () => {
  const one = await pca(reference.points, { nComponents: 7, workers: 1 });
  expect(await pca(reference.points, { nComponents: 7, workers: 2 })).toEqual(one);
  expect(await pca(reference.points, { nComponents: 7, workers: 4 })).toEqual(one);
});

test("the largest loading of each axis is positive", async () => {
  const { components } = await pca(
    [
      [1, 5],
      [2, 3],
      [3, 1.5],
    ],
    { nComponents: 2 },
  );
  for (let c = 0; c < 2; c++) {
    const axis = [...row(components, c)];
    expect(axis.reduce((a, b) => (Math.abs(b) > Math.abs(a) ? b : a))).toBeGreaterThan(0);
  }
});

test.each([
  ["one row", [[1, 2, 3]]],
  [
    "equal rows",
    [
      [0.1, 2, 3],
      [0.1, 2, 3],
      [0.1, 2, 3],
    ],
  ],
])("%s have no variance, and coordinates 0", async (_, rows) => {
  const result = await pca(rows);
  expect([...result.embedding.data]).toEqual(Array(2 * rows.length).fill(0));
  expect([...result.explainedVariance, ...result.explainedVarianceRatio, ...result.singularValues]).toEqual(
    Array(6).fill(0),
  );
  expect(result.components.data.every(Number.isFinite)).toBe(true);
});

test.each([
  [[], {}, '"vectors" expected at least 1 row, got 0'],
  [[[1]], {}, '"nComponents" expected at most the 1 columns of the vectors, got 2'],
  [[[1, 2]], { nComponents: 0 }, '"nComponents" expected an integer >= 1, got 0'],
  [[[1, Number.NaN]], {}, '"vectors" expected finite 32-bit numbers, got NaN in row 0, column 1'],
])("refuses %j with %j", async (rows, options, message) => {
  await expect(pca(rows, options)).rejects.toThrow(new RangeError(message));
});

/** Rows of many columns with variances that fall by half from axis to axis, far from zero, and a little noise. */
function wide(rows: number, cols: number, size = 1) {
  const random = randomStream(5, "test/wide");
  const points = matrix(rows, cols);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < cols; j++) {
      let value = 40 + 0.01 * random.uniform(i, j);
      for (let c = 0; c < 12; c++) {
        value += (random.uniform(i, 10_000 + c) - 0.5) * 2 ** (-c / 2) * (random.uniform(c, 20_000 + j) - 0.5);
      }
      points.data[i * cols + j] = size * value;
    }
  }
  return points;
}

describe("many columns and few axes: by iteration", () => {
  const weights = Array.from({ length: 150 }, (_, i) => 1 + (i % 3));

  test.each([1, 1e-17, 1e15])("what the exact way finds, values of size %f", async (size) => {
    const points = wide(150, 520, size);
    const found = await pca(points, { nComponents: 4, weights, workers: 1 });
    const pool = createWorkerPool(1);
    const exact = await exactAxes(points, Float64Array.from(weights), 4, { pool, at: checkpoint("projection", {}) });
    expect(found.mean).toEqual(exact.mean);
    for (let c = 0; c < 4; c++) {
      expect(Math.abs(found.explainedVariance[c]! / exact.explained[c]! - 1)).toBeLessThan(1e-4);
      expect(Math.abs(found.explainedVarianceRatio[c]! / (exact.explained[c]! / exact.whole) - 1)).toBeLessThan(1e-4);
      const [axis, other] = [row(found.components, c), row(exact.components, c)];
      expect(axis.reduce((sum, value, j) => sum + value * other[j]!, 0)).toBeGreaterThan(1 - 1e-4);
    }
  });

  test("the same bits for 1, 2 and 4 workers, and again from saved axes", async () => {
    const points = wide(60, 600);
    const one = await pca(points, { nComponents: 3, workers: 1 });
    for (const workers of [2, 4]) expect(await pca(points, { nComponents: 3, workers })).toEqual(one);
    expect(await new PcaModel(structuredClone(one)).apply(points)).toEqual(one.embedding);
  });

  test("weights are replicated rows", async () => {
    const points = wide(40, 530);
    const copies = weights.slice(0, 40).flatMap((weight, i) => Array<number[]>(weight).fill([...row(points, i)]));
    const weighted = await pca(points, { nComponents: 2, weights: weights.slice(0, 40) });
    const replicated = await pca(copies, { nComponents: 2 });
    expectClose(weighted.components.data, [...replicated.components.data], 1e-4);
    for (let c = 0; c < 2; c++) {
      expect(weighted.explainedVariance[c]! / replicated.explainedVariance[c]!).toBeCloseTo(1, 5);
      expect(weighted.singularValues[c]! / replicated.singularValues[c]!).toBeCloseTo(1, 5);
    }
  });

  test.each([1, 2, 3])("%i rows: no more axes than they span, and nothing that is not finite", async (rows) => {
    const result = await pca(wide(rows, 600), { nComponents: 5 });
    expect([...result.explainedVariance].filter((value) => value > 0).length).toBe(rows - 1);
    for (const list of [result.embedding.data, result.components.data, result.explainedVarianceRatio]) {
      expect(list.every(Number.isFinite)).toBe(true);
    }
  });

  test("equal rows have no variance, and coordinates 0", async () => {
    const equal = Array<number[]>(7).fill(Array.from({ length: 600 }, (_, j) => 0.1 * j));
    const result = await pca(equal, { nComponents: 2 });
    expect([...result.embedding.data, ...result.explainedVariance, ...result.explainedVarianceRatio]).toEqual(
      Array(18).fill(0),
    );
  });

  test("an abort in the midst rejects with its reason", async () => {
    const controller = new AbortController();
    const reason = new Error("enough");
    const onProgress = ({ fraction }: { fraction: number }) => {
      if (fraction > 0.1) controller.abort(reason);
    };
    const run = pca(wide(120, 1200), { nComponents: 9, signal: controller.signal, onProgress, workers: 1 });
    await expect(run).rejects.toBe(reason);
  });
});

test("an abort rejects with its reason", async () => {
  const reason = new Error("enough");
  await expect(pca(reference.points, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
});

test("apply refuses rows of another width", async () => {
  const result = await pca([
    [1, 2],
    [3, 4],
  ]);
  await expect(result.apply([[1]])).rejects.toThrow(new RangeError('"vectors" expected rows of 2 numbers, got 1'));
});
