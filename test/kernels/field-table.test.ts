import { expect, test } from "vitest";
import * as KD_FIELDS from "../../src/kernels/assembly/kd/kd-table";
import * as JOIN_FIELDS from "../../src/kernels/assembly/knn/join-table";
import { fieldCount, fillTable } from "../../src/kernels/field-table";

test.each([
  ["kd", KD_FIELDS],
  ["join", JOIN_FIELDS],
])("fields of the %s table are numbered from 0 without a gap", (_, fields) => {
  expect(fieldCount(fields)).toBeGreaterThan(12);
  expect(Object.values<number>(fields).sort((a, b) => a - b)).toEqual([...Array(fieldCount(fields)).keys()]);
});

test("a table is filled by name, whatever the order", () => {
  const fields = { FIRST: 0, SECOND: 1, THIRD: 2 } as const;
  expect([...fillTable(new Int32Array(3), fields, { THIRD: 30, FIRST: 10, SECOND: 20 })]).toEqual([10, 20, 30]);
  // @ts-expect-error: a field is missing
  fillTable(new Int32Array(3), fields, { FIRST: 1, SECOND: 2 });
});
