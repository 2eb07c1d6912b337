import { type Checkpoint, type Csr, matrix, type RandomStream, transposedCsr } from "../core";
import { KernelMemory } from "../kernels";
import { sparseProducts } from "./matrix-products";
import type { WorkerPool } from "./pool";
import { blockWidth, leadingSingularVectors, type SingularVectors } from "./singular-vectors";

/**
 * The leading right singular vectors of a sparse matrix. Where it has fewer rows than columns the left ones are sought, in
 * blocks as short as its rows are few, and turned into the right ones by v = A'u / s.
 */
export async function sparseSingularVectors(
  table: Csr,
  count: number,
  { random, pool, at }: { random: RandomStream; pool: WorkerPool; at: Checkpoint },
): Promise<SingularVectors> {
  using memory = KernelMemory.acquire();
  const wide = table.rows < table.cols;
  const side = wide ? transposedCsr(table) : table;
  const products = sparseProducts(memory, side, blockWidth(count, side.cols), pool);
  const found = await leadingSingularVectors(products, count, { random, pool, at: at.part(0, 0.9) });
  return wide ? await rightVectors(table, found, at.part(0.9, 1)) : found;
}

/** Unit vectors, the entry of largest size positive; zeros where there is no left vector. */
async function rightVectors(
  { offsets, columns, values, rows, cols }: Csr,
  { squares, vectors: left }: SingularVectors,
  at: Checkpoint,
): Promise<SingularVectors> {
  const vectors = matrix(left.rows, cols);
  const image = new Float64Array(cols);
  for (let c = 0; c < left.rows && squares[c]! > 0; c++) {
    image.fill(0);
    for (let i = 0; i < rows; i++) {
      const own = left.data[c * rows + i]!;
      for (let p = offsets[i]!; p < offsets[i + 1]!; p++) image[columns[p]!]! += own * values[p]!;
    }
    let [square, largest] = [0, 0];
    for (const value of image) {
      square += value * value;
      if (Math.abs(value) > Math.abs(largest)) largest = value;
    }
    const scale = (largest < 0 ? -1 : 1) / Math.sqrt(square);
    for (let j = 0; j < cols; j++) vectors.data[c * cols + j] = scale * image[j]!;
    const pause = at.pass((c + 1) / left.rows);
    if (pause) await pause;
  }
  return { squares, vectors };
}
