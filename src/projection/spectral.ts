import type { Csr, Matrix } from "../core";
import { type Checkpoint, matrix, type RandomStream } from "../core/internal";
import { KernelMemory, sparseBlock } from "../kernels";
import type { WorkerPool } from "../parallel";
import { rayleighRitz, symmetricEigen } from "../parallel/internal";

/** Degrees of the Chebyshev filter, one round each: low while the block is still random, so that no column drowns. */
const DEGREES = [4, 8, 12, 16, 20, 20, 20, 20];
/** Vectors followed beside those wanted. */
const GUARDS = 5;
const ROWS_PER_CALL = 4096;

/**
 * The first `dimensions` non-trivial eigenvectors of a connected graph's normalized Laplacian I - D^-1/2 A D^-1/2, by a
 * fixed number of rounds of Chebyshev-filtered subspace iteration (Zhou, Saad, Tiago & Chelikowsky 2006) with
 * Rayleigh-Ritz.
 *
 * Accurate enough to start a layout from, not more. In each vector the entry of largest size is positive.
 */
export async function spectralCoordinates(
  graph: Csr,
  dimensions: number,
  { random, pool, at }: { random: RandomStream; pool: WorkerPool; at: Checkpoint },
): Promise<Matrix> {
  const width = Math.ceil((dimensions + 1 + GUARDS) / 4) * 4;
  const values = normalisedWeights(graph);
  const block =
    graph.rows <= 3 * width
      ? await denseEigenvectors(graph, values, width)
      : await filteredBlock(graph, values, width, { random, pool, at });
  return oriented(block, width, graph.rows, dimensions);
}

/** Entries of D^-1/2 A D^-1/2. */
function normalisedWeights({ offsets, columns, values, rows }: Csr): Float32Array {
  const roots = new Float64Array(rows);
  for (let i = 0; i < rows; i++) {
    let degree = 0;
    for (let p = offsets[i]!; p < offsets[i + 1]!; p++) degree += values[p]!;
    roots[i] = Math.sqrt(degree);
  }
  const scaled = new Float32Array(values.length);
  for (let i = 0; i < rows; i++) {
    for (let p = offsets[i]!; p < offsets[i + 1]!; p++) scaled[p] = values[p]! / (roots[i]! * roots[columns[p]!]!);
  }
  return scaled;
}

async function denseEigenvectors({ offsets, columns, rows }: Csr, values: Float32Array, width: number) {
  const dense = new Float64Array(rows * rows);
  for (let i = 0; i < rows; i++) {
    for (let p = offsets[i]!; p < offsets[i + 1]!; p++) dense[i * rows + columns[p]!] = values[p]!;
  }
  const { vectors } = await symmetricEigen(dense, rows);
  const block = new Float32Array(rows * width);
  for (let c = 0; c < Math.min(width, rows); c++) {
    for (let i = 0; i < rows; i++) block[i * width + c] = vectors[c * rows + i]!;
  }
  return block;
}

/** Rows x width: approximate eigenvectors, largest eigenvalue first. */
async function filteredBlock(
  { offsets, columns, rows }: Csr,
  values: Float32Array,
  width: number,
  { random, pool, at }: { random: RandomStream; pool: WorkerPool; at: Checkpoint },
): Promise<Float32Array> {
  using memory = KernelMemory.acquire();
  const sparse = {
    offsets: memory.int32(rows + 1),
    columns: memory.int32(columns.length),
    values: memory.float32(values.length),
  };
  sparse.offsets.set(offsets);
  sparse.columns.set(columns);
  sparse.values.set(values);
  const size = rows * width;
  let [x, image, spare] = [memory.float32(size), memory.float32(size), memory.float32(size)] as const;
  for (let e = 0; e < size; e++) x[e] = random.uniform(e, 0) - 0.5;

  const multiply = (
    { x, before, out }: { x: Float32Array; before?: Float32Array; out: Float32Array },
    scale: number,
    shift: number,
  ) =>
    pool.run(
      memory,
      Array.from({ length: Math.ceil(rows / ROWS_PER_CALL) }, (_, call) => {
        const range = [call * ROWS_PER_CALL, Math.min((call + 1) * ROWS_PER_CALL, rows)] as const;
        return sparseBlock(range, sparse, width / 4, { x, own: x, before, out }, { scale, shift });
      }),
    );

  for (let round = 0; ; round++) {
    const part = at.part(round / (DEGREES.length + 1), (round + 1) / (DEGREES.length + 1));
    await multiply({ x, out: image }, 1, 0);
    const smallest = (await rayleighRitz(memory, { x, image, width }, pool, part))[width - 1]!;
    const degree = DEGREES[round];
    if (degree === undefined) return x.slice();
    // Chebyshev's recurrence on [-1, cut], the part of the spectrum to be damped.
    const cut = Math.min(0.9999, Math.max(0, smallest));
    const center = (cut - 1) / 2;
    const half = (cut + 1) / 2;
    await multiply({ x, out: image }, 1 / half, -center / half);
    for (let step = 2; step <= degree; step++) {
      await multiply({ x: image, before: x, out: spare }, 2 / half, (-2 * center) / half);
      [x, image, spare] = [image, spare, x];
      const pause = part.pass(step / degree);
      if (pause) await pause;
    }
    [x, image] = [image, x];
  }
}

/** Columns 1 .. dimensions, the entry of largest size positive. */
function oriented(block: Float32Array, width: number, rows: number, dimensions: number): Matrix {
  const result = matrix(rows, dimensions);
  for (let c = 0; c < dimensions; c++) {
    let largest = 0;
    for (let i = 0; i < rows; i++) {
      const value = block[i * width + c + 1]!;
      if (Math.abs(value) > Math.abs(largest)) largest = value;
    }
    for (let i = 0; i < rows; i++) {
      result.data[i * dimensions + c] = largest < 0 ? -block[i * width + c + 1]! : block[i * width + c + 1]!;
    }
  }
  return result;
}
