/** Whether a model may take the place of another, and why (`promote`); plain JSON. */
export interface Decision {
  /** Hashes of the models; the champion's is null where there is none yet. */
  readonly candidate: string;
  readonly champion: string | null;
  /** Whether every gate was passed. */
  readonly passed: boolean;
  /** In a sentence. */
  readonly text: string;
  readonly gates: readonly Gate[];
  /** Users (or sessions) of the holdout that were compared, and the seed of what was drawn. */
  readonly inputs: number;
  readonly seed: number;
  /** Segments of the champion, then those that only the candidate has. */
  readonly segments: readonly DecidedSegment[];
  /** Users of the holdout by their segment then and now: ids, null for none; without those of whom there are none. */
  readonly flows: readonly MovedUsers[];
}

/** One condition of a promotion. */
export interface Gate {
  readonly gate: GateName;
  readonly figure: number;
  readonly threshold: number;
  /** Which side of the threshold passes, the threshold itself among it. */
  readonly passes: "at most" | "at least";
  readonly passed: boolean;
  /** In a sentence. */
  readonly text: string;
}

/**
 * - `"churn"`: share of users who change their segment, at most that of refits of unchanged data;
 * - `"gain"`: bits an action that the segments save on users nobody was fitted to, beside the champion's;
 * - `"noise"`: share of users in no segment;
 * - `"lost"`: segments that are gone and have no successor;
 * - `"drift"`: whether the holdout's users are as those that the candidate was fitted to: the smallest p, corrected;
 * - `"smallest"`, `"largest"`: share of the smallest and of the largest segment.
 */
export type GateName = "churn" | "gain" | "noise" | "lost" | "drift" | "smallest" | "largest";

/** A segment on either side of a decision. */
export interface DecidedSegment {
  readonly id: string;
  /** Name in the candidate; where it is gone, in the champion. */
  readonly name: string;
  /** Share of the holdout's users then and now; null where the model has no such segment. */
  readonly before: number | null;
  readonly after: number | null;
  /** For a segment that is gone, those that took over, and for one that is new, those that it comes from; largest first. */
  readonly others: readonly string[];
}

/** Users who went from one segment to another. */
export interface MovedUsers {
  readonly from: string | null;
  readonly to: string | null;
  readonly users: number;
}
