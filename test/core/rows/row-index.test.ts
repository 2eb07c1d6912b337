import fc from "fast-check";
import { expect, test } from "vitest";
import { findRows, finish, indexRows, matrix } from "../../../src/core/internal";

const find = (rows: readonly number[][], wanted: readonly number[][], cols: number) => {
  const index = finish(indexRows(matrix(rows.length, cols, Float32Array.from(rows.flat()))));
  return [...finish(findRows(index, matrix(wanted.length, cols, Float32Array.from(wanted.flat()))))];
};

test("a row is the first of those that equal it, and none that does not", () => {
  const rows = [
    [3, 1],
    [1, 2],
    [3, 1],
    [-0, 5],
  ];
  expect(
    find(
      rows,
      [
        [3, 1],
        [1, 2],
        [0, 5],
        [2, 1],
        [3, 1.5],
      ],
      2,
    ),
  ).toEqual([0, 1, 3, -1, -1]);
});

test("nothing is found among no rows; rows without columns are all equal", () => {
  expect(find([], [[1, 2]], 2)).toEqual([-1]);
  expect(find([[], []], [[]], 0)).toEqual([0]);
});

test("any rows: what comparing with each of them finds", () => {
  const value = fc.oneof(fc.constantFrom(-0, 0, 1, -1, 1.5), fc.float({ noNaN: true, noDefaultInfinity: true }));
  const row = fc.array(value, { minLength: 3, maxLength: 3 }).map((values) => values.map(Math.fround));
  const some = fc.array(row, { maxLength: 80 });
  fc.assert(
    fc.property(some, some, (rows, others) => {
      const wanted = [...others, ...rows];
      const naive = wanted.map((one) => rows.findIndex((known) => known.every((x, c) => x === one[c])));
      expect(find(rows, wanted, 3)).toEqual(naive);
    }),
  );
});
