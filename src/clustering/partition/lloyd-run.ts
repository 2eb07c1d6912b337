import {
  type CenterPanels,
  centerPanels,
  fillPanels,
  type KernelCall,
  type KernelMemory,
  type LloydState,
  lloydState,
  lloydStep,
} from "../../kernels";
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
    const panels = centerPanels(memory, points, k);
    for (const [c, center] of start.entries()) panels.centers.set(center, c * points.stride);
    this.#state = lloydState(memory, points, panels);
    this.#blocks = rowBlocks(points.rows, k).map((block) => ({
      rows: block,
      sums: memory.float64(k * (points.stride + 2)),
      scratch: memory.uint8(64 * panels.count),
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
    const { k, stride, count, centers, moved } = this.#state;
    const sums = new Float64Array(k * (stride + 2));
    for (const block of this.#blocks) for (let e = 0; e < sums.length; e++) sums[e]! += block.sums[e]!;
    refillEmpty(this.#rows, this.#state, sums);
    const farthest = new Float64Array(count);
    let squares = 0;
    for (let c = 0; c < k; c++) {
      let square = 0;
      for (let j = c * stride; j < (c + 1) * stride; j++) {
        const before = centers[j]!;
        centers[j] = sums[j]! / sums[k * stride + c]!;
        square += (centers[j]! - before) * (centers[j]! - before);
      }
      const step = Math.sqrt(square);
      moved[c]! += step;
      farthest[c >> 2] = Math.max(farthest[c >> 2]!, step);
      squares += square;
    }
    for (let p = 0; p < count; p++) moved[4 * count + p]! += farthest[p]!;
    return squares;
  }

  /** What the next step reads beside the centers themselves. */
  #prepare(): void {
    fillPanels(this.#state);
    setGaps(this.#state, this.#state.gaps);
  }
}

function setGaps({ k, stride, count, centers }: CenterPanels, gaps: Float64Array): void {
  gaps.fill(Number.POSITIVE_INFINITY);
  const lower = (a: number, panel: number, gap: number) => {
    const at = a * (count + 1);
    gaps[at + panel] = Math.min(gaps[at + panel]!, gap);
    gaps[at + count] = Math.min(gaps[at + count]!, gap);
  };
  for (let a = 0; a < k; a++) {
    for (let b = 0; b < a; b++) {
      let square = 0;
      for (let j = 0; j < stride; j++) {
        const difference = centers[a * stride + j]! - centers[b * stride + j]!;
        square += difference * difference;
      }
      const gap = Math.sqrt(square) / 2;
      lower(a, b >> 2, gap);
      lower(b, a >> 2, gap);
    }
  }
}
