import { expect, test } from "vitest";
import { ModelFormatError } from "../../../src/core";
import { checkPlainData, isArrayOf, isMatrix, matrix } from "../../../src/core/internal";

test("a matrix is distinguished from what only looks like one", () => {
  expect(isMatrix(matrix(2, 3))).toBe(true);
  expect(isMatrix(structuredClone(matrix(2, 3)), { rows: 2, cols: 3 })).toBe(true);
  expect(isMatrix(matrix(0, 0))).toBe(true);
  for (const wrong of [
    null,
    undefined,
    [[1, 2]],
    { data: [1, 2], rows: 1, cols: 2 },
    { data: new Float64Array(2), rows: 1, cols: 2 },
    { data: new Float32Array(3), rows: 1, cols: 2 },
    { data: new Float32Array(1), rows: -1, cols: -1 },
    { data: new Float32Array(2), rows: 0.5, cols: 4 },
  ]) {
    expect(isMatrix(wrong)).toBe(false);
  }
  expect(isMatrix(matrix(2, 3), { cols: 2 })).toBe(false);
});

test("lists of one kind, and of a length", () => {
  expect(isArrayOf("string", ["a", "b"], 2)).toBe(true);
  expect(isArrayOf("number", [])).toBe(true);
  expect(isArrayOf("number", [1, "2"])).toBe(false);
  expect(isArrayOf("string", ["a"], 2)).toBe(false);
  expect(isArrayOf("string", "ab")).toBe(false);
  expect(isArrayOf("string", new Array(2), 2)).toBe(false);
});

test("what is incomplete is a ModelFormatError", () => {
  expect(() => checkPlainData(true, "a PCA")).not.toThrow();
  expect(() => checkPlainData(false, "a PCA")).toThrow(new ModelFormatError("the data of a PCA is incomplete"));
});
