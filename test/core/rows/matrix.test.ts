import { expect, test } from "vitest";
import { matrix, row, toMatrix, transposed } from "../../../src/core/internal";

test("rows of numbers become a matrix once; a matrix stays itself", () => {
  const points = toMatrix("vectors", [
    [1, 2],
    [3, 4],
    [5, 6],
  ]);
  expect(points).toEqual(matrix(3, 2, Float32Array.of(1, 2, 3, 4, 5, 6)));
  expect(toMatrix("vectors", points)).toBe(points);
  expect([...row(points, 1)]).toEqual([3, 4]);
  expect(toMatrix("vectors", [])).toEqual(matrix(0, 0));
});

test.each([
  [[[1, 2], [3]], TypeError, '"vectors" expected rows of 2 numbers, got 1 value in row 1'],
  [
    [
      [1, 2],
      [3, Number.NaN],
    ],
    RangeError,
    '"vectors" expected finite 32-bit numbers, got NaN in row 1, column 1',
  ],
  [[[1e39]], RangeError, '"vectors" expected finite 32-bit numbers, got 1e+39 in row 0, column 0'],
  [[["1"]], TypeError, '"vectors" expected numbers, got "1" in row 0, column 0'],
  [{ data: new Float32Array(3), rows: 2, cols: 2 }, RangeError, '"vectors" expected rows x cols = 3 values, got 2 x 2'],
  [[1, 2, 3], TypeError, '"vectors" expected rows of numbers, got 1 in row 0'],
  [[null], TypeError, '"vectors" expected rows of numbers, got null in row 0'],
  [["ab", "cd"], TypeError, '"vectors" expected rows of numbers, got "ab" in row 0'],
  [
    { data: new Float32Array(4), rows: 2.5, cols: 1.6 },
    RangeError,
    '"vectors" expected rows x cols = 4 values, got 2.5 x 1.6',
  ],
  [
    { data: new Float32Array(3), rows: 2, cols: 1.5 },
    RangeError,
    '"vectors" expected rows x cols = 3 values, got 2 x 1.5',
  ],
  [
    { data: new Float32Array(3), rows: 1.5, cols: 2 },
    RangeError,
    '"vectors" expected rows x cols = 3 values, got 1.5 x 2',
  ],
  [
    { data: new Float32Array(4), rows: -2, cols: -2 },
    RangeError,
    '"vectors" expected rows x cols = 4 values, got -2 x -2',
  ],
  [
    { data: new Float64Array(4), rows: 2, cols: 2 },
    TypeError,
    '"vectors" expected a Matrix or an array of rows of numbers, got an object (Object)',
  ],
  ["text", TypeError, '"vectors" expected a Matrix or an array of rows of numbers, got "text"'],
  [null, TypeError, '"vectors" expected a Matrix or an array of rows of numbers, got null'],
  [undefined, TypeError, '"vectors" expected a Matrix or an array of rows of numbers, got undefined'],
  [[[1, 2], null], TypeError, '"vectors" expected rows of 2 numbers, got null in row 1'],
  [[[1], 5], TypeError, '"vectors" expected rows of 1 numbers, got 5 in row 1'],
  [
    { data: Float32Array.of(0, 0, 0, 0, 0, Infinity), rows: 2, cols: 3 },
    RangeError,
    '"vectors" expected finite 32-bit numbers, got Infinity in row 1, column 2',
  ],
])("refuses %j", (vectors, kind, message) => {
  expect(() => toMatrix("vectors", vectors as never)).toThrow(new kind(message));
});

test("matrices without rows or columns are matrices", () => {
  for (const [rows, cols] of [
    [0, 3],
    [3, 0],
    [0, 0],
  ] as const) {
    const empty = { data: new Float32Array(0), rows, cols };
    expect(toMatrix("vectors", empty)).toBe(empty);
  }
  expect(toMatrix("vectors", [[], []])).toEqual(matrix(2, 0));
});

test("rows may be typed arrays", () => {
  const rows = [Float64Array.of(1, 2), Float32Array.of(3, 4)];
  expect(toMatrix("vectors", rows as never)).toEqual(matrix(2, 2, Float32Array.of(1, 2, 3, 4)));
});

test("a matrix turned, of any shape beside the blocks of 16 rows", () => {
  for (const [rows, cols] of [
    [1, 1],
    [15, 3],
    [16, 2],
    [17, 5],
    [40, 33],
  ] as const) {
    const points = matrix(
      rows,
      cols,
      Float32Array.from({ length: rows * cols }, (_, i) => i),
    );
    const turned = transposed(points);
    expect([turned.rows, turned.cols]).toEqual([cols, rows]);
    for (let i = 0; i < rows; i++) {
      for (let j = 0; j < cols; j++) expect(turned.data[j * rows + i]).toBe(i * cols + j);
    }
    expect(transposed(turned)).toEqual(points);
  }
});
