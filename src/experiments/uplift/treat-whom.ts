import { number, plainObject, readOptions, type Schema, wrongType } from "../../core/internal";
import { normalDistribution } from "../../statistics";
import type { Comparison } from "../analysis/analyze-experiment";

/** Options of {@link treatWhom}. */
export interface TreatWhomOptions {
  /** What one unit of the metric is worth: 1 for a metric in money. @default 1 */
  value?: number | undefined;
  /** What treating one user costs, in the unit of the value. @default 0 */
  cost?: number | undefined;
  /** Probability of a gain, or of a loss, from which on it is decided. @default 0.95 */
  certainty?: number | undefined;
}

/** What to do with one segment. */
export interface SegmentDecision {
  readonly segment: string | null;
  readonly users: number;
  /** Value less cost for each user treated, from the effect drawn toward the mean of all segments. */
  readonly gainPerUser: number | null;
  /** That the gain is above 0; null without an effect. */
  readonly probabilityOfGain: number | null;
  readonly decision: "treat" | "do not treat" | "not known yet";
}

const TREAT_WHOM_OPTIONS = {
  value: number({}, 1),
  cost: number({ min: 0 }, 0),
  certainty: number({ min: 0.5, max: 1 }, 0.95),
} satisfies Schema<TreatWhomOptions>;

/**
 * Which segments to treat. The effects are those drawn toward the mean of all segments (`shrunk`): the segment that looks best
 * among many is rarely as good as it looks, and where effects do not differ beyond chance all segments get nearly the same
 * answer.
 *
 * @param comparison a metric and variant of {@link analyzeExperiment}.
 * @param options    value of a unit of the metric, cost of a user, and how certain one wants to be.
 * @returns one decision a segment, in the order of the comparison.
 * @throws RangeError when a number is out of range.
 * @example
 * const users = Array.from({ length: 400 }, (_, i) => `user-${i}`);
 * const { comparisons } = await analyzeExperiment({
 *   experiment: { key: "new-homepage", variants: ["old", "new"] },
 *   exposures: users.map((user, i) => ({ user, variant: i % 2 ? "new" : "old", segment: i % 4 < 2 ? "s1" : "s2" })),
 *   metrics: [{ name: "purchases", values: users.map((_, i) => (i % 2 ? 3 : 2) + (i % 5)) }],
 * });
 * treatWhom(comparisons[0], { cost: 0.2 }).map(({ decision }) => decision); // ["treat", "treat"]
 */
export function treatWhom(comparison: Comparison, options: TreatWhomOptions = {}): SegmentDecision[] {
  if (typeof comparison !== "object" || comparison === null || !Array.isArray(comparison.segments)) {
    throw wrongType("comparison", "a comparison of analyzeExperiment", comparison);
  }
  const effects = Array.from(comparison.segments);
  for (const [i, effect] of effects.entries())
    plainObject(`comparison.segments[${i}]`, "the effect in a segment", effect);
  const { value, cost, certainty } = readOptions(options, TREAT_WHOM_OPTIONS);
  return effects.map(({ segment, users, shrunk }) => {
    if (!shrunk) return { segment, users, gainPerUser: null, probabilityOfGain: null, decision: "not known yet" };
    const gainPerUser = shrunk.difference * value - cost;
    const error = shrunk.standardError * Math.abs(value);
    const probabilityOfGain = error > 0 ? normalDistribution().cdf(gainPerUser / error) : gainPerUser > 0 ? 1 : 0;
    return { segment, users, gainPerUser, probabilityOfGain, decision: decisionOf(probabilityOfGain, certainty) };
  });
}

function decisionOf(probabilityOfGain: number, certainty: number): SegmentDecision["decision"] {
  if (probabilityOfGain >= certainty) return "treat";
  return 1 - probabilityOfGain >= certainty ? "do not treat" : "not known yet";
}
