import { expect, test } from "vitest";
import { matrix, row, toLabels, toMatrix } from "../../src/core/internal";

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
  [[[1, 2], [3]], TypeError, '"vectors" expected rows of 2 numbers, got 1 values in row 1'],
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
  [[[1], 2], TypeError, '"vectors" expected rows of 1 numbers, got 2 in row 1'],
  ["text", TypeError, '"vectors" expected a Matrix or an array of rows of numbers, got "text"'],
])("refuses %j", (vectors, kind, message) => {
  expect(() => toMatrix("vectors", vectors as never)).toThrow(new kind(message));
});

test("labels are checked", () => {
  expect(toLabels("labels", [0, -1, 2], 3)).toEqual(Int32Array.of(0, -1, 2));
  expect(() => toLabels("labels", [0], 2)).toThrow(new RangeError('"labels" expected 2 labels, got 1'));
  expect(() => toLabels("labels", [0, 1.5], 2)).toThrow('"labels" expected integers >= -1, got 1.5 at position 1');
});
