import type { Csr } from "../core";
import { type Checkpoint, type RandomStream, row, transposedCsr } from "../core/internal";
import { KernelMemory, type SparseRows, sparseBlock } from "../kernels";
import { gramProducts, prefersGram } from "./gram-products";
import { rowRanges, sparseProducts, sparseSides } from "./matrix-products";
import type { WorkerPool } from "./pool";
import { blockWidth, leadingSingularVectors, type SingularVectors, unitColumns } from "./singular-vectors";

/**
 * The leading right singular vectors of a sparse matrix. Where it has fewer rows than columns the left ones are sought,
 * in blocks as short as its rows are few, and turned into the right ones by v = A'u / s. Where the shorter side is
 * short for the entries there are, the search goes over its Gram matrix, and products of the matrix itself only have
 * the last word.
 */
export async function sparseSingularVectors(
  table: Csr,
  count: number,
  { random, pool, at }: { random: RandomStream; pool: WorkerPool; at: Checkpoint },
): Promise<SingularVectors> {
  using memory = KernelMemory.acquire();
  const wide = table.rows < table.cols;
  const turned = await transposedCsr(table, at.part(0, 0.05));
  const sides = wide ? sparseSides(memory, turned, table) : sparseSides(memory, table, turned);
  const width = blockWidth(count, sides.cols);
  const exact = sparseProducts(memory, sides, width, pool);
  const search = { random, pool, at: at.part(0.1, 0.9) };
  const found = prefersGram(sides, width)
    ? await leadingSingularVectors(
        await gramProducts(memory, sides, width, pool, at.part(0.05, 0.1)),
        count,
        search,
        exact,
      )
    : await leadingSingularVectors(exact, count, search);
  return wide ? await rightVectors(memory, sides.forward, found, pool, at.part(0.9, 1)) : found;
}

/** Unit vectors; zeros where there is no left vector. */
async function rightVectors(
  memory: KernelMemory,
  turned: SparseRows,
  { squares, vectors: left }: SingularVectors,
  pool: WorkerPool,
  at: Checkpoint,
): Promise<SingularVectors> {
  const rows = turned.offsets.length - 1;
  const width = Math.ceil(left.cols / 4) * 4;
  const x = memory.float32(left.rows * width);
  for (let i = 0; i < left.rows; i++) x.set(row(left, i), i * width);
  const image = memory.float32(rows * width);
  const calls = rowRanges(turned.offsets, width).map((range) =>
    sparseBlock(range, turned, width / 4, { x, out: image }, { scale: 1, shift: 0 }),
  );
  await pool.run(memory, calls, at.part(0, 0.5));
  return { squares, vectors: await unitColumns(image, squares, { rows, width }, at.part(0.5, 1)) };
}
