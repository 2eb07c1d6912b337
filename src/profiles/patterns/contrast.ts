import { asin } from "../../core/internal";

/** How common something is among the members of a segment, and among everybody else. */
export interface SegmentContrast {
  /** Members that show it. */
  readonly members: number;
  /** Share of the segment's members that show it. */
  readonly coverage: number;
  /** Share of everybody else, in other segments or unassigned, that shows it; null when there is nobody else. */
  readonly elsewhere: number | null;
  /**
   * Cohen's h of the two shares, 2 asin(√coverage) - 2 asin(√elsewhere), from -π to π (Cohen 1988, chapter 6): 0.2 is
   * small, 0.5 medium, 0.8 large. Null when there is nobody else.
   */
  readonly effect: number | null;
  /** coverage / elsewhere; null when nobody else shows it. */
  readonly lift: number | null;
}

/**
 * Compares `members` of `size` with `others` of `rest`.
 *
 * @param size members of the segment, > 0.
 * @param rest everybody else, possibly 0.
 */
export function contrast(members: number, size: number, others: number, rest: number): SegmentContrast {
  const coverage = members / size;
  if (rest === 0) return { members, coverage, elsewhere: null, effect: null, lift: null };
  const elsewhere = others / rest;
  return {
    members,
    coverage,
    elsewhere,
    effect: cohensH(coverage, elsewhere),
    lift: others > 0 ? coverage / elsewhere : null,
  };
}

/** Cohen's h of two shares. */
export function cohensH(p: number, q: number): number {
  return 2 * asin(Math.sqrt(p)) - 2 * asin(Math.sqrt(q));
}

/**
 * The smallest |h| reported: the given one, but at least three standard errors. The arcsine makes the error of h the
 * same at every share: √(1/size + 1/rest). A guard against small numbers, not a test: segments were made from the same
 * behavior that is compared here.
 */
export function leastEffect(worthReporting: number, size: number, rest: number): number {
  return Math.max(worthReporting, 3 * Math.sqrt(1 / size + 1 / rest));
}
