import { type Checkpoint, forEachYielding } from "../core/internal";
import { KernelMemory, perplexityRows } from "../kernels";
import type { KnnGraph } from "../neighbors";
import type { WorkerPool } from "../parallel";

/**
 * A symmetric sparse matrix of probabilities, of sum 1: row i holds `values[p]` in column `columns[p]` for p in
 * `offsets[i] .. offsets[i + 1]`, columns in any order.
 */
export interface Affinities {
  readonly offsets: Uint32Array;
  readonly columns: Uint32Array;
  readonly values: Float32Array;
  readonly rows: number;
}

/** Rows that one kernel call takes: about a millisecond. */
const ROWS_PER_CALL = 256;

/**
 * How strongly points belong together: (p(j|i) + p(i|j)) / 2n, p(j|i) a Gaussian about i over its neighbors, as wide
 * as gives it the perplexity asked (van der Maaten & Hinton 2008).
 */
export async function affinitiesOf(
  neighbors: KnnGraph,
  perplexity: number,
  { pool, at }: { pool: WorkerPool; at: Checkpoint },
): Promise<Affinities> {
  const { distances, rows, k } = neighbors;
  using memory = KernelMemory.acquire();
  const stride = (k + 3) & ~3;
  const table = memory.float32(rows * stride);
  for (let i = 0; i < rows; i++) table.set(distances.subarray(i * k, (i + 1) * k), i * stride);
  const calls = Array.from({ length: Math.ceil(rows / ROWS_PER_CALL) }, (_, call) =>
    perplexityRows(table, k, perplexity, [call * ROWS_PER_CALL, Math.min((call + 1) * ROWS_PER_CALL, rows)]),
  );
  await pool.run(memory, calls, at.part(0, 0.5));
  return mergeTwins(await bothWays(neighbors, table, stride, at.part(0.5, 0.8)), at.part(0.8, 1));
}

/** Every directed edge in the rows of both its ends; an edge that goes both ways stands there twice. */
async function bothWays(
  { indices, rows, k }: KnnGraph,
  table: Float32Array,
  stride: number,
  at: Checkpoint,
): Promise<Affinities> {
  const offsets = new Uint32Array(rows + 1);
  for (let i = 0; i < rows; i++) offsets[i + 1] = k;
  for (const j of indices) offsets[j + 1]! += 1;
  for (let i = 0; i < rows; i++) offsets[i + 1]! += offsets[i]!;
  const columns = new Uint32Array(2 * rows * k);
  const values = new Float32Array(2 * rows * k);
  const next = offsets.slice(0, rows);
  await forEachYielding(rows, at, (i) => {
    for (let e = 0; e < k; e++) {
      const j = indices[i * k + e]!;
      const value = table[i * stride + e]! / (2 * rows);
      columns[next[i]!] = j;
      values[next[i]!++] = value;
      columns[next[j]!] = i;
      values[next[j]!++] = value;
    }
    return k;
  });
  return { offsets, columns, values, rows };
}

/** Adds up entries of one row and column; a sum of two, so that it is the same in both rows. */
async function mergeTwins({ offsets, columns, values, rows }: Affinities, at: Checkpoint): Promise<Affinities> {
  const merged = new Uint32Array(rows + 1);
  const place = new Int32Array(rows).fill(-1);
  let filled = 0;
  for (let i = 0; i < rows; i++) {
    for (let p = offsets[i]!; p < offsets[i + 1]!; p++) {
      const column = columns[p]!;
      if (place[column]! >= merged[i]!) {
        values[place[column]!]! += values[p]!;
      } else {
        place[column] = filled;
        columns[filled] = column;
        values[filled++] = values[p]!;
      }
    }
    merged[i + 1] = filled;
    const pause = at.pass((i + 1) / rows);
    if (pause) await pause;
  }
  return { offsets: merged, columns: columns.slice(0, filled), values: values.slice(0, filled), rows };
}
