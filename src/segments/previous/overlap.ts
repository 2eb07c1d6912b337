import { NOISE } from "../../core/internal";

/** How many users of one population are in each segment of two models. */
export interface Overlap {
  /** Segments of the earlier model, and of the later one. */
  readonly before: number;
  readonly after: number;
  /** (before + 1) x (after + 1) users, row by row; the last row and the last column are those in none. */
  readonly users: Float64Array;
  /** Users in each segment of the earlier model, and of the later one; in none last. */
  readonly beforeSizes: Float64Array;
  readonly afterSizes: Float64Array;
}

/** The same users seen by two models, in the population that each was fitted to. */
export interface Overlaps {
  /** Users of the earlier model. */
  readonly previous: Overlap;
  /** Users of the later model. */
  readonly next: Overlap;
}

/** Counts users by the labels that two models give them; -1 is none. */
export function overlapOf(
  labels: { readonly before: ArrayLike<number>; readonly after: ArrayLike<number> },
  weights: ArrayLike<number>,
  segments: { readonly before: number; readonly after: number },
): Overlap {
  const { before, after } = segments;
  const users = new Float64Array((before + 1) * (after + 1));
  for (let row = 0; row < weights.length; row++) {
    const [from, to] = [labels.before[row]!, labels.after[row]!];
    users[(from === NOISE ? before : from) * (after + 1) + (to === NOISE ? after : to)]! += weights[row]!;
  }
  return overlapFrom(users, segments);
}

/** An overlap from its table of (before + 1) x (after + 1) users. */
export function overlapFrom(
  users: Float64Array,
  { before, after }: { readonly before: number; readonly after: number },
): Overlap {
  const beforeSizes = new Float64Array(before + 1);
  const afterSizes = new Float64Array(after + 1);
  for (let i = 0; i <= before; i++) {
    for (let j = 0; j <= after; j++) {
      beforeSizes[i]! += users[i * (after + 1) + j]!;
      afterSizes[j]! += users[i * (after + 1) + j]!;
    }
  }
  return { before, after, users, beforeSizes, afterSizes };
}

/** Users in both, divided by users in either; 0 where there is none. */
export function jaccard({ users, after, beforeSizes, afterSizes }: Overlap, i: number, j: number): number {
  const both = users[i * (after + 1) + j]!;
  return both === 0 ? 0 : both / (beforeSizes[i]! + afterSizes[j]! - both);
}

/** Share of the earlier segment (or of those in none, last) that is in the later one. */
export function shareOfBefore({ users, after, beforeSizes }: Overlap, i: number, j: number): number {
  return beforeSizes[i] === 0 ? 0 : users[i * (after + 1) + j]! / beforeSizes[i]!;
}

/** Share of the later segment (or of those in none, last) that is in the earlier one. */
export function shareOfAfter({ users, after, afterSizes }: Overlap, i: number, j: number): number {
  return afterSizes[j] === 0 ? 0 : users[i * (after + 1) + j]! / afterSizes[j]!;
}
