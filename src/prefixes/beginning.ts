import type { BeginningPlace } from "./beginning-reader";

/** What is known of a path that has only begun. */
export interface BeginningAnswer {
  /** Actions read. */
  readonly actions: number;
  /** Whether one segment (or none) is more probable than all others together, or was and has not become improbable since. */
  readonly decided: boolean;
  /** The segment of the whole path, as far as it is decided, else the likeliest; -1 for none. */
  readonly segment: number;
  /** For each segment the probability that the whole path will be in it; last that it will be in none. */
  readonly probabilities: Float64Array;
  /** Segments (-1 for none) that hold the one of the whole path in 90% of users. */
  readonly set: readonly number[];
  /** Share of users not counted whose beginnings were less unusual, from 0 to 1. */
  readonly novelty: number;
}

/** How a beginning is read. */
export interface ReadSettings {
  /** Other actions of the beginning, never seen, that its tokens leave out. */
  readonly unknown?: number | undefined;
  /** Breaks ties in {@link BeginningAnswer.set}: from 0 to 1, the same for the same user. By default the path's own. */
  readonly draw?: number | undefined;
  /** What was read before the tokens, of {@link PrefixLaws.readOn}; the beginning where nothing was. */
  readonly after?: BeginningRead | undefined;
}

/** How far a beginning was read: plain data of a few numbers for each segment, however long the path. */
export interface BeginningRead extends BeginningPlace {
  /** The segment decided for, `classes - 1` for none; -1 while it is undecided. */
  readonly decision: number;
}
