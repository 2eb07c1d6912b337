import type { Labels } from "../../core";
import { exp, log } from "../../core/internal";
import { contingency } from "./contingency";

/**
 * Information shared by two labelings, corrected for chance: 1 for the same partition, about 0 for unrelated ones
 * (Vinh, Epps & Bailey 2010, normalized by the mean of the entropies). Noise (-1) counts as one more group.
 *
 * @param a n labels.
 * @param b n labels of the same points.
 * @returns a number <= 1.
 * @throws RangeError when the two differ in length, or are empty.
 * @example
 * adjustedMutualInformation([0, 0, 1, 1], [1, 1, 0, 0]); // 1
 */
export function adjustedMutualInformation(a: Labels, b: Labels): number {
  const table = contingency(a, b);
  const sizesA = table.a.filter((size) => size > 0);
  const sizesB = table.b.filter((size) => size > 0);
  if (sizesA.length === sizesB.length && table.cells.length === sizesA.length) return 1; // the same partition
  const mutual = table.cells.reduce(
    (sum, { i, j, count }) => sum + (count / table.n) * log((table.n * count) / (table.a[i]! * table.b[j]!)),
    0,
  );
  const expected = expectedMutualInformation(sizesA, sizesB, table.n);
  const mean = (entropy(sizesA, table.n) + entropy(sizesB, table.n)) / 2;
  return mean === expected ? 0 : (mutual - expected) / (mean - expected);
}

function entropy(sizes: Float64Array, n: number): number {
  return sizes.reduce((sum, size) => sum - (size / n) * log(size / n), 0);
}

/** Mean over all pairs of labelings with these sizes: a hypergeometric sum. */
function expectedMutualInformation(a: Float64Array, b: Float64Array, n: number): number {
  const logFactorial = new Float64Array(n + 1);
  for (let i = 2; i <= n; i++) logFactorial[i] = logFactorial[i - 1]! + log(i);
  const f = (i: number) => logFactorial[i]!;
  let sum = 0;
  for (const ai of a) {
    for (const bj of b) {
      const fixed = f(ai) + f(bj) + f(n - ai) + f(n - bj) - f(n);
      for (let c = Math.max(1, ai + bj - n); c <= Math.min(ai, bj); c++) {
        const probability = exp(fixed - f(c) - f(ai - c) - f(bj - c) - f(n - ai - bj + c));
        sum += (c / n) * log((n * c) / (ai * bj)) * probability;
      }
    }
  }
  return sum;
}
