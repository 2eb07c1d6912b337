import { raggedRow } from "../../core/internal";
import type { FitInput, SegmentModel } from "../../segments";
import { encodeInput, partsOf, strangePaths } from "../../segments/internal";
import { decodeSequence } from "../../sequences";
import { sequenceEncoder } from "../../sequences/internal";

/** Users (or sessions) in no segment of a model. */
export interface Rest {
  /** The path of each new one. */
  readonly current: readonly (readonly string[])[];
  /** Their positions in the input, and their names if they have any. */
  readonly positions: readonly number[];
  readonly ids: readonly string[] | undefined;
  /** Those that the model was fitted to: a path for each. */
  readonly fromModel: readonly (readonly string[])[];
}

/**
 * The new inputs that a model puts in none of its segments, or of whose paths it knows little, with the names of all
 * actions; and its own inputs in none.
 */
export async function readRest(
  model: SegmentModel,
  input: FitInput,
  run: { readonly workers?: unknown; readonly signal?: AbortSignal | undefined },
): Promise<Rest> {
  const { sequences, clusterer } = partsOf(model);
  const { vocabulary, rules } = sequences;
  const encoded = encodeInput("sequences", input, sequenceEncoder(vocabulary, rules, { keepUnknown: true }));
  const names = [...vocabulary.actions, ...encoded.newActions];
  const answers = await model.assign(input as readonly string[], run as { signal?: AbortSignal });
  const pathOf = (i: number) => Array.from(raggedRow(encoded, i), (token) => names[token]!);
  const isStrange = strangePaths(sequences);
  const positions = [...encoded.reasons.keys()].filter((i) => {
    const reason = encoded.reasons[i];
    const isPath = raggedRow(encoded, i).length > 0 && reason !== "tooShort" && reason !== "leftOut";
    return isPath && (answers[i]!.segment < 0 || isStrange(pathOf(i)));
  });
  const own = [...sequences.weights.keys()].filter(
    (row) => clusterer.labels[row]! < 0 && raggedRow(sequences, row).length > 0,
  );
  return {
    current: positions.map(pathOf),
    positions,
    ids: encoded.ids && positions.map((i) => encoded.ids![i]!),
    fromModel: own.flatMap((row) => {
      const path = decodeSequence(sequences, row);
      return Array.from({ length: sequences.weights[row]! }, () => path);
    }),
  };
}
