import fc from "fast-check";
import { expect, test } from "vitest";
import { row } from "../../src/core/internal";
import { type TruncatedSvdResult, truncatedSvd } from "../../src/projection";
import { fixture } from "../helpers/fixture";
import { seededBlobs } from "../helpers/points";
import { sparseOf } from "../helpers/sparse";

interface Reference {
  points: number[][];
  weights: number[];
  embedding: number[][];
  components: number[][];
  singularValues: number[];
  explainedVariance: number[];
  explainedVarianceRatio: number[];
}
const reference = fixture<Reference>("truncated_svd");

function expectClose(got: ArrayLike<number>, expected: readonly number[], tolerance: number) {
  expect(got.length).toBe(expected.length);
  for (const [i, value] of expected.entries()) expect(Math.abs(got[i]! - value)).toBeLessThan(tolerance);
}

test.each([
  ["sparse", sparseOf(reference.points)],
  ["dense", reference.points],
])("weighted %s rows equal scikit-learn's TruncatedSVD of the replicated rows", async (_, points) => {
  const result = await truncatedSvd(points, { nComponents: 5, weights: reference.weights });
  expectClose(result.singularValues, reference.singularValues, 1e-4);
  expectClose(result.components.data, reference.components.flat(), 1e-3);
  expectClose(result.embedding.data, reference.embedding.flat(), 3e-3);
  expectClose(result.explainedVariance, reference.explainedVariance, 1e-4);
  expectClose(result.explainedVarianceRatio, reference.explainedVarianceRatio, 1e-4);
});

test("the square of a singular value is the length of its image: many columns, found from a random start", async () => {
  const points = seededBlobs(90, 200, 6, 3);
  const result = await truncatedSvd(points, { nComponents: 8 });
  let whole = 0;
  for (const value of points.data) whole += value * value;
  let found = 0;
  for (let c = 0; c < 8; c++) {
    const axis = row(result.components, c);
    let square = 0;
    for (let i = 0; i < points.rows; i++) square += result.embedding.data[8 * i + c]! ** 2;
    expect(Math.sqrt(square) / result.singularValues[c]!).toBeCloseTo(1, 4);
    expect(axis.reduce((sum, x) => sum + x * x, 0)).toBeCloseTo(1, 5);
    expect(axis.reduce((a, b) => (Math.abs(b) > Math.abs(a) ? b : a))).toBeGreaterThan(0);
    for (let other = 0; other < c; other++) {
      expect(Math.abs(axis.reduce((sum, x, j) => sum + x * row(result.components, other)[j]!, 0))).toBeLessThan(1e-4);
    }
    found += square;
  }
  expect(found).toBeLessThanOrEqual(whole * (1 + 1e-6));
  expect(found / whole).toBeGreaterThan(0.99); // six centers
});

test("1, 2 and 4 workers give the same bits", async () => {
  const points = sparseOf(
    Array.from({ length: 300 }, (_, i) => Array.from({ length: 90 }, (__, j) => ((i * j) % 7 === 0 ? i + j : 0))),
  );
  const one = await truncatedSvd(points, { nComponents: 7, workers: 1 });
  expect(await truncatedSvd(points, { nComponents: 7, workers: 2 })).toEqual(one);
  expect(await truncatedSvd(points, { nComponents: 7, workers: 4 })).toEqual(one);
});

test("training rows get their own coordinates again, alone or together", async () => {
  const sparse = sparseOf(reference.points);
  const result = await truncatedSvd(sparse, { nComponents: 3 });
  expect(await result.apply(sparse)).toEqual(result.embedding);
  for (const [i, point] of reference.points.slice(0, 9).entries()) {
    const alone = await result.apply(sparseOf([point]));
    expect(alone.data).toEqual(row(result.embedding, i).slice());
  }
  const dense = await truncatedSvd(reference.points, { nComponents: 3 });
  expect(await dense.apply(reference.points)).toEqual(dense.embedding);
});

