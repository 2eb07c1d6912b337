import type { RefitComparison } from "./refit-noise";

/** How far segments are from where refits of unchanged data leave them, in the units of each. */
export interface Departures {
  /** For each earlier segment the fall of its similarity; -Infinity for one that refits do not find again. */
  readonly fall: readonly number[];
  /** For each earlier segment the change of its share of the users. */
  readonly shareChange: readonly number[];
  /** The least explained later segment. */
  readonly unexplained: number;
}

/** Median similarity from which on refits find a segment again (Hennig 2007). */
export const FOUND_AGAIN = 0.75;
/** What a spread is at least, so that a segment that never moved may move a little. */
const FLOOR = { jaccard: 0.05, share: 0.005, unexplained: 0.01 };

/** Segments that refits find again: a median similarity of .75 or more. */
export function foundAgain(comparisons: readonly RefitComparison[], segments: number): { median: number; found: boolean }[] {
  return Array.from({ length: segments }, (_, i) => {
    const middle = median(comparisons.map(({ jaccard }) => jaccard[i]!));
    return { median: middle, found: middle >= FOUND_AGAIN };
  });
}

/**
 * Whether a comparison goes beyond those of refits: one statistic, the largest departure of all, so that unchanged data show any at
 * most as often as the level says.
 */
export class NoiseBand {
  readonly #comparisons: readonly RefitComparison[];
  /** Of each comparison of refits, its largest departure from the other pairs. */
  readonly #largest: readonly number[];

  constructor(comparisons: readonly RefitComparison[], segments: number) {
    this.#comparisons = comparisons;
    const isFound = foundAgain(comparisons, segments).map(({ found }) => found);
    this.#largest = comparisons.map((own, b) => {
      const others = comparisons.filter((_, c) => Math.floor(c / 2) !== Math.floor(b / 2));
      return largest(departures(own, others.length > 0 ? others : comparisons, isFound));
    });
  }

  /** How far a comparison is from those of refits. */
  departuresOf(comparison: RefitComparison): Departures {
    const isFound = foundAgain(this.#comparisons, comparison.jaccard.length).map(({ found }) => found);
    return departures(comparison, this.#comparisons, isFound);
  }

  /** (1 + comparisons of refits with a departure as large) / (1 + their number). */
  pValue(departure: number): number {
    const extreme = this.#largest.filter((value) => value >= departure).length;
    return (1 + extreme) / (1 + this.#largest.length);
  }
}

function departures(
  { jaccard, shareChange, unexplained }: RefitComparison,
  others: readonly RefitComparison[],
  isFound: readonly boolean[],
): Departures {
  const none = Number.NEGATIVE_INFINITY;
  const news = others.map((other) => other.unexplained);
  return {
    fall: jaccard.map((value, i) => {
      if (!isFound[i]) return none;
      const values = others.map((other) => other.jaccard[i]!);
      return (median(values) - value) / spread(values, median(values), FLOOR.jaccard);
    }),
    shareChange: shareChange.map((value, i) => {
      if (!isFound[i] || value === null) return none;
      const values = others.map((other) => other.shareChange[i]!).filter((change) => change !== null);
      return Math.abs(value) / spread(values, 0, FLOOR.share);
    }),
    unexplained: (unexplained - median(news)) / spread(news, median(news), FLOOR.unexplained),
  };
}

function largest({ fall, shareChange, unexplained }: Departures): number {
  return Math.max(...fall, ...shareChange, unexplained);
}

/** Root of the mean square about a center, and the floor. */
function spread(values: readonly number[], center: number, floor: number): number {
  const squares = values.reduce((sum, value) => sum + (value - center) ** 2, 0);
  return Math.sqrt(values.length === 0 ? 0 : squares / values.length) + floor;
}

/** The middle value; of an even number the mean of the two. */
function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const at = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[at]! : (sorted[at - 1]! + sorted[at]!) / 2;
}
