import { log } from "../core/internal";
import type { DrawnInputs } from "./drawn-inputs";

/** For each row all rows from the nearest to the farthest, those of its own path first. */
export interface RankedRows {
  /** The rows, and for each how far it is: rows that are as far bear the same number. */
  from(row: number): { readonly rows: Uint16Array; readonly ranks: Float64Array };
}

/** Similarities are compared to nine digits, so that what is equal is equal. */
const DIGITS = 1e9;

/**
 * Ranks rows by the cosine of their tf-idf vectors: actions, and pairs of an action and the next, start and end included;
 * counts logarithmic; a term is as rare as inputs that hold it.
 */
export function rankedRows(drawn: DrawnInputs): RankedRows {
  const vectors = termVectors(drawn);
  const postings = postingsOf(vectors);
  const known: ReturnType<RankedRows["from"]>[] = [];
  const from = (row: number) => (known[row] ??= rank(row, drawn.pathOf, vectors, postings));
  return { from };
}

/** More rows than any sample holds: a place in `keys` is distance * PLACES + row. */
const PLACES = 65_536;

function rank(row: number, pathOf: Uint32Array, vectors: readonly Vector[], postings: readonly Postings[]) {
  const similarity = new Float64Array(vectors.length);
  for (const [term, value] of vectors[row]!) {
    const { rows, values } = postings[term]!;
    for (let i = 0; i < rows.length; i++) similarity[rows[i]!]! += value * values[i]!;
  }
  const keys = similarity.map(
    (cosine, other) => (pathOf[other] === pathOf[row] ? -1 : DIGITS - Math.round(cosine * DIGITS)) * PLACES + other,
  );
  keys.sort();
  const ranks = keys.map((key) => Math.floor(key / PLACES));
  return { rows: Uint16Array.from(keys, (key, at) => key - ranks[at]! * PLACES), ranks };
}

type Vector = readonly (readonly [term: number, value: number])[];

/** Of length 1. Terms are the symbols, the end among them, then the transitions. */
function termVectors({ weights, counts, inputs }: DrawnInputs): Vector[] {
  const { offsets, transitions, counts: times, symbolOf, symbols, totals } = counts;
  const having = new Float64Array(symbols + totals.length);
  const termsOf = Array.from(weights, (weight, row) => {
    const terms = new Map<number, number>();
    for (let p = offsets[row]!; p < offsets[row + 1]!; p++) {
      const [transition, n] = [transitions[p]!, times[p]!];
      const symbol = symbolOf[transition]!;
      terms.set(symbol, (terms.get(symbol) ?? 0) + n);
      terms.set(symbols + transition, n);
    }
    for (const term of terms.keys()) having[term]! += weight;
    return terms;
  });
  const rarity = having.map((n) => 1 + log((1 + inputs) / (1 + n)));
  return termsOf.map((terms) => {
    const vector = [...terms].map(([term, n]) => [term, (1 + log(n)) * rarity[term]!] as const);
    const length = Math.sqrt(vector.reduce((sum, [, value]) => sum + value * value, 0));
    return vector.map(([term, value]) => [term, value / length] as const);
  });
}

interface Postings {
  readonly rows: number[];
  readonly values: number[];
}

function postingsOf(vectors: readonly Vector[]): Postings[] {
  const postings: Postings[] = [];
  for (const [row, vector] of vectors.entries()) {
    for (const [term, value] of vector) {
      postings[term] ??= { rows: [], values: [] };
      postings[term].rows.push(row);
      postings[term].values.push(value);
    }
  }
  return postings;
}
