import { expect, test } from "vitest";
import { row } from "../../src/core";
import { pca, pcaTransform } from "../../src/projection";
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
  expect(pcaTransform(result, reference.points)).toEqual(result.embedding);
  for (const [i, point] of reference.points.entries()) {
    expect(pcaTransform(result, [point]).data).toEqual(row(result.embedding, i).slice());
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

test("an abort rejects with its reason", async () => {
  const reason = new Error("enough");
  await expect(pca(reference.points, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
});

test("transform refuses rows of another width", async () => {
  const result = await pca([
    [1, 2],
    [3, 4],
  ]);
  expect(() => pcaTransform(result, [[1]])).toThrow(new RangeError('"vectors" expected rows of 2 numbers, got 1'));
});
