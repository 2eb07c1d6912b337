import type { Checkpoint } from "../core/internal";
import { gramRows, type KernelMemory, matmul } from "../kernels";
import { CALL_OPERATIONS, type NormalProducts, type SparseSides } from "./matrix-products";
import type { WorkerPool } from "./pool";

/** Columns up to which A'A is written out. */
const MOST = 4096;
/** Products that a search for singular vectors takes, about. */
const PRODUCTS = 40;
/**
 * How many multiply-adds of a dense product take as long as one of a sparse product, and one of a sum of the Gram
 * matrix as those.
 */
const DENSE_SPEED = 4;
const SUM_COST = 4;

/** Whether a search is faster over A'A written out. */
export function prefersGram({ cols, forward: { offsets, columns } }: SparseSides, width: number): boolean {
  if (cols > MOST) return false;
  let sums = 0;
  for (let i = 0; i + 1 < offsets.length; i++) {
    const entries = offsets[i + 1]! - offsets[i]!;
    sums += entries * entries;
  }
  const dense = SUM_COST * sums + (PRODUCTS * cols * cols * width) / DENSE_SPEED;
  return dense < PRODUCTS * 2 * columns.length * width;
}

/** Products with the Gram matrix A'A of a sparse A, written out in 32-bit floats; `width` a multiple of 8. */
export async function gramProducts(
  memory: KernelMemory,
  { cols, forward, backward }: SparseSides,
  width: number,
  pool: WorkerPool,
  at: Checkpoint,
): Promise<NormalProducts> {
  const height = Math.ceil(cols / 4) * 4;
  const gram = memory.float32(height * height);
  const image = memory.float32(height * width);
  await fillGram();
  const rowsOfCall = Math.max(4, 4 * Math.floor(CALL_OPERATIONS / (4 * width * height)));
  return {
    cols,
    width,
    memory,
    async multiply({ x, out, before, scale, shift }, at) {
      const calls = spans(height, rowsOfCall).map(([from, to]) =>
        matmul(
          { data: gram.subarray(from * height), rowStep: height, columnStep: 1 },
          { data: x, rowStep: width },
          { data: image.subarray(from * width), rowStep: width },
          [to - from, width, cols],
        ),
      );
      await pool.run(memory, calls, at);
      for (let e = 0; e < cols * width; e++) out[e] = scale * image[e]! + shift * x[e]! - (before?.[e] ?? 0);
    },
  };

  async function fillGram(): Promise<void> {
    using _scratch = memory.borrow();
    const calls = spans(cols, Math.max(1, Math.ceil(cols / GRAM_CALLS))).map((span) =>
      gramRows(memory, span, { rows: backward, turned: forward }, { out: gram, stride: height }),
    );
    await pool.run(memory, calls, at);
  }
}

/** Calls in which the Gram matrix is filled. */
const GRAM_CALLS = 64;

function spans(length: number, step: number): [number, number][] {
  return Array.from({ length: Math.ceil(length / step) }, (_, s) => [s * step, Math.min((s + 1) * step, length)]);
}
