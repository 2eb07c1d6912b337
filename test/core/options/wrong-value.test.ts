import { expect, test } from "vitest";
import { didYouMean, sum, verbatim, wrongType, wrongValue } from "../../../src/core/internal";

test("errors of the kind and of the value are worded alike", () => {
  expect(wrongType("k", "an integer", "3")).toEqual(new TypeError('"k" expected an integer, got "3"'));
  expect(wrongValue("k", "an integer >= 1", 0, " in row 3")).toEqual(
    new RangeError('"k" expected an integer >= 1, got 0 in row 3'),
  );
  expect(wrongValue("rows", "4 x 2", verbatim("3 x 2")).message).toBe('"rows" expected 4 x 2, got 3 x 2');
});

test("the nearest name is suggested within a third of the letters, and at least two", () => {
  const known = ["minClusterSize", "metric", "k"];
  expect(didYouMean("minclustersiz", known)).toBe("minClusterSize");
  expect(didYouMean("metrix", known)).toBe("metric");
  expect(didYouMean("seed", known)).toBeUndefined();
});

test("numbers are added in their order", () => {
  expect(sum([])).toBe(0);
  expect(sum([1e16, 1, -1e16])).toBe(0);
  expect(sum(Float32Array.of(0.5, 0.25))).toBe(0.75);
});
