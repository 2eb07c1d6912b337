import type { Csr, Matrix } from "../../core";
import { type Checkpoint, matrix, randomStream } from "../../core/internal";
import type { WorkerPool } from "../../parallel";
import { sparseSingularVectors } from "../../parallel/internal";

/** How many directions are kept, and the start of the search for them. */
export interface AxesSettings {
  readonly components: number;
  readonly seed: number;
  /** Names the random numbers. */
  readonly stage: string;
}

/**
 * The leading right singular vectors of a table of features, as columns: features x components, fewer where the table
 * has a lower rank.
 */
export async function featureAxes(
  table: Csr,
  { components, seed, stage }: AxesSettings,
  pool: WorkerPool,
  at: Checkpoint,
): Promise<Matrix> {
  const count = Math.min(components, table.rows, table.cols);
  const random = randomStream(seed, stage);
  const { squares, vectors } = await sparseSingularVectors(table, count, { random, pool, at });
  const rank = Math.max(1, squares.filter((square) => square > 0).length);
  if (rank === count) return vectors;
  const axes = matrix(table.cols, rank);
  for (let c = 0; c < table.cols; c++) {
    for (let j = 0; j < rank; j++) axes.data[c * rank + j] = vectors.data[c * count + j]!;
    const pause = c % 1024 === 0 ? at.pass(0.99) : undefined;
    if (pause) await pause;
  }
  return axes;
}
