import type { Labels } from "../../core";
import { number, readOptions, type Schema } from "../../core/internal";
import { contingency } from "./contingency";
import { information } from "./entropy";

/** Options of {@link vMeasure}. */
export interface VMeasureOptions {
  /** How much completeness counts beside homogeneity. @default 1 */
  beta?: number | undefined;
}

/** How labels agree with a truth. */
export interface VMeasure {
  /** 1 when every cluster holds points of one true group. */
  readonly homogeneity: number;
  /** 1 when every true group lies in one cluster. */
  readonly completeness: number;
  /** Their harmonic mean. */
  readonly vMeasure: number;
}

const V_MEASURE_OPTIONS = { beta: number({ min: 0 }, 1) } satisfies Schema<VMeasureOptions>;

/**
 * Whether clusters hold one true group each, and true groups lie in one cluster each (Rosenberg & Hirschberg 2007).
 * Noise (-1) counts as one more group.
 *
 * @param truth  n labels.
 * @param labels n labels of the same points.
 * @param options how much completeness counts.
 * @returns three numbers in [0, 1].
 * @throws RangeError when the two differ in length, or are empty.
 * @example
 * vMeasure([0, 0, 1, 1], [0, 0, 1, 2]).homogeneity; // 1
 */
export function vMeasure(truth: Labels, labels: Labels, options: VMeasureOptions = {}): VMeasure {
  const { beta } = readOptions(options, V_MEASURE_OPTIONS);
  const { entropyA, entropyB, mutual } = information(contingency(truth, labels));
  const homogeneity = entropyA === 0 ? 1 : mutual / entropyA;
  const completeness = entropyB === 0 ? 1 : mutual / entropyB;
  const sum = beta * homogeneity + completeness;
  return { homogeneity, completeness, vMeasure: sum === 0 ? 0 : ((1 + beta) * homogeneity * completeness) / sum };
}
