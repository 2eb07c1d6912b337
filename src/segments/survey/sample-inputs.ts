import { randomStream, type Steps } from "../../core/internal";
import type { TokenizedSequences } from "../../sequences";
import { subsetRows } from "../../sequences/internal";
import { binomialWeights, shareFor } from "./binomial-weights";

/** Sequences of drawn inputs. */
export interface Sample {
  readonly sequences: TokenizedSequences;
  /** For each distinct sequence its place among all; undefined where all inputs are the sample. */
  readonly rows: readonly number[] | undefined;
}

/** Inputs drawn, none twice, so that about `limit` distinct sequences remain; the sequences themselves where they are no more. */
export function* sampleInputs(sequences: TokenizedSequences, limit: number, seed: number): Steps<Sample> {
  const { weights } = sequences;
  if (weights.length <= limit) return { sequences, rows: undefined };
  const share = shareFor(weights, limit);
  return yield* subsetRows(sequences, binomialWeights(weights, share, randomStream(seed, "segments/sample")));
}
