import { log, type Steps } from "../core/internal";
import type { DrawnInputs } from "./drawn-inputs";

/** For each row all rows from the nearest to the farthest, those of its own path first. */
export interface RankedRows {
  /** The rows, and for each how far it is: rows that are as far have the same number. */
  from(row: number): { readonly rows: Uint16Array; readonly ranks: Float64Array };
}

/** Similarities are compared to nine digits, so that what is equal is equal. */
const DIGITS = 1e9;

/**
 * Ranks rows by the cosine of their tf-idf vectors: actions, and pairs of an action and the next, start and end included;
 * counts logarithmic; a term is as rare as inputs that hold it.
 */
export function* rankedRows(drawn: DrawnInputs): Steps<RankedRows> {
  const vectors = yield* termVectors(drawn);
  const postings = yield* postingsOf(vectors);
  const known: ReturnType<RankedRows["from"]>[] = [];
  const from = (row: number) => (known[row] ??= rank(row, drawn.pathOf, vectors, postings));
  return { from };
}

/** More rows than any sample holds: a place in `keys` is distance * PLACES + row. */
const PLACES = 65_536;

function rank(row: number, pathOf: Uint32Array, { offsets, terms, values }: TermVectors, postings: Postings) {
  const keys = new Float64Array(offsets.length - 1);
  for (let e = offsets[row]!; e < offsets[row + 1]!; e++) {
    const [term, value] = [terms[e]!, values[e]!];
    const end = postings.offsets[term + 1]!;
    for (let i = postings.offsets[term]!; i < end; i++) keys[postings.rows[i]!]! += value * postings.values[i]!;
  }
  for (let other = 0; other < keys.length; other++) {
    const distance = pathOf[other] === pathOf[row] ? -1 : DIGITS - Math.round(keys[other]! * DIGITS);
    keys[other] = distance * PLACES + other;
  }
  keys.sort();
  const ranks = keys.map((key) => Math.floor(key / PLACES));
  return { rows: Uint16Array.from(keys, (key, at) => key - ranks[at]! * PLACES), ranks };
}

/**
 * Vectors of length 1: the terms of each row and their values. Terms are the symbols, the end among them, then the
 * transitions.
 */
interface TermVectors {
  readonly offsets: Uint32Array;
  readonly terms: Uint32Array;
  readonly values: Float64Array;
  /** Number of terms there are. */
  readonly kinds: number;
}

/** Rows worked on between two yields. */
const ROWS_A_STEP = 16;

function* termVectors({ weights, counts, inputs }: DrawnInputs): Steps<TermVectors> {
  const { transitions, counts: times, symbolOf, symbols, totals } = counts;
  const kinds = symbols + totals.length;
  const having = new Float64Array(kinds);
  const offsets = new Uint32Array(weights.length + 1);
  const terms = new Uint32Array(2 * times.length);
  const values = new Float64Array(2 * times.length);
  /**
   * Of each symbol one more than where it stands in the row at hand; what is not above the row's start is of another
   * row.
   */
  const placeOf = new Uint32Array(symbols);
  for (const [row, weight] of weights.entries()) {
    const start = offsets[row]!;
    let end = start;
    for (let p = counts.offsets[row]!; p < counts.offsets[row + 1]!; p++) {
      const symbol = symbolOf[transitions[p]!]!;
      if (placeOf[symbol]! <= start) {
        terms[end++] = symbol;
        placeOf[symbol] = end;
        having[symbol]! += weight;
      }
      values[placeOf[symbol]! - 1]! += times[p]!;
      terms[end] = symbols + transitions[p]!;
      values[end++] = times[p]!;
      having[symbols + transitions[p]!]! += weight;
    }
    offsets[row + 1] = end;
    if (row % ROWS_A_STEP === 0) yield 0;
  }
  const rarity = having.map((n) => 1 + log((1 + inputs) / (1 + n)));
  for (let row = 0; row < weights.length; row++) {
    let squares = 0;
    for (let e = offsets[row]!; e < offsets[row + 1]!; e++) {
      const value = (1 + log(values[e]!)) * rarity[terms[e]!]!;
      values[e] = value;
      squares += value * value;
    }
    const length = Math.sqrt(squares);
    for (let e = offsets[row]!; e < offsets[row + 1]!; e++) values[e]! /= length;
    if (row % ROWS_A_STEP === 0) yield 0;
  }
  return { offsets, terms, values, kinds };
}

/** For each term the rows that hold it, ascending, and its values there. */
interface Postings {
  readonly offsets: Uint32Array;
  readonly rows: Uint16Array;
  readonly values: Float64Array;
}

function* postingsOf({ offsets, terms, values, kinds }: TermVectors): Steps<Postings> {
  const entries = offsets.at(-1)!;
  const ends = new Uint32Array(kinds + 1);
  for (let e = 0; e < entries; e++) ends[terms[e]! + 1]! += 1;
  for (let term = 0; term < kinds; term++) ends[term + 1]! += ends[term]!;
  yield 0;
  const postings = { offsets: ends.slice(), rows: new Uint16Array(entries), values: new Float64Array(entries) };
  for (let row = 0; row < offsets.length - 1; row++) {
    for (let e = offsets[row]!; e < offsets[row + 1]!; e++) {
      const to = ends[terms[e]!]!++;
      postings.rows[to] = row;
      postings.values[to] = values[e]!;
    }
    if (row % ROWS_A_STEP === 0) yield 0;
  }
  return postings;
}
