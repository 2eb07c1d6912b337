import { NOISE } from "../../core/internal";
import type { Alternative } from "../model/answers/assignment";
import type { Placements } from "../stages/placer";

/** Where a row of features belongs. */
export interface FeatureAssignment {
  readonly id: string;
  /** Number of the segment, from 0; -1 for none. */
  readonly segment: number;
  /** Null for none. */
  readonly name: string | null;
  /** How firmly it belongs, in [0, 1]; for a row that was fitted, what the model's `probabilities` hold. */
  readonly membership: number;
  /** The nearest other segments, nearest first. */
  readonly alternatives: readonly Alternative[];
  /**
   * - `"seen in training"`: equal to a row that was fitted, in a segment;
   * - `"near members"`: nearest to that segment;
   * - `"like users in no segment"`: equal to a row that was fitted and is in no segment;
   * - `"far from all segments"`: no segment is near enough.
   */
  readonly reason: "seen in training" | "near members" | "like users in no segment" | "far from all segments";
}

/** The answer for one of the rows that were placed. */
export function assignmentOf(
  placements: Placements,
  row: number,
  names: readonly string[],
): Omit<FeatureAssignment, "id"> {
  const segment = placements.labels[row]!;
  const isKnown = placements.nearestDistances[row] === 0;
  const { k, labels, shares } = placements.alternatives;
  const nearest = Array.from({ length: k }, (_, j): Alternative => {
    const other = labels[row * k + j]!;
    return { segment: other, name: names[other]!, closeness: shares[row * k + j]! };
  });
  const alternatives = nearest.filter((other) => other.segment !== segment);
  if (segment === NOISE) {
    const reason = isKnown ? "like users in no segment" : "far from all segments";
    return { segment, name: null, membership: 0, alternatives, reason };
  }
  const membership = placements.probabilities[row]!;
  return {
    segment,
    name: names[segment]!,
    membership,
    alternatives,
    reason: isKnown ? "seen in training" : "near members",
  };
}
