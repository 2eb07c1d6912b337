import type { Labels } from "../core";
import { raggedOf, raggedRow, toLabels, verbatim, wrongValue } from "../core/internal";
import { toSequences } from "./build/to-sequences";
import type { WeightedSequences } from "./transition-counts";
import type { Sequences } from "./types";

declare const OF_ROWS: unique symbol;

/** One label for each distinct sequence (each row), not for each input; -1 for none. */
export type RowLabels = Int32Array & { readonly [OF_ROWS]: true };

/** One label for each input (user or session), in input order; -1 for none. Labels of inputs that were left out are not read. */
export type InputLabels = (Int32Array & { readonly [OF_ROWS]?: never }) | readonly number[];

/** Takes labels for those of rows: of vectors of the distinct sequences, say. */
export function asRowLabels(labels: Int32Array): RowLabels {
  return labels as RowLabels;
}

/**
 * Labels of the distinct sequences, as `hdbscan` gives them for a vector of each, as labels of the inputs: what
 * `summarizeSegments`, `selectionScore` and all other functions of sequences and labels take.
 *
 * @param sequences built sequences.
 * @param rowLabels one for each distinct sequence; -1 for none.
 * @returns one label for each input, in input order; -1 for one that was left out.
 * @throws RangeError when there are not as many labels as distinct sequences.
 * @example
 * const sequences = await sequencesFrom(["A -> B", "C", "A -> B"]);
 * labelsOfInputs(sequences, [0, -1]); // Int32Array [0, -1, 0]
 */
export function labelsOfInputs(sequences: Sequences, rowLabels: Labels): Int32Array {
  const built = toSequences("sequences", sequences);
  const read = toLabels("rowLabels", rowLabels, built.weights.length, "one per distinct sequence");
  return valuesOfInputs(built, read, -1);
}

/** What was found for distinct sequences, for each input; `none` for inputs that were left out. */
export function valuesOfInputs(sequences: Sequences, values: Int32Array, none: number): Int32Array;
export function valuesOfInputs(sequences: Sequences, values: Float64Array, none: number): Float64Array;
export function valuesOfInputs(
  { rowOf }: Sequences,
  values: Int32Array | Float64Array,
  none: number,
): Int32Array | Float64Array {
  const result = values instanceof Int32Array ? new Int32Array(rowOf.length) : new Float64Array(rowOf.length);
  for (let i = 0; i < rowOf.length; i++) result[i] = rowOf[i]! < 0 ? none : values[rowOf[i]!]!;
  return result;
}

/** Sequences of which each row has one label. */
export interface LabelledRows {
  readonly sequences: WeightedSequences;
  readonly labels: RowLabels;
  /** For each row the distinct sequence it shows. */
  readonly pathOf: Uint32Array;
}

/**
 * Brings labels of inputs to rows. A sequence whose inputs have several labels becomes a row for each: the commonest label
 * (of equals the smallest) stays in its place, the others follow after all rows.
 *
 * @throws RangeError when labels and inputs differ in number.
 */
export function labelledRows(sequences: Sequences, labels: InputLabels): LabelledRows {
  const { rowOf } = toSequences("sequences", sequences);
  const read = toLabels("labels", labels, rowOf.length, "one per input");
  const rows = sequences.weights.length;
  const { labels: rowLabels, weights, mixed } = labelsOfRows(rowOf, read, rows);
  const unseen = rowLabels.indexOf(UNSEEN);
  if (unseen >= 0) throw wrongValue("sequences.rowOf", "an input for each row", verbatim(`none for row ${unseen}`));
  const pathOf = Uint32Array.from({ length: rows }, (_, row) => row);
  if (mixed.size === 0) return { sequences, labels: asRowLabels(rowLabels), pathOf };
  const added: { row: number; label: number; weight: number }[] = [];
  for (const [row, counts] of [...mixed].sort((a, b) => a[0] - b[0])) {
    const [first, ...others] = [...counts].sort((a, b) => b[1] - a[1] || a[0] - b[0]);
    [rowLabels[row], weights[row]] = first!;
    for (const [label, weight] of others) added.push({ row, label, weight });
  }
  const paths = Uint32Array.from([...pathOf, ...added.map(({ row }) => row)]);
  return {
    sequences: {
      ...repeatedRows(sequences, paths),
      weights: Float64Array.from([...weights, ...added.map(({ weight }) => weight)]),
    },
    labels: asRowLabels(Int32Array.from([...rowLabels, ...added.map(({ label }) => label)])),
    pathOf: paths,
  };
}

/** No label is below -1. */
const UNSEEN = -2;

/**
 * The label of each row and its inputs; {@link UNSEEN} where it has none. For rows whose inputs have several labels, all of
 * these and the inputs of each.
 */
function labelsOfRows(rowOf: Int32Array, read: Int32Array, rows: number) {
  const labels = new Int32Array(rows).fill(UNSEEN);
  const weights = new Float64Array(rows);
  const mixed = new Map<number, Map<number, number>>();
  for (let i = 0; i < rowOf.length; i++) {
    const [row, label] = [rowOf[i]!, read[i]!];
    if (row < 0) continue; // an input that was left out
    if (labels[row] === UNSEEN) labels[row] = label;
    if (labels[row] !== label && !mixed.has(row)) mixed.set(row, new Map([[labels[row]!, weights[row]!]]));
    const counts = mixed.get(row);
    if (counts) counts.set(label, (counts.get(label) ?? 0) + 1);
    else weights[row]! += 1;
  }
  return { labels, weights, mixed };
}

function repeatedRows({ vocabulary, ...sequences }: Sequences, rows: Uint32Array) {
  return { ...raggedOf(Array.from(rows, (row) => raggedRow(sequences, row))), vocabulary };
}
