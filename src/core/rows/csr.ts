import { verbatim, wrongType, wrongValue } from "../options/wrong-value";
import { forEachYielding } from "../running/for-each-yielding";
import type { Checkpoint } from "../running/progress";

/**
 * A sparse matrix in compressed rows: row i holds `values[p]` in column `columns[p]` for p in
 * `offsets[i] .. offsets[i + 1]`, columns ascending within a row.
 */
export interface Csr {
  readonly offsets: Uint32Array;
  readonly columns: Uint32Array;
  readonly values: Float32Array;
  readonly rows: number;
  readonly cols: number;
}

/**
 * Reads a sparse matrix at the public edge.
 *
 * @throws TypeError when the value is of another kind.
 * @throws RangeError when its parts do not fit each other, columns do not ascend, or a value is not finite.
 */
export function toCsr(name: string, value: Csr): Csr {
  const { offsets, columns, values, rows, cols } = value ?? {};
  if (
    !(offsets instanceof Uint32Array && columns instanceof Uint32Array && values instanceof Float32Array) ||
    !(Number.isInteger(rows) && Number.isInteger(cols))
  ) {
    throw wrongType(name, "a Csr", value);
  }
  const last = offsets[rows];
  if (offsets.length !== rows + 1 || offsets[0] !== 0 || last !== columns.length || last !== values.length) {
    const got = `${offsets.length} offsets up to ${offsets.at(-1)}, ${columns.length} columns, ${values.length} values`;
    throw wrongValue(name, `offsets, columns and values of ${rows} rows`, verbatim(got));
  }
  const fall = offsets.findIndex((offset, i) => i > 0 && offset < offsets[i - 1]!);
  if (fall >= 0) throw wrongValue(name, "ascending offsets", verbatim(`a fall in row ${fall - 1}`));
  for (let i = 0; i < rows; i++) {
    for (let p = offsets[i]!; p < offsets[i + 1]!; p++) {
      const column = columns[p]!;
      if (column >= cols || (p > offsets[i]! && column <= columns[p - 1]!)) {
        throw wrongValue(name, `ascending columns below ${cols}`, column, ` in row ${i}`);
      }
      if (!Number.isFinite(values[p])) {
        throw wrongValue(name, "finite numbers", values[p], ` in row ${i}`);
      }
    }
  }
  return value;
}

/** The transposed matrix. */
export async function transposedCsr({ offsets, columns, values, rows, cols }: Csr, at: Checkpoint): Promise<Csr> {
  const starts = new Uint32Array(cols + 1);
  for (const column of columns) starts[column + 1]!++;
  for (let c = 0; c < cols; c++) starts[c + 1]! += starts[c]!;
  const next = starts.slice();
  const turned = { columns: new Uint32Array(columns.length), values: new Float32Array(columns.length) };
  await forEachYielding(rows, at, (i) => {
    const end = offsets[i + 1]!;
    for (let p = offsets[i]!; p < end; p++) {
      const place = next[columns[p]!]!++;
      turned.columns[place] = i;
      turned.values[place] = values[p]!;
    }
    return end - offsets[i]!;
  });
  return { offsets: starts, ...turned, rows: cols, cols: rows };
}
