import fc from "fast-check";
import { expect, test } from "vitest";
import { adjustedMutualInformation } from "../../../src/clustering/quality/adjusted-mutual-information";
import { adjustedRandIndex } from "../../../src/clustering/quality/adjusted-rand-index";

// scikit-learn's own test data and results (sklearn.metrics.cluster, test_supervised.py).
const A = [1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2, 3, 3, 3, 3, 3];
const B = [1, 1, 1, 1, 2, 1, 2, 2, 2, 2, 3, 1, 3, 3, 3, 2, 2];

test("scikit-learn's figures", () => {
  expect(adjustedMutualInformation(A, B)).toBeCloseTo(0.27821, 5);
  expect(adjustedRandIndex(A, B)).toBeCloseTo(0.2669405, 7);
});

test("same partition is 1 whatever the names; one group against singletons is 0", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -1, max: 4 }), { minLength: 1, maxLength: 40 }), (labels) => {
      const renamed = labels.map((label) => 4 - label);
      expect(adjustedRandIndex(labels, renamed)).toBe(1);
      expect(adjustedMutualInformation(labels, renamed)).toBe(1);
    }),
  );
  expect(adjustedRandIndex([0, 0, 0, 0], [0, 1, 2, 3])).toBe(0);
  expect(adjustedMutualInformation([0, 0, 0, 0], [0, 1, 2, 3])).toBeCloseTo(0, 12);
});

test("symmetric", () => {
  const labels = fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 20, maxLength: 20 });
  fc.assert(
    fc.property(labels, labels, (a, b) => {
      expect(adjustedRandIndex(a, b)).toBeCloseTo(adjustedRandIndex(b, a), 12);
      expect(adjustedMutualInformation(a, b)).toBeCloseTo(adjustedMutualInformation(b, a), 9);
    }),
  );
});

test("bad input", () => {
  expect(() => adjustedRandIndex([0, 1], [0])).toThrow(new RangeError('"b" expected 2 labels, got 1'));
  expect(() => adjustedRandIndex([], [])).toThrow(new RangeError('"a" expected at least 1 label, got 0'));
  expect(() => adjustedMutualInformation([0, -2], [0, 0])).toThrow('"a" expected integers >= -1, got -2 at position 1');
});
