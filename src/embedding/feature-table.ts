import { type Checkpoint, type Csr, type Ragged, raggedRow, raggedRows } from "../core";

/** Writes the features of one row of tokens at a time. */
export interface RowFeatures {
  /** Entries of the row written last. */
  readonly size: number;
  readonly columns: Uint32Array;
  readonly values: Float64Array;
  writeRow(tokens: Uint32Array): void;
}

/** The features of each row, times the root of its weight, so that a row counts as often as it was shown. */
export async function featureTable(
  rows: Ragged,
  weights: Float64Array,
  features: RowFeatures,
  cols: number,
  at: Checkpoint,
): Promise<Csr> {
  const n = raggedRows(rows);
  const offsets = new Uint32Array(n + 1);
  let columns = new Uint32Array(1 << 12);
  let values = new Float32Array(1 << 12);
  let end = 0;
  for (let r = 0; r < n; r++) {
    features.writeRow(raggedRow(rows, r));
    if (end + features.size > columns.length) {
      const length = 2 * (end + features.size);
      const [moreColumns, moreValues] = [new Uint32Array(length), new Float32Array(length)];
      moreColumns.set(columns.subarray(0, end));
      moreValues.set(values.subarray(0, end));
      [columns, values] = [moreColumns, moreValues];
    }
    const root = Math.sqrt(weights[r]!);
    for (const place of byColumn(features)) {
      const e = place % ENTRIES;
      columns[end] = features.columns[e]!;
      values[end++] = root * features.values[e]!;
    }
    offsets[r + 1] = end;
    const pause = at.pass(r / n);
    if (pause) await pause;
  }
  return { offsets, columns: columns.subarray(0, end), values: values.subarray(0, end), rows: n, cols };
}

/** More entries than a row can have. */
const ENTRIES = 2 ** 26;

/** The entries of a row in the order of their columns: numbers that are `column * ENTRIES + entry`, sorted as they are. */
function byColumn({ size, columns }: RowFeatures): Float64Array {
  const places = new Float64Array(size);
  for (let e = 0; e < size; e++) places[e] = columns[e]! * ENTRIES + e;
  return places.sort();
}
