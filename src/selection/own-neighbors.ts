import { log } from "../core";
import type { LabelledInputs } from "./labelled-inputs";

/** Nearest others looked at, or as many as the segment has. */
const NEIGHBORS = 10;

/** Similarities are compared to nine digits, so that what is equal is equal. */
const DIGITS = 1e9;

/**
 * For each row the share of the nearest other inputs that are in its own segment. Near is the cosine of tf-idf vectors of
 * actions and of pairs of an action and the next, start and end included, counts logarithmic. Copies of a sequence are
 * inputs; those that tie for the last places share them.
 */
export function ownNeighbors(inputs: LabelledInputs): Float64Array {
  const { weights, segmentOf, sizes } = inputs;
  const vectors = termVectors(inputs);
  const postings = postingsOf(vectors);
  const similarity = new Float64Array(weights.length);
  return Float64Array.from(segmentOf, (segment, row) => {
    similarity.fill(0);
    for (const [term, value] of vectors[row]!) {
      const { rows, values } = postings[term]!;
      for (let i = 0; i < rows.length; i++) similarity[rows[i]!]! += value * values[i]!;
    }
    for (let other = 0; other < similarity.length; other++) {
      similarity[other] = other === row ? DIGITS : Math.round(similarity[other]! * DIGITS);
    }
    const others = (other: number) => weights[other]! - Number(other === row);
    const k = Math.min(NEIGHBORS, sizes[segment]! - 1);
    const last = lastNearest(similarity, others, k);
    let [nearer, nearerOwn, tied, tiedOwn] = [0, 0, 0, 0];
    for (let other = 0; other < similarity.length; other++) {
      if (similarity[other]! < last) continue;
      const own = segmentOf[other] === segment ? others(other) : 0;
      if (similarity[other] === last) {
        tied += others(other);
        tiedOwn += own;
      } else {
        nearer += others(other);
        nearerOwn += own;
      }
    }
    return (nearerOwn + ((k - nearer) * tiedOwn) / tied) / k;
  });
}

/** The similarity of the k-th nearest input. */
function lastNearest(similarity: Float64Array, others: (row: number) => number, k: number): number {
  const best: number[] = [];
  for (let row = 0; row < similarity.length; row++) {
    if (others(row) === 0 || (best.length === k && similarity[row]! <= similarity[best[k - 1]!]!)) continue;
    let at = Math.min(best.length, k - 1);
    for (; at > 0 && similarity[best[at - 1]!]! < similarity[row]!; at--) best[at] = best[at - 1]!;
    best[at] = row;
  }
  let inputs = 0;
  for (const row of best) {
    inputs += others(row);
    if (inputs >= k) return similarity[row]!;
  }
  return 0;
}

type Vector = readonly (readonly [term: number, value: number])[];

/** Of length 1. Terms are the symbols, the end among them, then the transitions. */
function termVectors({ weights, counts }: LabelledInputs): Vector[] {
  const { offsets, transitions, counts: times, symbolOf, symbols, totals } = counts;
  const inputs = weights.reduce((sum, weight) => sum + weight, 0);
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
