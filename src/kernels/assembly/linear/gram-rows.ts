/**
 * Rows `first .. last` of G = A A' for a sparse matrix A, each sum in 64-bit floats, in the order of A's columns.
 *
 * offsets, columns, values:                   A in compressed rows.
 * turnedOffsets, turnedColumns, turnedValues: A' in compressed rows.
 * sums:   f64 for each row of A, zero before and after.
 * out:    G from its first row on, rows of `stride` floats; the first n of each are written.
 */
export function gramRows(
  first: i32,
  last: i32,
  offsets: usize,
  columns: usize,
  values: usize,
  turnedOffsets: usize,
  turnedColumns: usize,
  turnedValues: usize,
  sums: usize,
  n: i32,
  stride: i32,
  out: usize,
): void {
  for (let i = first; i < last; i++) {
    const end = load<u32>(offsets + ((<usize>i) << 2), 4);
    for (let p = load<u32>(offsets + ((<usize>i) << 2)); p < end; p++) {
      const value = <f64>load<f32>(values + ((<usize>p) << 2));
      const turned = turnedOffsets + ((<usize>load<u32>(columns + ((<usize>p) << 2))) << 2);
      const to = load<u32>(turned, 4);
      for (let q = load<u32>(turned); q < to; q++) {
        const at = sums + ((<usize>load<u32>(turnedColumns + ((<usize>q) << 2))) << 3);
        store<f64>(at, load<f64>(at) + value * <f64>load<f32>(turnedValues + ((<usize>q) << 2)));
      }
    }
    const row = out + ((<usize>i * <usize>stride) << 2);
    for (let j: usize = 0; j < <usize>n; j++) {
      store<f32>(row + (j << 2), <f32>load<f64>(sums + (j << 3)));
      store<f64>(sums + (j << 3), 0);
    }
  }
}
