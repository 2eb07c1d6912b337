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
