import { oneOf } from "../../core/internal";
import type { Tails } from "../special/tails";

/**
 * What a test looks for: that the first differs from the second in either direction, that it is less, or that it is
 * greater.
 */
export type AlternativeHypothesis = "two-sided" | "less" | "greater";

export const ALTERNATIVE = oneOf<AlternativeHypothesis, "two-sided">(["two-sided", "less", "greater"], "two-sided");

/** p of a statistic with a symmetric law, from its tails there. */
export function pOf(alternative: AlternativeHypothesis, { lower, upper }: Tails): number {
  if (alternative === "two-sided") return Math.min(1, 2 * Math.min(lower, upper));
  return alternative === "less" ? lower : upper;
}
