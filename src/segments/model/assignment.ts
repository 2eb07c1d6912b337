/** Where a new sequence belongs. */
export interface Assignment {
  /** Number of a fitted segment, -1 when it belongs to none. */
  readonly segment: number;
  /** The segment's name; null when it belongs to none. */
  readonly name: string | null;
  /** How firmly it belongs, in [0, 1]: the membership strength of HDBSCAN; 0 when it belongs to none. */
  readonly confidence: number;
  /** The nearest segments, nearest first, with shares of closeness. */
  readonly alternatives: readonly Alternative[];
  readonly reason: AssignmentReason;
}

/** A segment that a sequence might belong to. */
export interface Alternative {
  readonly segment: number;
  readonly name: string;
  /** Share of closeness among all segments, in [0, 1]. */
  readonly confidence: number;
}

/**
 * Why a sequence was assigned as it was:
 * - `"seen in training"`: it behaves exactly like one that was fitted, and gets that one's segment (or none, as that one);
 * - `"near members"`: it is as close to the segment's members as they are to each other;
 * - `"far from all segments"`: no segment's members are close enough;
 * - `"empty sequence"`: it holds no action;
 * - `"no known action"`: none of its actions was seen in training, nor can be read without.
 */
export type AssignmentReason =
  | "seen in training"
  | "near members"
  | "far from all segments"
  | "empty sequence"
  | "no known action";
