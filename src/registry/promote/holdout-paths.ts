import { raggedRow } from "../../core/internal";
import type { FitInput, SegmentModel } from "../../segments";
import { encodeInput, partsOf } from "../../segments/internal";
import { sequenceEncoder } from "../../sequences/internal";

/** Distinct paths in a model's terms, and how many inputs took each. */
export interface HoldoutPaths {
  readonly lists: readonly (readonly string[])[];
  readonly weights: Float64Array;
}

/** Reads a holdout as a model reads new inputs, with the names of actions that it does not know. */
export function holdoutPaths(model: SegmentModel, holdout: FitInput): HoldoutPaths {
  const { vocabulary, rules } = partsOf(model).sequences;
  const encoded = encodeInput("holdout", holdout, sequenceEncoder(vocabulary, rules, { keepUnknown: true }));
  const names = [...vocabulary.actions, ...encoded.newActions];
  const paths = new Map<string, { list: string[]; inputs: number }>();
  for (const [i, reason] of encoded.reasons.entries()) {
    const tokens = raggedRow(encoded, i);
    if (tokens.length === 0 || reason === "tooShort" || reason === "leftOut") continue;
    const key = tokens.join(" ");
    const path = paths.get(key) ?? { list: Array.from(tokens, (token) => names[token]!), inputs: 0 };
    path.inputs += 1;
    paths.set(key, path);
  }
  const found = [...paths.values()];
  return { lists: found.map(({ list }) => list), weights: Float64Array.from(found, ({ inputs }) => inputs) };
}