test("any small matrix: finite, falling, as long as its rank, and no more than the matrix holds", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 9 }).chain((cols) =>
        fc.array(fc.array(fc.integer({ min: -3, max: 3 }), { minLength: cols, maxLength: cols }), {
          minLength: 1,
          maxLength: 9,
        }),
      ),
      async (rows) => {
        const nComponents = rows[0]!.length;
        const { embedding, components, singularValues } = await truncatedSvd(sparseOf(rows), {
          nComponents,
          workers: 1,
        });
        for (const [i, given] of rows.entries()) {
          for (const [j, value] of given.entries()) {
            let rebuilt = 0;
            for (let c = 0; c < nComponents; c++) {
              rebuilt += embedding.data[i * nComponents + c]! * components.data[c * nComponents + j]!;
            }
            expect(Math.abs(rebuilt - value)).toBeLessThan(1e-3);
          }
        }
        expect([...singularValues]).toEqual([...singularValues].sort((a, b) => b - a));
      },
    ),
    { numRuns: 60 },
  );
});

test("beyond the rank there is nothing: values 0, axes of zeros", async () => {
  const { singularValues, components, explainedVarianceRatio }: TruncatedSvdResult = await truncatedSvd(
    sparseOf([
      [1, 2, 0],
      [2, 4, 0],
    ]),
    { nComponents: 3 },
  );
  expect(singularValues[0]).toBeCloseTo(5, 6);
  expect([...singularValues.slice(1), ...row(components, 1), ...row(components, 2)]).toEqual(Array(8).fill(0));
  expect(explainedVarianceRatio[0]).toBeCloseTo(1, 6);
  const nothing = await truncatedSvd(sparseOf([[0, 0]]), { nComponents: 2 });
  expect([...nothing.singularValues, ...nothing.embedding.data, ...nothing.explainedVarianceRatio]).toEqual(
    Array(6).fill(0),
  );
});

const good = sparseOf([
  [1, 0, 2],
  [0, 3, 0],
]);

test.each([
  [[], {}, '"vectors" expected at least 1 row, got 0'],
  [good, { nComponents: 4 }, '"nComponents" expected at most the 3 columns of the vectors, got 4'],
  [good, { weights: [1] }, '"weights" expected 2 weights, got 1'],
  [[[1, Number.NaN]], {}, '"vectors" expected finite 32-bit numbers, got NaN in row 0, column 1'],
  [
    { ...good, values: Float32Array.of(1, 2, Number.POSITIVE_INFINITY) },
    {},
    '"vectors" expected finite numbers, got Infinity in row 1',
  ],
  [{ ...good, columns: Uint32Array.of(2, 0, 1) }, {}, '"vectors" expected ascending columns below 3, got 0 in row 0'],
  [{ ...good, columns: Uint32Array.of(0, 3, 1) }, {}, '"vectors" expected ascending columns below 3, got 3 in row 0'],
  [
    { ...good, rows: 3 },
    {},
    '"vectors" expected offsets, columns and values of 3 rows, got 3 offsets up to 3, 3 columns, 3 values',
  ],
  [{ ...good, offsets: Uint32Array.of(0, 4, 3) }, {}, '"vectors" expected ascending offsets, got a fall in row 1'],
])("refuses %j with %j", async (rows, options, message) => {
  await expect(truncatedSvd(rows, options)).rejects.toThrow(new RangeError(message));
});

test("refuses what is no matrix, rows of another width, and ends at an abort", async () => {
  const odd = { ...good, values: [1, 2, 3] } as unknown as typeof good;
  await expect(truncatedSvd(odd)).rejects.toThrow(new TypeError('"vectors" expected a Csr, got an object (Object)'));
  const result = await truncatedSvd(good);
  await expect(result.apply([[1]])).rejects.toThrow(new RangeError('"vectors" expected rows of 3 numbers, got 1'));
  const reason = new Error("enough");
  await expect(truncatedSvd(good, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
});

test("fewer rows than vectors followed: the rank is found, and nothing beyond it", async () => {
  const rows = [0, 1, 2].map((r) =>
    Array.from({ length: 50 }, (_, c) => ((c * (r + 2)) % 7) - 3 + (r === c % 3 ? 5 : 0)),
  );
  const { singularValues, embedding } = await truncatedSvd(rows, { nComponents: 5 });
  const lengths = rows.map((values) => values.reduce((sum, value) => sum + value * value, 0));
  const total = [...singularValues].reduce((sum, value) => sum + value * value, 0);
  expect(total / lengths.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 4);
  expect([...singularValues.subarray(3)]).toEqual([0, 0]);
  for (const [r, length] of lengths.entries()) {
    const found = embedding.data.subarray(5 * r, 5 * r + 5).reduce((sum, value) => sum + value * value, 0);
    expect(found / length).toBeCloseTo(1, 4);
  }
});
