import type { RefitComparison } from "./refit-noise";
import { MEASURES, type SegmentMeasures } from "./segment-measures";

/** What can depart from refits: a measure of an earlier segment, or the least explained later one. */
export type Departing = keyof SegmentMeasures | "unexplained";

/** Median similarity from which on refits find a segment again (Hennig 2007). */
const FOUND_AGAIN = 0.75;
const DEPARTING: readonly Departing[] = [...MEASURES, "unexplained"];
/** What a spread is at least, so that what never moved may move a little. */
const FLOOR = { split: 0.05, merge: 0.05, death: 0.05, change: 0.05, share: 0.02, unexplained: 0.01 };

/**
 * What refits of unchanged data do, and whether something goes beyond it. One statistic decides, the largest departure of all segments
 * and measures, each in units of what refits have at most, so that unchanged data show any event at most as often as the level says.
 * Segments that refits do not find again have no part in it.
 */
export class NoiseBand {
  /** For each segment the median similarity that refits have with it. */
  readonly recovered: readonly number[];
  /** Root mean square of what each comparison of refits has at most. */
  readonly #unit: Readonly<Record<Departing, number>>;
  /** Of each comparison of refits, its largest departure. */
  readonly #largest: readonly number[];

  constructor(comparisons: readonly RefitComparison[], segments: number) {
    this.recovered = Array.from({ length: segments }, (_, i) => median(comparisons.map((one) => one.recovered[i]!)));
    const most = comparisons.map((one) => this.#mostOf(one));
    const units = DEPARTING.map((name) => {
      const squares = most.reduce((sum, of) => sum + of[name] * of[name], 0);
      return [name, Math.sqrt(squares / most.length) + FLOOR[name]];
    });
    this.#unit = Object.fromEntries(units) as Record<Departing, number>;
    this.#largest = most.map((of) => Math.max(...DEPARTING.map((name) => of[name] / this.#unit[name])));
  }

  /** Whether refits find a segment again. */
  finds(segment: number): boolean {
    return this.recovered[segment]! >= FOUND_AGAIN;
  }

  /** How probable it is that anything departs as far when nothing has changed: (1 + refits that do) / (1 + refits). */
  pValue(name: Departing, value: number): number {
    const departure = Math.abs(value) / this.#unit[name];
    const extreme = this.#largest.filter((largest) => largest >= departure).length;
    return (1 + extreme) / (1 + this.#largest.length);
  }

  #mostOf({ measures, unexplained }: RefitComparison): Readonly<Record<Departing, number>> {
    const found = measures.filter((of, i) => of !== null && this.finds(i)) as SegmentMeasures[];
    const most = MEASURES.map((name) => [name, Math.max(0, ...found.map((of) => Math.abs(of[name])))]);
    return { ...(Object.fromEntries(most) as Record<keyof SegmentMeasures, number>), unexplained };
  }
}

/** The middle value; of an even number the mean of the two. */
function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const at = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[at]! : (sorted[at - 1]! + sorted[at]!) / 2;
}
