import type { Progress } from "../core";
import { either, type Field, func, integer, ofType } from "../core/internal";
import { WorkerPool } from "./pool";

/** Options that every long-running function takes. */
export interface RunOptions {
  /**
   * Number of threads, or a pool shared between calls ({@link createWorkerPool}). Results never depend on it.
   * @default available parallelism
   */
  workers?: number | WorkerPool | undefined;
  /** Aborting it rejects with its reason and ends the work; nothing is left behind. */
  signal?: AbortSignal | undefined;
  /** Called from time to time with the stage at work and the share of it that is done. */
  onProgress?: ((progress: Progress) => void) | undefined;
}

/**
 * Named, for where a schema has no type of its own, TypeScript writes the types of its fields into the declarations: that of
 * a pool it would import from the package's root, in a circle.
 */
export interface WorkersField extends Field<number | WorkerPool> {}

const WORKERS: WorkersField = either<number, WorkerPool>(
  integer({ min: 1, max: 64 }),
  ofType<WorkerPool, undefined>("a WorkerPool", (value) => value instanceof WorkerPool, undefined),
);

/** The fields of {@link RunOptions}, to be spread into a stage's schema. */
export const RUN_OPTIONS = {
  workers: WORKERS,
  signal: ofType<AbortSignal, undefined>("an AbortSignal", (value) => value instanceof AbortSignal, undefined),
  onProgress: func<(progress: Progress) => void>(),
} satisfies Record<keyof RunOptions, Field<unknown, unknown>>;

/**
 * A pool of worker threads to share between calls, so that they start only once.
 *
 * @param workers number of threads, 1 to 64; available parallelism when not given.
 * @returns a pool to hand to functions as their option `workers`; dispose it when done.
 * @throws RangeError when `workers` is out of range.
 * @example
 * using pool = createWorkerPool(2);
 * pool.size; // 2
 */
export function createWorkerPool(workers?: number): WorkerPool {
  return new WorkerPool(
    workers === undefined ? availableWorkers() : integer({ min: 1, max: 64 }).read(workers, "workers"),
  );
}

/** Runs `work` with the caller's pool, or with one of its own that ends with it. */
export async function withPool<T>(workers: number | WorkerPool | undefined, work: (pool: WorkerPool) => Promise<T>) {
  if (workers instanceof WorkerPool) return work(workers);
  const pool = createWorkerPool(workers);
  try {
    return await work(pool);
  } finally {
    pool.dispose();
  }
}

function availableWorkers(): number {
  const os = globalThis.process?.getBuiltinModule?.("node:os");
  return Math.min(64, os?.availableParallelism() ?? globalThis.navigator?.hardwareConcurrency ?? 1);
}
