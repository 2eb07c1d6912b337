import { expect, test } from "vitest";
import { distinctRows, matrix } from "../../src/core/internal";

const rows = matrix(5, 2, Float32Array.of(3, 1, 1, 2, 3, 1, 1, -5, -0, 0));

test("equal rows are merged and stand in lexicographic order", () => {
  const { points, rowOf } = distinctRows(rows);
  expect([...points.data].map((x) => x + 0)).toEqual([0, 0, 1, -5, 1, 2, 3, 1]);
  expect([...rowOf]).toEqual([3, 2, 3, 1, 0]);
});

test("equal rows may be kept apart", () => {
  expect([...distinctRows(rows, true).rowOf]).toEqual([3, 2, 4, 1, 0]);
});
