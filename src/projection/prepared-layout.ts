import type { Csr, Matrix } from "../core";
import { type Checkpoint, follow, Mutex, matrix } from "../core/internal";
import { KernelMemory, LAYOUT_SCRATCH, type LayoutPlanes, layoutPlanes, placePoints } from "../kernels";
import type { WorkerPool } from "../parallel";
import { forces, fromPlanes, type LayoutOptions, layoutEdges } from "./optimize-layout";

/** New points that one call places, and that are placed at a time, so that a memory that is kept stays small. */
const POINTS_PER_CALL = 16;
const WAVE = 4096;

/** New points: where they start, what their random draws depend on, and for each the points of the layout that pull it. */
export interface NewPoints {
  readonly start: Matrix;
  readonly hashes: Int32Array;
  /** One row a new point, columns are points of the layout. */
  readonly graph: Csr;
}

interface Work {
  readonly pool: WorkerPool;
  readonly at: Checkpoint;
}

/** A layout that stands still, in kernel memory of its own, for new points to settle in. */
export class PreparedLayout {
  readonly #memory = KernelMemory.acquire();
  readonly #reference: LayoutPlanes;
  readonly #mutex = new Mutex();

  constructor(layout: Matrix) {
    this.#reference = layoutPlanes(this.#memory, layout, 1);
  }

  /** Lets new points settle. Each gets the same bits alone and among others: its draws depend on its hash, not on its place. */
  place(points: NewPoints, options: LayoutOptions, work: Work): Promise<Matrix> {
    return this.#mutex.runExclusive(() => this.#place(points, options, work));
  }

  async #place({ start, hashes, graph }: NewPoints, options: LayoutOptions, { pool, at }: Work): Promise<Matrix> {
    const { rows, cols } = start;
    const placed = matrix(rows, cols);
    for (let from = 0; from < rows; from += WAVE) {
      const to = Math.min(from + WAVE, rows);
      const wave = {
        start: { data: start.data.subarray(from * cols, to * cols), rows: to - from, cols },
        hashes: hashes.subarray(from, to),
        graph: { ...graph, offsets: graph.offsets.subarray(from, to + 1), rows: to - from },
      };
      const found = await this.#placeWave(wave, options, { pool, at: at.part(from / rows, to / rows) });
      placed.data.set(found.data, from * cols);
    }
    return placed;
  }

  async #placeWave({ start, hashes, graph }: NewPoints, options: LayoutOptions, { pool, at }: Work): Promise<Matrix> {
    using _scratch = this.#memory.borrow();
    const memory = this.#memory;
    const { rows, cols } = start;
    const edges = await follow(layoutEdges(memory, graph, { pull: 1, ...options }), at.part(0, 0));
    const points = memory.float32(2 * rows * cols);
    for (let c = 0; c < cols; c++) for (let i = 0; i < rows; i++) points[c * rows + i] = start.data[i * cols + c]!;
    const items = memory.int32(rows);
    items.set(hashes);
    const calls = Array.from({ length: Math.ceil(rows / POINTS_PER_CALL) }, (_, call) => {
      const range = [call * POINTS_PER_CALL, Math.min((call + 1) * POINTS_PER_CALL, rows)] as const;
      const scratch = memory.float32(LAYOUT_SCRATCH * cols);
      return placePoints(range, edges, { points, count: rows, items, scratch }, this.#reference, forces(options));
    });
    await pool.run(memory, calls, at);
    return fromPlanes(points.subarray(options.nEpochs % 2 === 0 ? 0 : rows * cols), rows, [rows, cols]);
  }
}
