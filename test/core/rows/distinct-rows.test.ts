import fc from "fast-check";
import { expect, test } from "vitest";
import { distinctRows, finish, matrix } from "../../../src/core/internal";

const rows = matrix(5, 2, Float32Array.of(3, 1, 1, 2, 3, 1, 1, -5, -0, 0));

test("equal rows are merged and stand in lexicographic order", () => {
  const { points, rowOf } = finish(distinctRows(rows));
  expect([...points.data].map((x) => x + 0)).toEqual([0, 0, 1, -5, 1, 2, 3, 1]);
  expect([...rowOf]).toEqual([3, 2, 3, 1, 0]);
});

test("equal rows may be kept apart", () => {
  expect([...finish(distinctRows(rows, true)).rowOf]).toEqual([3, 2, 4, 1, 0]);
});

test("any rows: the order of comparing value by value, whatever their signs and ties", () => {
  const value = fc.oneof(fc.constantFrom(-0, 0, 1, -1, 1.5, -2), fc.float({ noNaN: true, noDefaultInfinity: true }));
  fc.assert(
    fc.property(fc.array(fc.tuple(value, value), { maxLength: 60 }), fc.boolean(), (given, keepEqual) => {
      const compare = (a: number[], b: number[]) => a[0]! - b[0]! || a[1]! - b[1]!;
      const floats = given.map((row) => row.map((x) => Math.fround(x)));
      const sorted = floats.map((row, i) => ({ row, i })).sort((a, b) => compare(a.row, b.row) || a.i - b.i);
      const kept = sorted.filter(({ row }, at) => at === 0 || keepEqual || compare(sorted[at - 1]!.row, row) !== 0);
      const { points, rowOf } = finish(
        distinctRows(matrix(given.length, 2, Float32Array.from(floats.flat())), keepEqual),
      );
      expect([...points.data]).toEqual(kept.flatMap(({ row }) => row));
      for (const [at, { row, i }] of sorted.entries()) {
        const place = keepEqual ? at : kept.findIndex((one) => compare(one.row, row) === 0);
        expect(rowOf[i]).toBe(place);
      }
    }),
  );
});
