import { type Ragged, raggedRow, raggedRows } from "../../core/internal";
import type { FittedEmbedder } from "../../embedding";
import type { RunOptions } from "../../parallel";
import type { EncodedSequences } from "../../sequences";
import type { Placements, Placer } from "../stages/placer";
import type { FittedReducer } from "../stages/reducer";
import type { Alternative, Assignment, AssignmentReason } from "./assignment";

/** What assignment needs of a model. */
export interface AssignmentParts {
  readonly actions: readonly string[];
  /** Of the segments. */
  readonly names: readonly string[];
  readonly embedder: FittedEmbedder;
  readonly reducer: FittedReducer;
  readonly placer: Placer;
}

/** Sequences in a model's tokens; why one is empty, where that is known. */
export type PlaceableSequences = Ragged & Pick<EncodedSequences, "reasons" | "newActions">;

/** Places encoded sequences among the segments; those without a known action are answered without being placed. */
export async function assignSequences(
  encoded: PlaceableSequences,
  { actions, names, embedder, reducer, placer }: AssignmentParts,
  run: RunOptions,
): Promise<Assignment[]> {
  const nameOf = (token: number) => actions[token] ?? encoded.newActions[token - actions.length]!;
  const placeable = [...Array(raggedRows(encoded)).keys()].filter((i) => raggedRow(encoded, i).length > 0);
  const sequences = placeable.map((i) => Array.from(raggedRow(encoded, i), (token) => nameOf(token)));
  const vectors = await reducer.transform(await embedder.embed(sequences, run), run);
  const placements = await placer.place(vectors, run);
  const answers = Array.from({ length: raggedRows(encoded) }, (_, i) => unplaced(encoded, i));
  for (const [at, i] of placeable.entries()) answers[i] = placed(placements, at, names);
  return answers;
}

function unplaced({ reasons }: PlaceableSequences, i: number): Assignment {
  const reason = reasons[i] === "unknown" ? "no known action" : "empty sequence";
  return { segment: -1, name: null, confidence: 0, alternatives: [], reason };
}

function placed(
  { labels, probabilities, nearestDistances, alternatives }: Placements,
  at: number,
  names: readonly string[],
): Assignment {
  const segment = labels[at]!;
  const { k } = alternatives;
  return {
    segment,
    name: segment < 0 ? null : names[segment]!,
    confidence: probabilities[at]!,
    alternatives: Array.from({ length: k }, (_, j): Alternative => {
      const other = alternatives.labels[at * k + j]!;
      return { segment: other, name: names[other]!, confidence: alternatives.shares[at * k + j]! };
    }),
    reason: reasonOf(segment, nearestDistances[at]!),
  };
}

function reasonOf(segment: number, nearestDistance: number): AssignmentReason {
  if (nearestDistance === 0) return "seen in training";
  return segment < 0 ? "far from all segments" : "near members";
}
