import { type Csr, exp, log, transposedCsr } from "../core";
import type { KnnGraph } from "../neighbors";

const TOLERANCE = 1e-5;
const ROUNDS = 64;
/** A bandwidth is no smaller than this share of the mean distance. */
const SMALLEST_SCALE = 1e-3;

/** How neighbours count as members of a point's neighbourhood: exp(-(distance - rho) / sigma), 1 within rho. */
export interface Bandwidths {
  readonly rho: Float32Array;
  readonly sigma: Float32Array;
}

/**
 * For each point the distance `rho` to its `localConnectivity`-th neighbour at a distance > 0 (interpolated) and the bandwidth
 * `sigma` at which its memberships sum to log2(k), as umap-learn computes them.
 *
 * @param own what stands for the point itself: umap-learn's lists begin with the point, at distance 0, which is left out
 *            of the sum but not of k and of the means; 0 for new points, whose lists begin with another and who must not
 *            depend on each other by a common mean.
 */
export function smoothDistances(
  { distances, rows, k }: KnnGraph,
  { localConnectivity, own }: { localConnectivity: number; own: 0 | 1 },
): Bandwidths {
  const rho = new Float32Array(rows);
  const sigma = new Float32Array(rows);
  const target = log(k + own) / Math.LN2;
  let whole = 0;
  for (const distance of distances) whole += distance;
  const mean = whole / (rows * (k + own));
  for (let i = 0; i < rows; i++) {
    const list = distances.subarray(i * k, (i + 1) * k);
    rho[i] = connectedDistance(list, localConnectivity);
    let sum = 0;
    for (const distance of list) sum += distance;
    const floor = SMALLEST_SCALE * (rho[i]! > 0 || own === 0 ? sum / (k + own) : mean);
    sigma[i] = Math.max(floor, bandwidth(own ? list : list.subarray(1), rho[i]!, target));
  }
  return { rho, sigma };
}

function connectedDistance(list: Float32Array, localConnectivity: number): number {
  let zeros = 0;
  while (zeros < list.length && !(list[zeros]! > 0)) zeros++;
  const apart = list.subarray(zeros);
  if (apart.length === 0) return 0;
  if (apart.length < localConnectivity) return apart.at(-1)!;
  const index = Math.floor(localConnectivity);
  const rest = localConnectivity - index;
  if (index === 0) return rest * apart[0]!;
  const at = apart[index - 1]!;
  return rest > TOLERANCE ? at + rest * (apart[index]! - at) : at;
}

function bandwidth(list: Float32Array, rho: number, target: number): number {
  let low = 0;
  let high = Number.POSITIVE_INFINITY;
  let middle = 1;
  for (let round = 0; round < ROUNDS; round++) {
    let sum = 0;
    for (const distance of list) sum += distance > rho ? exp(-(distance - rho) / middle) : 1;
    if (Math.abs(sum - target) < TOLERANCE) break;
    if (sum > target) high = middle;
    else low = middle;
    middle = high === Number.POSITIVE_INFINITY ? middle * 2 : (low + high) / 2;
  }
  return middle;
}

/** The membership of each neighbour in each list, in the order of the lists. */
export function memberships({ distances, rows, k }: KnnGraph, { rho, sigma }: Bandwidths): Float32Array {
  const values = new Float32Array(rows * k);
  for (let i = 0; i < rows; i++) {
    for (let p = i * k; p < (i + 1) * k; p++) {
      const beyond = distances[p]! - rho[i]!;
      values[p] = beyond <= 0 || sigma[i] === 0 ? 1 : exp(-beyond / sigma[i]!);
    }
  }
  return values;
}

/**
 * The undirected graph of the memberships: `mix` times their fuzzy union a + b - ab, and the rest their intersection ab.
 * Symmetric to the bit, columns ascending, no zeros.
 */
export function fuzzyUnion({ indices, rows, k }: KnnGraph, values: Float32Array, mix: number): Csr {
  const forward = sortedRows(rows, k, (i, j) => [indices[i * k + j]!, values[i * k + j]!]);
  const backward = transposedCsr(forward);
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
  }
  return { offsets, columns: columns.slice(0, filled), values: merged.slice(0, filled), rows, cols: rows };
}

/** Rows of k entries, those with value 0 left out, columns put in ascending order. */
function sortedRows(rows: number, k: number, entry: (i: number, j: number) => [number, number]): Csr {
  const offsets = new Uint32Array(rows + 1);
  const columns = new Uint32Array(rows * k);
  const values = new Float32Array(rows * k);
  let filled = 0;
  for (let i = 0; i < rows; i++) {
    const start = filled;
    for (let j = 0; j < k; j++) {
      const [column, value] = entry(i, j);
      if (!(value > 0)) continue;
      let at = filled++;
      for (; at > start && columns[at - 1]! > column; at--) {
        columns[at] = columns[at - 1]!;
        values[at] = values[at - 1]!;
      }
      columns[at] = column;
      values[at] = value;
    }
    offsets[i + 1] = filled;
  }
  return { offsets, columns: columns.subarray(0, filled), values: values.subarray(0, filled), rows, cols: rows };
}
