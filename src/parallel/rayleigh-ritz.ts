import type { Checkpoint } from "../core/internal";
import { blockProducts, type KernelMemory, mixColumns, type RitzBlock, ritzPairs, ritzScratch } from "../kernels";
import type { WorkerPool } from "./pool";

/** Rows whose inner products are summed apart. */
const CHUNK = 2048;

/**
 * Replaces the columns of x by the best orthonormal approximations of eigenvectors within their span, largest
 * eigenvalue first (Rayleigh-Ritz), in 64-bit floats. Returns their eigenvalues.
 *
 * @param block x and a symmetric matrix times x, in kernel memory; x is changed in place.
 */
export async function rayleighRitz(
  memory: KernelMemory,
  block: RitzBlock,
  pool: WorkerPool,
  at: Checkpoint,
): Promise<Float64Array> {
  const { x, width } = block;
  const rows = x.length / width;
  const square = width * width;
  using _ = memory.borrow();
  const chunks = Array.from({ length: Math.ceil(rows / CHUNK) }, (_, c) => ({
    range: [c * CHUNK, Math.min((c + 1) * CHUNK, rows)] as const,
    products: { gram: memory.float64(square), energy: memory.float64(square) },
    scratch: memory.float32(width),
  }));
  const pairs = { change: memory.float64(square), values: memory.float64(width) };
  const scratch = memory.float64(ritzScratch(width));

  await pool.run(
    memory,
    chunks.map(({ range, products }) => blockProducts(range, block, products)),
    at.part(0, 0.4),
  );
  const [{ products: sums }, ...others] = chunks as [(typeof chunks)[number], ...typeof chunks];
  for (const { products } of others) {
    for (let e = 0; e < square; e++) {
      sums.gram[e]! += products.gram[e]!;
      sums.energy[e]! += products.energy[e]!;
    }
  }
  await pool.run(memory, [ritzPairs(width, sums, pairs, scratch)], at.part(0.4, 0.6));
  await pool.run(
    memory,
    chunks.map(({ range, scratch }) => mixColumns(range, block, pairs.change, scratch)),
    at.part(0.6, 1),
  );
  return pairs.values.slice();
}
