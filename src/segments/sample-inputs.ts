import { randomStream } from "../core";
import type { TokenizedSequences } from "../sequences";
import { binomialWeights, shareFor } from "./binomial-weights";

/** Sequences of drawn inputs. */
export interface Sample {
  readonly sequences: TokenizedSequences;
  /** For each distinct sequence its place among all; undefined where all inputs are the sample. */
  readonly rows: readonly number[] | undefined;
}

/** Inputs drawn, none twice, so that about `limit` distinct sequences remain; the sequences themselves where they are no more. */
export function sampleInputs(sequences: TokenizedSequences, limit: number, seed: number): Sample {
  const { weights, tokens, offsets, vocabulary } = sequences;
  if (weights.length <= limit) return { sequences, rows: undefined };
  const share = shareFor(weights, limit);
  const drawn = binomialWeights(weights, share, randomStream(seed, "segments/sample"));
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
