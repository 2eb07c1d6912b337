import { NOISE, type Ragged, raggedOf, raggedRow } from "../core";
import { countTransitions, type TransitionCounts, type WeightedSequences } from "../sequences";
import { drawInputs } from "./draw-inputs";

/** Inputs that are in segments, drawn where there are many. */
export interface LabelledInputs {
  /** Inputs drawn of each distinct row. */
  readonly weights: Float64Array;
  /** What each row does after what; the start is a context, the end a symbol. */
  readonly counts: TransitionCounts;
  /** Segment of each row; numbered from 0 without gaps. */
  readonly segmentOf: Int32Array;
  /** For each segment its label, and its inputs among those drawn. */
  readonly labels: Int32Array;
  readonly sizes: Float64Array;
}

/** Inputs with a label, at most `limit` of them; a segment of which one input alone was drawn is left out. */
export function labelledInputs(
  sequences: WeightedSequences,
  labels: Int32Array,
  draw: { readonly limit: number; readonly seed: number },
): LabelledInputs {
  const drawn = drawInputs(
    sequences.weights.map((weight, row) => (labels[row] === NOISE ? 0 : weight)),
    draw,
  );
  const sizeOf = new Map<number, number>();
  for (const [row, weight] of drawn.entries()) {
    if (weight > 0) sizeOf.set(labels[row]!, (sizeOf.get(labels[row]!) ?? 0) + weight);
  }
  const kept = Int32Array.from([...sizeOf.keys()].filter((label) => sizeOf.get(label)! > 1)).sort();
  const place = new Map(Array.from(kept, (label, segment) => [label, segment]));
  const rows = [...drawn.keys()].filter((row) => drawn[row]! > 0 && place.has(labels[row]!));
  const weights = Float64Array.from(rows, (row) => drawn[row]!);
  return {
    weights,
    counts: countTransitions({ ...subset(sequences, rows), weights, vocabulary: sequences.vocabulary }, 1),
    segmentOf: Int32Array.from(rows, (row) => place.get(labels[row]!)!),
    labels: kept,
    sizes: Float64Array.from(kept, (label) => sizeOf.get(label)!),
  };
}

function subset(sequences: Ragged, rows: readonly number[]): Ragged {
  return raggedOf(rows.map((row) => raggedRow(sequences, row)));
}
