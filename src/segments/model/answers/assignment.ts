/** Where a whole path belongs: to a segment, or to none. `reason` (and `name`) says which. */
export type Assignment = Assigned | Unassigned;

/** A path that belongs to a segment. */
export interface Assigned {
  /** Number of the segment, from 0. */
  readonly segment: number;
  /** The segment's name. */
  readonly name: string;
  /** Probability that the same pipeline, fitted to other users, puts it into the segment that matches this one. */
  readonly confidence: number;
  /** How firmly it belongs, in [0, 1]; for one that was fitted, what {@link SegmentModel.probabilities} holds. */
  readonly membership: number;
  /** Share of users whose paths are less unusual, in [0, 1]: near 1 for behavior that is new. */
  readonly novelty: number;
  /** The nearest other segments, nearest first. */
  readonly alternatives: readonly Alternative[];
  /**
   * - `"seen in training"`: it behaves exactly like one that was fitted, and gets that one's segment;
   * - `"near members"`: it is as close to the segment's members as they are to each other;
   * - `"placed with the nearest"`: it is in no segment by itself, and goes with the nearest one, as `noise` of the clustering asks.
   */
  readonly reason: "seen in training" | "near members" | "placed with the nearest";
  /** Where it belongs among the parts of its segment; absent where that was not split further ({@link SegmentModel.refine}). */
  readonly within?: Assignment;
}

/** A path that belongs to none. */
export interface Unassigned {
  readonly segment: -1;
  readonly name: null;
  /** Probability that the same pipeline, fitted to other users, puts it into none either; 0 where there is nothing to go by. */
  readonly confidence: number;
  readonly membership: 0;
  /** As {@link Assigned.novelty}. */
  readonly novelty: number;
  /** The segment it would be in if it had to be in one; null where there is nothing to compare, and in older models. */
  readonly nearest: NearestSegment | null;
  /** The nearest segments, nearest first; none where there is nothing to compare. */
  readonly alternatives: readonly Alternative[];
  /**
   * - `"like users in no segment"`: it behaves exactly like one that was fitted and is in no segment;
   * - `"far from all segments"`: no segment's members are close enough;
   * - `"empty sequence"`: it holds no action;
   * - `"left out by a step"`: a step of `prepare` leaves it out, as it did in training;
   * - `"no known action"`: nothing was learnt of any of its actions, and none can be read without.
   */
  readonly reason:
    | "like users in no segment"
    | "far from all segments"
    | "empty sequence"
    | "left out by a step"
    | "no known action";
}

/** The nearest of the segments, for a path in none. */
export interface NearestSegment {
  readonly segment: number;
  readonly name: string;
  /** Probability that the same pipeline, fitted to other users, finds the segment nearest that matches this one. */
  readonly confidence: number;
}

/** A segment that a path might belong to instead. */
export interface Alternative {
  readonly segment: number;
  readonly name: string;
  /** Share of closeness among the three nearest segments, the assigned one among them: in [0, 1], and no probability. */
  readonly closeness: number;
}

/** Where a path will belong of which only the beginning is known; `complete: false` asks for it. */
export interface BeginningAssignment {
  /** Number of the segment, from 0; -1 for none, and while it is undecided. */
  readonly segment: number;
  /** The segment's name; null for none, and while it is undecided. */
  readonly name: string | null;
  /** Probability that the whole path will be there; while it is undecided, that of the likeliest. */
  readonly confidence: number;
  /** As {@link Assigned.novelty}, beside beginnings of as many actions. */
  readonly novelty: number;
  /** Every segment, and none, with a probability of 0.01 or more, likeliest first. */
  readonly alternatives: readonly LikelySegment[];
  /** Segments (-1 for none) that hold the one of the whole path in 90% of users. */
  readonly likely: readonly number[];
  /** Actions that are known of the path. */
  readonly actions: number;
  /**
   * - `"begins like members"`: users who begin so end up in the segment;
   * - `"begins like users in no segment"`: they end up in none;
   * - `"undecided"`: nothing is more probable than all else together;
   * - `"no known action"`: none of its actions was seen in training.
   */
  readonly reason: "begins like members" | "begins like users in no segment" | "undecided" | "no known action";
}

/** A segment (-1 for none) and how probable it is. */
export interface LikelySegment {
  readonly segment: number;
  readonly name: string | null;
  readonly probability: number;
}

/** The answer to options of {@link SegmentModel.assign}. */
export type AnswerTo<O> = "complete" extends keyof O
  ? O extends { readonly complete: false }
    ? BeginningAssignment
    : false extends O["complete"]
      ? Assignment | BeginningAssignment
      : Assignment
  : Assignment;

/** An answer for an input that has a name: a user or session of events, or of sequences built with ids. */
export type Identified<A> = A & { readonly id: string };

/** An assignment of an input that has a name. */
export type IdentifiedAssignment = Identified<Assignment>;
