import { chiSquareTest, holm } from "../../statistics";

/** Whether the arms got the traffic that was planned for them. */
export interface SampleRatio {
  /** Users of each variant. */
  readonly counts: readonly number[];
  /** Users each variant should have had, by its weight. */
  readonly expected: readonly number[];
  readonly degreesOfFreedom: number;
  readonly p: number;
}

/** Sample ratio of one segment. */
export interface SegmentSampleRatio extends SampleRatio {
  readonly segment: string | null;
  /** p corrected for the number of segments (Holm). */
  readonly adjustedP: number;
}

/** Pearson's test against the weights; variants of weight 0, and users in them, are no part of it. */
export function sampleRatio(counts: readonly number[], weights: readonly number[]): SampleRatio {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const planned = counts.map((count, i) => (weights[i]! > 0 ? count : 0));
  const users = planned.reduce((sum, count) => sum + count, 0);
  const { p, degreesOfFreedom } = chiSquareTest(planned, { expected: weights });
  return { counts, expected: weights.map((weight) => (users * weight) / total), degreesOfFreedom, p };
}

/** The test in each segment, corrected for their number. */
export function sampleRatioBySegment(
  segments: readonly (string | null)[],
  counts: readonly (readonly number[])[],
  weights: readonly number[],
): SegmentSampleRatio[] {
  const ratios = counts.map((count) => sampleRatio(count, weights));
  const adjusted = holm(ratios.map(({ p }) => p));
  return ratios.map((ratio, i) => ({ segment: segments[i]!, ...ratio, adjustedP: adjusted[i]! }));
}
