/** What one place of an expression takes: some symbols, and perhaps an end of the input. */
export interface SymbolSet {
  /** Whether it takes a symbol: a name of an action, or a character. */
  has(symbol: string): boolean;
  /** The end of the input that it takes too, as if a symbol stood there. */
  readonly edge?: "begin" | "end";
  /** Set where it takes every symbol there can be. */
  readonly takesAll?: true;
}

/** A regular expression over symbols of any kind. */
export type Expression =
  | { readonly kind: "one"; readonly of: SymbolSet }
  | { readonly kind: "sequence"; readonly parts: readonly Expression[] }
  | { readonly kind: "choice"; readonly parts: readonly Expression[] }
  | { readonly kind: "repeat"; readonly of: Expression; readonly min: number; readonly max: number };

/** The most places an expression may have, its counted repetitions written out. */
export const MOST_PLACES = 256;

/** How many places an expression has, its counted repetitions written out. */
export function placesOf(expression: Expression): number {
  switch (expression.kind) {
    case "one":
      return 1;
    case "repeat": {
      const { of, min, max } = expression;
      return placesOf(of) * (max === Number.POSITIVE_INFINITY ? Math.max(1, min) : max);
    }
    default:
      return expression.parts.reduce((sum, part) => sum + placesOf(part), 0);
  }
}
