import { type Ragged, raggedRow, raggedRows } from "../../core/internal";
import type { RunOptions } from "../../parallel";
import type { RowLabels } from "../../sequences/internal";
import { type EncodedSequences, type SequenceEncoder, sequenceEncoder } from "../../sequences/internal";
import type { Placements } from "../stages/placer";
import type { Alternative, Assignment, Unassigned } from "./assignment";
import type { ModelParts } from "./model-parts";

/** Sequences in a model's tokens; why one is empty, where that is known. */
export type PlaceableSequences = Ragged & Pick<EncodedSequences, "reasons" | "newActions">;

/** Assigns new sequences as a model does, step by step. */
export class Assigner {
  /** Brings sequences to the model's tokens. */
  readonly encode: SequenceEncoder;
  readonly #parts: ModelParts;
  readonly #names: readonly string[];

  /** @param names of the segments. */
  constructor(parts: ModelParts, names: readonly string[]) {
    const { sequences, embedder } = parts;
    const keepUnknown = embedder.readsNewActions ?? false;
    this.encode = sequenceEncoder(sequences.vocabulary, sequences.rules, { keepUnknown });
    this.#parts = parts;
    this.#names = names;
  }

  /** For each distinct sequence that was fitted, its segment. */
  get labels(): RowLabels {
    return this.#parts.clusterer.labels;
  }

  /** Places encoded sequences among the segments; those without a known action are answered without being placed. */
  async place(encoded: PlaceableSequences, run: RunOptions): Promise<Assignment[]> {
    const { sequences, embedder, reducer, clusterer } = this.#parts;
    const { actions } = sequences.vocabulary;
    const nameOf = (token: number) => actions[token] ?? encoded.newActions[token - actions.length]!;
    const placeable = [...Array(raggedRows(encoded)).keys()].filter((i) => raggedRow(encoded, i).length > 0);
    const lists = placeable.map((i) => Array.from(raggedRow(encoded, i), (token) => nameOf(token)));
    const vectors = await reducer.transform(await embedder.embed(lists, run), run);
    const placements = await clusterer.placer.place(vectors, run);
    const answers = Array.from({ length: raggedRows(encoded) }, (_, i) => unplaced(encoded, i));
    for (const [at, i] of placeable.entries()) answers[i] = placed(placements, at, this.#names);
    return answers;
  }
}

function unplaced({ reasons }: PlaceableSequences, i: number): Assignment {
  return { segment: -1, name: null, confidence: 0, alternatives: [], reason: whyUnplaced(reasons[i]) };
}

function whyUnplaced(reason: PlaceableSequences["reasons"][number]): Unassigned["reason"] {
  if (reason === "unknown") return "no known action";
  return reason === "leftOut" ? "left out by a step" : "empty sequence";
}

function placed(placements: Placements, at: number, names: readonly string[]): Assignment {
  const segment = placements.labels[at]!;
  const known = placements.nearestDistances[at] === 0;
  const alternatives = alternativesOf(placements, at, names);
  if (segment < 0) {
    const reason = known ? "unassigned in training" : "far from all segments";
    return { segment: -1, name: null, confidence: 0, alternatives, reason };
  }
  return {
    segment,
    name: names[segment]!,
    confidence: placements.probabilities[at]!,
    alternatives,
    reason: known ? "seen in training" : "near members",
  };
}

/** The nearest segments other than the assigned one. */
function alternativesOf({ labels, alternatives }: Placements, at: number, names: readonly string[]): Alternative[] {
  const { k, labels: nearest, shares } = alternatives;
  return Array.from({ length: k }, (_, j): Alternative => {
    const segment = nearest[at * k + j]!;
    return { segment, name: names[segment]!, closeness: shares[at * k + j]! };
  }).filter(({ segment }) => segment !== labels[at]);
}

const ASSIGNERS = new WeakMap<object, Assigner>();

/** Makes a model's assigner known to other functions of this room. */
export function shareAssigner(model: object, assigner: Assigner): void {
  ASSIGNERS.set(model, assigner);
}

/** The assigner of a model; undefined for what is no model. */
export function assignerOf(model: unknown): Assigner | undefined {
  return ASSIGNERS.get(model as object);
}
