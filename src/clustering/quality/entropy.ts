import { log } from "../../core/internal";
import type { Contingency } from "./contingency";

/** Information in two labelings, in nats. */
export interface Information {
  readonly entropyA: number;
  readonly entropyB: number;
  /** What either says about the other. */
  readonly mutual: number;
}

/** Entropies of two labelings, and what they share. */
export function information({ n, a, b, cells }: Contingency): Information {
  const mutual = cells.reduce(
    (sum, { i, j, count }) => sum + (count / n) * (log(count / n) - log(a[i]! / n) - log(b[j]! / n)),
    0,
  );
  return { entropyA: entropyOf(a, n), entropyB: entropyOf(b, n), mutual: Math.max(0, mutual) };
}

function entropyOf(sizes: Float64Array, n: number): number {
  const sum = sizes.reduce((total, size) => (size > 0 ? total - (size / n) * log(size / n) : total), 0);
  return Math.max(0, sum);
}

/** How many groups have points. */
export function groupCount(sizes: Float64Array): number {
  return sizes.reduce((count, size) => count + (size > 0 ? 1 : 0), 0);
}
