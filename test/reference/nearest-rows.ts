import type { Matrix } from "../../src/core";

/** The k nearest rows of each query by f32 distance, summed as the kernel sums; with `self`, query i is row i. */
export function nearestRows(
  queries: Matrix,
  rows: Matrix,
  k: number,
  { self, half = false }: { self: boolean; half?: boolean },
): { indices: number[]; distances: number[] } {
  const indices: number[] = [];
  const distances: number[] = [];
  for (let q = 0; q < queries.rows; q++) {
    const candidates = [];
    for (let i = 0; i < rows.rows; i++) {
      if (self && i === q) continue;
      let square = 0;
      for (let j = 0; j < rows.cols; j++) {
        const y = Math.fround(queries.data[q * rows.cols + j]! - rows.data[i * rows.cols + j]!);
        square = Math.fround(square + Math.fround(y * y));
      }
      candidates.push({ id: i, distance: Math.fround(half ? square / 2 : Math.sqrt(square)) });
    }
    candidates.sort((a, b) => a.distance - b.distance || a.id - b.id);
    for (const { id, distance } of candidates.slice(0, k)) {
      indices.push(id);
      distances.push(distance);
    }
  }
  return { indices, distances };
}
