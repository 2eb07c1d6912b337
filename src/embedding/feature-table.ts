import type { Csr, Matrix } from "../core";
import { type Checkpoint, forEachYielding, matrix, type Ragged, raggedRow, raggedRows } from "../core/internal";

/** Writes the features of one row of tokens at a time. */
export interface RowFeatures {
  /** Entries of the row written last. */
  readonly size: number;
  readonly columns: Uint32Array;
  readonly values: Float64Array;
  writeRow(tokens: Uint32Array): void;
}

/** The features of rows as they were written: row r has the entries `offsets[r] .. offsets[r + 1]`. */
export interface WrittenRows {
  readonly offsets: Uint32Array;
  readonly columns: Uint32Array;
  readonly values: Float64Array;
}

/** Writes the features of all rows. */
export async function writeRows(rows: Ragged, features: RowFeatures, at: Checkpoint): Promise<WrittenRows> {
  const n = raggedRows(rows);
  const offsets = new Uint32Array(n + 1);
  let columns = new Uint32Array(1 << 12);
  let values = new Float64Array(1 << 12);
  for (let r = 0; r < n; r++) {
    features.writeRow(raggedRow(rows, r));
    const [start, end] = [offsets[r]!, offsets[r]! + features.size];
    if (end > columns.length) {
      const [moreColumns, moreValues] = [new Uint32Array(2 * end), new Float64Array(2 * end)];
      moreColumns.set(columns.subarray(0, start));
      moreValues.set(values.subarray(0, start));
      [columns, values] = [moreColumns, moreValues];
    }
    columns.set(features.columns.subarray(0, features.size), start);
    values.set(features.values.subarray(0, features.size), start);
    offsets[r + 1] = end;
    const pause = at.pass(r / n);
    if (pause) await pause;
  }
  return { offsets, columns, values };
}

/** The features of each row by column, times the root of its weight, so that a row counts as often as it was shown. */
export async function featureTable(
  written: WrittenRows,
  weights: Float64Array,
  cols: number,
  at: Checkpoint,
): Promise<Csr> {
  const { offsets } = written;
  const rows = offsets.length - 1;
  const columns = new Uint32Array(offsets[rows]!);
  const values = new Float32Array(offsets[rows]!);
  await forEachYielding(rows, at, (r) => {
    const root = Math.sqrt(weights[r]!);
    let end = offsets[r]!;
    for (const place of byColumn(written, offsets[r]!, offsets[r + 1]!)) {
      const e = offsets[r]! + (place % ENTRIES);
      columns[end] = written.columns[e]!;
      values[end++] = root * written.values[e]!;
    }
  });
  return { offsets, columns, values, rows, cols };
}

/** More entries than a row can have. */
const ENTRIES = 2 ** 26;

/**
 * The entries of a row in the order of their columns: numbers that are `column * ENTRIES + entry`, sorted as they are.
 */
function byColumn({ columns }: WrittenRows, from: number, to: number): Float64Array {
  const places = new Float64Array(to - from);
  for (let e = from; e < to; e++) places[e - from] = columns[e]! * ENTRIES + e - from;
  return places.sort();
}

/** The vectors of rows: their features times axes. */
export async function projectRows(written: WrittenRows, axes: Matrix, at: Checkpoint): Promise<Matrix> {
  const { offsets } = written;
  const result = matrix(offsets.length - 1, axes.cols);
  await forEachYielding(result.rows, at, (r) => {
    const out = result.data.subarray(r * axes.cols, (r + 1) * axes.cols);
    projectRow(written, [offsets[r]!, offsets[r + 1]!], axes, out);
  });
  return result;
}

/**
 * The vector of one row, whose entries are `from .. to`: each number summed in their order, so that it does not depend on
 * other rows; eight at a time, so that the sums stay in registers.
 */
export function projectRow(
  { columns, values }: Pick<WrittenRows, "columns" | "values">,
  [from, to]: readonly [number, number],
  { cols, data }: Matrix,
  out: Float32Array,
): void {
  let t = 0;
  for (; t + 8 <= cols; t += 8) {
    let [a, b, c, d, e, f, g, h] = [0, 0, 0, 0, 0, 0, 0, 0];
    for (let entry = from; entry < to; entry++) {
      const value = values[entry]!;
      const at = columns[entry]! * cols + t;
      a += value * data[at]!;
      b += value * data[at + 1]!;
      c += value * data[at + 2]!;
      d += value * data[at + 3]!;
      e += value * data[at + 4]!;
      f += value * data[at + 5]!;
      g += value * data[at + 6]!;
      h += value * data[at + 7]!;
    }
    out[t] = a;
    out[t + 1] = b;
    out[t + 2] = c;
    out[t + 3] = d;
    out[t + 4] = e;
    out[t + 5] = f;
    out[t + 6] = g;
    out[t + 7] = h;
  }
  for (; t < cols; t++) {
    let sum = 0;
    for (let entry = from; entry < to; entry++) sum += values[entry]! * data[columns[entry]! * cols + t]!;
    out[t] = sum;
  }
}
