import { exp, randomStream } from "../core";
import { poissonWeights } from "../selection";
import type { TokenizedSequences } from "../sequences";

/** Sequences of drawn inputs. */
export interface Sample {
  readonly sequences: TokenizedSequences;
  /** For each distinct sequence its place among all; undefined where all inputs are the sample. */
  readonly rows: readonly number[] | undefined;
}

/** Inputs drawn so that about `limit` distinct sequences remain; the sequences themselves where they are no more. */
export function sampleInputs(sequences: TokenizedSequences, limit: number, seed: number): Sample {
  const { weights, tokens, offsets, vocabulary } = sequences;
  if (weights.length <= limit) return { sequences, rows: undefined };
  const share = shareFor(weights, limit);
  const drawn = poissonWeights(weights, share, randomStream(seed, "segments/sample"), 0);
  const rows = [...drawn.keys()].filter((row) => drawn[row]! > 0);
  const counts = new Float64Array(vocabulary.counts.length);
  const sample = {
    tokens: new Uint32Array(rows.reduce((sum, row) => sum + offsets[row + 1]! - offsets[row]!, 0)),
    offsets: new Uint32Array(rows.length + 1),
    weights: Float64Array.from(rows, (row) => drawn[row]!),
    rowOf: Int32Array.from(rows.flatMap((row, i) => Array<number>(drawn[row]!).fill(i))),
  };
  for (const [i, row] of rows.entries()) {
    const actions = tokens.subarray(offsets[row], offsets[row + 1]);
    sample.tokens.set(actions, sample.offsets[i]);
    sample.offsets[i + 1] = sample.offsets[i]! + actions.length;
    for (const action of actions) counts[action]! += drawn[row]!;
  }
  const rest = { ids: undefined, durations: undefined, clock: undefined, vocabulary: { ...vocabulary, counts } };
  return { sequences: { ...sequences, ...sample, ...rest }, rows };
}

/** The share of inputs that shows so many distinct sequences, on average, by bisection. */
function shareFor(weights: Float64Array, limit: number): number {
  const rowsOf = new Map<number, number>();
  for (const weight of weights) rowsOf.set(weight, (rowsOf.get(weight) ?? 0) + 1);
  let low = 0;
  let high = 1;
  for (let step = 0; step < 40; step++) {
    const share = (low + high) / 2;
    let expected = 0;
    for (const [weight, rows] of rowsOf) expected += rows * (1 - exp(-weight * share));
    if (expected > limit) high = share;
    else low = share;
  }
  return low;
}
