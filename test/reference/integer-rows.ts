/** A row as integers the plain way: see src/kernels/assembly/integer-row.ts. */
export function integerRow(row: readonly number[], mean: readonly number[], unit: number): number[] {
  const centred = row.map((value, j) => value - mean[j]!);
  const factor = Math.min(unit, 16384 / Math.hypot(...centred));
  return centred.map((value) => Math.round(value * factor));
}
