/** The two sides of a distribution, each computed so that it keeps its digits where it is small. */
export interface Tails {
  /** P(X <= x). */
  readonly lower: number;
  /** P(X > x). */
  readonly upper: number;
}

export function fromLower(lower: number): Tails {
  return { lower, upper: 1 - lower };
}

export function fromUpper(upper: number): Tails {
  return { lower: 1 - upper, upper };
}
