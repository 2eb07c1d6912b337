import type { Csr } from "../core";
import { type Checkpoint, log, transposedCsr } from "../core/internal";
import { KernelMemory, membershipRows } from "../kernels";
import type { KnnGraph } from "../neighbors";
import type { WorkerPool } from "../parallel";

/** Rows that one kernel call takes: about a millisecond. */
const ROWS_PER_CALL = 512;

/**
 * The membership of each neighbor in each list, in the order of the lists, as umap-learn computes them: exp(-(distance
 * - rho) / sigma), 1 within rho; `rho` is the distance to the `localConnectivity`-th neighbor at a distance > 0
 * (interpolated), and `sigma` the bandwidth at which a list sums to log2(k).
 *
 * @param own what stands for the point itself: umap-learn's lists begin with the point, at distance 0, which is left
 *            out of the sum but not of k and of the means; 0 for new points, whose lists begin with another and who
 *            must not depend on each other by a common mean.
 */
export async function memberships(
  { distances, rows, k }: KnnGraph,
  { localConnectivity: connectivity, own }: { localConnectivity: number; own: 0 | 1 },
  { pool, at }: { pool: WorkerPool; at?: Checkpoint },
): Promise<Float32Array> {
  if (k === 0) return new Float32Array(0);
  using memory = KernelMemory.acquire();
  const given = memory.float32(rows * k);
  given.set(distances);
  const values = memory.float32(rows * k);
  let whole = 0;
  if (own) for (const distance of distances) whole += distance;
  const counted = k + own;
  const mean = own ? whole / (rows * counted) : -1;
  const rule = { connectivity, target: log(counted) / Math.LN2, skipped: 1 - own, counted, mean };
  const calls = Array.from({ length: Math.ceil(rows / ROWS_PER_CALL) }, (_, call) => {
    const range = [call * ROWS_PER_CALL, Math.min((call + 1) * ROWS_PER_CALL, rows)] as const;
    return membershipRows(given, values, k, rule, range, memory.float64(k + 2));
  });
  await pool.run(memory, calls, at);
  return values.slice();
}

/**
 * The undirected graph of the memberships: `mix` times their fuzzy union a + b - ab, and the rest their intersection
 * ab. Symmetric to the bit, columns ascending, no zeros.
 */
export async function fuzzyUnion(
  { indices, rows, k }: KnnGraph,
  values: Float32Array,
  mix: number,
  at: Checkpoint,
): Promise<Csr> {
  const forward = await sortedRows(indices, values, { rows, k }, at.part(0, 0.4));
  const backward = await transposedCsr(forward, at.part(0.4, 0.6));
  const offsets = new Uint32Array(rows + 1);
  const columns = new Uint32Array(2 * rows * k);
  const merged = new Float32Array(2 * rows * k);
  let filled = 0;
  for (let i = 0; i < rows; i++) {
    let p = forward.offsets[i]!;
    let q = backward.offsets[i]!;
    while (p < forward.offsets[i + 1]! || q < backward.offsets[i + 1]!) {
      const there = p < forward.offsets[i + 1]! ? forward.columns[p]! : Number.POSITIVE_INFINITY;
      const back = q < backward.offsets[i + 1]! ? backward.columns[q]! : Number.POSITIVE_INFINITY;
      const a = there <= back ? forward.values[p++]! : 0;
      const b = back <= there ? backward.values[q++]! : 0;
      const value = mix * (a + b - a * b) + (1 - mix) * a * b;
      if (value > 0) {
        columns[filled] = Math.min(there, back);
        merged[filled++] = value;
      }
    }
    offsets[i + 1] = filled;
    const pause = i % ROWS_PER_CALL === 0 ? at.pass(0.6 + (0.4 * i) / rows) : undefined;
    if (pause) await pause;
  }
  return { offsets, columns: columns.slice(0, filled), values: merged.slice(0, filled), rows, cols: rows };
}

/** Rows of k entries, those with value 0 left out, columns put in ascending order. */
async function sortedRows(
  indices: ArrayLike<number>,
  given: Float32Array,
  { rows, k }: { rows: number; k: number },
  at: Checkpoint,
): Promise<Csr> {
  const offsets = new Uint32Array(rows + 1);
  const columns = new Uint32Array(rows * k);
  const values = new Float32Array(rows * k);
  let filled = 0;
  for (let i = 0; i < rows; i++) {
    const start = filled;
    for (let j = 0; j < k; j++) {
      const column = indices[i * k + j]!;
      const value = given[i * k + j]!;
      if (!(value > 0)) continue;
      let place = filled++;
      for (; place > start && columns[place - 1]! > column; place--) {
        columns[place] = columns[place - 1]!;
        values[place] = values[place - 1]!;
      }
      columns[place] = column;
      values[place] = value;
    }
    offsets[i + 1] = filled;
    const pause = i % ROWS_PER_CALL === 0 ? at.pass(i / rows) : undefined;
    if (pause) await pause;
  }
  return { offsets, columns: columns.subarray(0, filled), values: values.subarray(0, filled), rows, cols: rows };
}
