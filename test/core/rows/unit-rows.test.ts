import fc from "fast-check";
import { expect, test } from "vitest";
import { finish, matrix, row, unitRows } from "../../../src/core/internal";

test("rows get length 1 and keep their direction; rows of zeros stay", () => {
  const values = fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 3, maxLength: 3 });
  fc.assert(
    fc.property(fc.array(values, { minLength: 1, maxLength: 8 }), (rows) => {
      const unit = finish(unitRows(matrix(rows.length, 3, Float32Array.from(rows.flat()))));
      for (const [i, given] of rows.entries()) {
        const length = Math.sqrt(given.reduce((sum, value) => sum + value * value, 0));
        expect([...row(unit, i)]).toEqual(given.map((value) => Math.fround(length === 0 ? 0 : value / length) + 0));
      }
    }),
  );
});

test("long tables are done in steps", () => {
  const steps = unitRows(matrix(10_000, 2, new Float32Array(20_000).fill(3)));
  let pauses = 0;
  while (!steps.next().done) pauses++;
  expect(pauses).toBe(3); // rows 0, 4,096 and 8,192
});
