import {
  centerSet,
  type KernelCall,
  type KernelMemory,
  type LloydState,
  lloydState,
  lloydStep,
  shiftCenters,
  tileScratch,
} from "../../kernels";
import { orderCenters } from "./order-centers";
import { refillEmpty } from "./refill-empty";
import { rowBlocks, type WeightedRows } from "./weighted-rows";

/** When a run ends. */
export interface LloydLimits {
  readonly maxIterations: number;
  /** Sum over centers of the squared step at which they count as standing still. */
  readonly tolerance: number;
}

/**
 * One run of Lloyd's algorithm (1982) from given centers, in steps, so that the steps of several can be worked on
 * together.
 */
export class LloydRun {
  iterations = 0;
  converged = false;
  /** Whether the next step sums anew. */
  #fresh = true;
  /** Whether the sums are free of the rounding errors that rows leave where they change their labels. */
  #exact = false;
  /** Whether the next step only looks if exact sums leave all as it is; it is not counted. */
  #checks = false;
  /** Weights are summed without error, so that no cluster can seem to have none. */
  readonly #whole: boolean;
  readonly #rows: WeightedRows;
  readonly #limits: LloydLimits;
  readonly #state: LloydState;
  readonly #blocks: readonly {
    readonly rows: [number, number];
    readonly sums: Float64Array;
    readonly scratch: Uint8Array;
  }[];

  constructor(memory: KernelMemory, rows: WeightedRows, start: readonly Float32Array[], limits: LloydLimits) {
    const { points } = rows;
    const k = start.length;
    this.#rows = rows;
    this.#limits = limits;
    this.#whole = rows.weights.every(Number.isInteger);
    const set = centerSet(memory, points, k);
    for (const [c, center] of start.entries()) set.centers.set(center, c * points.stride);
    this.#state = lloydState(memory, points, set);
    this.#blocks = rowBlocks(points.rows, k).map((block) => ({
      rows: block,
      sums: memory.float64(k * (points.stride + 2)),
      scratch: tileScratch(memory, set),
    }));
    this.#prepare();
  }

  get ended(): boolean {
    return this.converged || (this.iterations === this.#limits.maxIterations && !this.#checks);
  }

  /** The calls of the next step. */
  calls(): KernelCall[] {
    const { points, weights } = this.#rows;
    return this.#blocks.map(({ rows, sums, scratch }) =>
      lloydStep(rows, points, weights, this.#state, sums, scratch, this.#fresh),
    );
  }

  /** Moves the centers after a step. @param changed what its calls returned. */
  advance(changed: readonly number[]): void {
    if (!this.#checks) this.iterations += 1;
    const none = this.iterations > 1 && changed.every((rows) => rows === 0);
    this.#exact = this.#fresh || (this.#exact && none);
    if (none && this.#exact && !this.#fresh) {
      this.converged = true;
      return;
    }
    const still = this.#moveCenters() <= this.#limits.tolerance;
    this.converged = still && this.#exact;
    this.#checks = still || none;
    this.#fresh = (this.#checks && !this.#exact) || !this.#whole;
    this.#prepare();
  }

  get k(): number {
    return this.#state.k;
  }

  /** The centers as they are, `stride` numbers each. */
  get centers(): Float32Array {
    return this.#state.centers;
  }

  /** @returns the sum of their squared steps. */
  #moveCenters(): number {
    const { k, stride, centers, moved } = this.#state;
    const sums = new Float64Array(k * (stride + 2));
    for (const block of this.#blocks) for (let e = 0; e < sums.length; e++) sums[e]! += block.sums[e]!;
    refillEmpty(this.#rows, this.#state, sums);
    let squares = 0;
    let farthest = -1; // the center that moves most
    const steps = new Float64Array(k);
    for (let c = 0; c < k; c++) {
      let square = 0;
      for (let j = c * stride; j < (c + 1) * stride; j++) {
        const before = centers[j]!;
        centers[j] = sums[j]! / sums[k * stride + c]!;
        square += (centers[j]! - before) * (centers[j]! - before);
      }
      steps[c] = Math.sqrt(square);
      if (farthest < 0 || steps[c]! > steps[farthest]!) farthest = c;
      squares += square;
    }
    const second = steps.reduce((most, step, c) => (c === farthest ? most : Math.max(most, step)), 0);
    for (let c = 0; c < k; c++) {
      moved[c]! += steps[c]!;
      moved[k + c]! += c === farthest ? second : steps[farthest]!;
    }
    return squares;
  }

  /** What the next step reads beside the centers themselves. */
  #prepare(): void {
    shiftCenters(this.#state);
    orderCenters(this.#state, this.iterations === 0);
  }
}
