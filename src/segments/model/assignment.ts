/** Where a sequence belongs: to a segment, or to none. `reason` (and `name`) tells which. */
export type Assignment = Assigned | Unassigned;

/** A sequence that belongs to a segment. */
export interface Assigned {
  /** Number of the segment, from 0. */
  readonly segment: number;
  /** The segment's name. */
  readonly name: string;
  /** How firmly it belongs, in [0, 1]; for one that was fitted, what {@link SegmentModel.probabilities} holds. */
  readonly confidence: number;
  /** The nearest other segments, nearest first. */
  readonly alternatives: readonly Alternative[];
  /**
   * - `"seen in training"`: it behaves exactly like one that was fitted, and gets that one's segment;
   * - `"near members"`: it is as close to the segment's members as they are to each other.
   */
  readonly reason: "seen in training" | "near members";
}

/** A sequence that belongs to none. */
export interface Unassigned {
  readonly segment: -1;
  readonly name: null;
  readonly confidence: 0;
  /** The nearest segments, nearest first; none where there is nothing to compare. */
  readonly alternatives: readonly Alternative[];
  /**
   * - `"unassigned in training"`: it behaves exactly like one that was fitted and is in no segment;
   * - `"far from all segments"`: no segment's members are close enough;
   * - `"empty sequence"`: it holds no action;
   * - `"left out by a step"`: a step of `prepare` leaves it out, as it did in training;
   * - `"no known action"`: none of its actions was seen in training, nor can be read without.
   */
  readonly reason:
    | "unassigned in training"
    | "far from all segments"
    | "empty sequence"
    | "left out by a step"
    | "no known action";
}

/** A segment that a sequence might belong to instead. */
export interface Alternative {
  readonly segment: number;
  readonly name: string;
  /** Share of closeness among the three nearest segments, the assigned one among them: in [0, 1], and no probability. */
  readonly closeness: number;
}

/** An assignment of an input that has a name: a user or session of events, or of sequences built with ids. */
export type IdentifiedAssignment = Assignment & { readonly id: string };
