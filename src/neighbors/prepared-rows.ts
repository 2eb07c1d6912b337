import type { Matrix } from "../core";
import { type Checkpoint, Mutex } from "../core/internal";
import { KernelMemory, nearestRows, type RowPanels, rowPanels } from "../kernels";
import type { WorkerPool } from "../parallel";
import type { KnnGraph, Metric } from "./types";

/** Multiply-adds that one kernel call should take at most: a few milliseconds. */
const CALL_OPERATIONS = 2 ** 24;
const LARGEST_CALL = 64;
/** Floats of queries and lists at a time, so that a memory that is kept stays small. */
const WAVE_FLOATS = 2 ** 22;

interface Search {
  readonly k: number;
  readonly pool: WorkerPool;
  readonly at: Checkpoint;
}

/**
 * Rows laid out for searches by brute force, in kernel memory of their own until they are disposed. A query is searched
 * for by itself, so that it gets the same bits alone or among others.
 */
export class PreparedRows implements Disposable {
  readonly #memory = KernelMemory.acquire();
  readonly #panels: RowPanels;
  readonly #measure: "distance" | "half-square";
  readonly #mutex = new Mutex();

  /** @param rows in the coordinates of `metricRows`. */
  constructor(rows: Matrix, metric: Metric) {
    this.#panels = rowPanels(this.#memory, rows);
    this.#measure = metric === "cosine" ? "half-square" : "distance";
  }

  /** The k nearest rows to each query, ascending by (distance, index). */
  nearest(queries: Matrix, search: Search): Promise<KnnGraph> {
    return this.#mutex.runExclusive(() => this.#nearest(queries, search));
  }

  /** Gives the memory back when the searches under way have ended. */
  dispose(): void {
    void this.#mutex.runExclusive(() => this.#memory.dispose());
  }

  [Symbol.dispose](): void {
    this.dispose();
  }

  async #nearest(queries: Matrix, search: Search): Promise<KnnGraph> {
    const { k, at } = search;
    const { rows, cols } = queries;
    const found = { indices: new Int32Array(rows * k), distances: new Float32Array(rows * k), rows, k };
    const wave = Math.max(LARGEST_CALL, Math.floor(WAVE_FLOATS / (cols + 2 * k + 1)) & ~3);
    for (let start = 0; start < rows; start += wave) {
      const range = [start, Math.min(start + wave, rows)] as const;
      await this.#searchWave(queries, range, { ...search, at: at.part(range[0] / rows, range[1] / rows) }, found);
    }
    return found;
  }

  async #searchWave(
    { data, cols }: Matrix,
    [start, end]: readonly [number, number],
    { k, pool, at }: Search,
    found: KnnGraph,
  ): Promise<void> {
    using _scratch = this.#memory.borrow();
    const rows = end - start;
    const stride = (cols + 3) & ~3;
    const groups = Math.ceil(rows / 4) * 4;
    const padded = this.#memory.float32(groups * stride);
    for (let i = 0; i < rows; i++) padded.set(data.subarray((start + i) * cols, (start + i + 1) * cols), i * stride);
    const from = { data: padded, rows, cols, stride };
    const bounds = this.#memory.float32(groups);
    const lists = { indices: this.#memory.int32(rows * k), distances: this.#memory.float32(rows * k), k };

    const panels = this.#panels;
    const step = Math.max(4, Math.min(LARGEST_CALL, Math.floor(CALL_OPERATIONS / (panels.rows * cols + 1)) & ~3));
    const calls = Array.from({ length: Math.ceil(rows / step) }, (_, call) => {
      const range = [call * step, Math.min((call + 1) * step, rows)] as const;
      return nearestRows(from, range, panels, this.#measure, bounds, lists);
    });
    await pool.run(this.#memory, calls, at);
    found.indices.set(lists.indices, start * k);
    found.distances.set(lists.distances, start * k);
  }
}
