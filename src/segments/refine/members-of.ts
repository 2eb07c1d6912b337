import { checkpoint, follow } from "../../core/internal";
import type { RunOptions } from "../../parallel";
import type { TokenizedSequences } from "../../sequences";
import { canonicalSequences, subsetRows } from "../../sequences/internal";

/** The sequences of some rows alone, inputs in input order; times stay out, as in a loaded model. */
export async function sequencesOf(
  sequences: TokenizedSequences,
  isMember: (row: number) => boolean,
  run: RunOptions,
): Promise<TokenizedSequences> {
  const at = checkpoint("choosing", run);
  const kept = sequences.weights.map((weight, row) => (isMember(row) ? weight : 0));
  const subset = await follow(subsetRows(sequences, kept), at);
  const placeOf = new Map(subset.rows.map((row, place) => [row, place]));
  const inputs = [...sequences.rowOf.keys()].filter((input) => placeOf.has(sequences.rowOf[input]!));
  const { sequences: canonical } = await follow(
    canonicalSequences({
      ...subset.sequences,
      rowOf: Int32Array.from(inputs, (input) => placeOf.get(sequences.rowOf[input]!)!),
      ids: sequences.ids && inputs.map((input) => sequences.ids![input]!),
      durations: sequences.durations && Float64Array.from(inputs, (input) => sequences.durations![input]!),
    }),
    at,
  );
  return {
    ...canonical,
    report: {
      ...{ inputs: inputs.length, distinct: subset.rows.length, prepared: [], notes: [] },
      tokens: canonical.vocabulary.counts.reduce((sum, count) => sum + count, 0),
      ...{ leftOut: 0, empty: 0, tooShort: 0, truncated: { inputs: 0, tokens: 0 }, unknown: { actions: 0, tokens: 0 } },
    },
  };
}
