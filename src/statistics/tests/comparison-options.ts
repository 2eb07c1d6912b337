import type { Schema } from "../../core/internal";
import { CONFIDENCE } from "../intervals/interval";
import { ALTERNATIVE, type AlternativeHypothesis } from "./alternative";

/** Options of a comparison of two means: {@link welchTest}, {@link relativeEffect}. */
export interface ComparisonOptions {
  /** @default "two-sided" */
  alternative?: AlternativeHypothesis | undefined;
  /** Of the interval. @default 0.95 */
  confidence?: number | undefined;
}

export const COMPARISON_OPTIONS = {
  alternative: ALTERNATIVE,
  confidence: CONFIDENCE,
} satisfies Schema<ComparisonOptions>;

/** {@link ComparisonOptions}, read. */
export interface ComparisonSettings {
  readonly alternative: AlternativeHypothesis;
  readonly confidence: number;
}
