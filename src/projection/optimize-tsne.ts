import type { Matrix } from "../core";
import { type Checkpoint, log, matrix, sum } from "../core/internal";
import { KernelMemory, planeTreeBuild, type TsneState, tsneForces, tsneState, tsneStep } from "../kernels";
import type { WorkerPool } from "../parallel";
import type { Affinities } from "./affinities";

/** A node of the tree pushes as one point where it is this much smaller than it is away. */
const THETA = 0.5;
const MOMENTUM = 0.8;
/** Points of one kernel call at least; and calls an epoch at most, about. */
const SMALLEST_CALL = 128;
const CALLS = 64;
/** The sum over pairs is no smaller, so that it divides. */
const SMALLEST_SUM = 1e-30;

/** A span of epochs with one size of steps. */
export interface Phase {
  readonly epochs: number;
  readonly exaggeration: number;
  readonly learningRate: number;
}

/** Where the points came to stand, and how far that is from their affinities. */
export interface TsneLayout {
  readonly layout: Matrix;
  readonly klDivergence: number;
}

/**
 * Gradient descent on the Kullback-Leibler divergence of a layout in the plane from affinities, pushes by a tree
 * (Barnes & Hut 1986; van der Maaten 2014). In every epoch the points stand still while the forces on each are summed,
 * in an order that depends on nothing but where they stand.
 */
export async function optimizeTsne(
  affinities: Affinities,
  start: Matrix,
  phases: readonly Phase[],
  { pool, at }: { pool: WorkerPool; at: Checkpoint },
): Promise<TsneLayout> {
  using memory = KernelMemory.acquire();
  const state = tsneState(memory, affinities);
  const { points } = state.tree;
  points.set(start.data);
  const calls = forceCalls(state);
  const forces = async (part?: Checkpoint): Promise<number> => {
    await pool.run(memory, [planeTreeBuild(state.tree, THETA)]);
    const shares = await pool.run(memory, calls, part);
    return Math.max(SMALLEST_SUM, sum(shares));
  };

  const epochs = phases.reduce((sum, phase) => sum + phase.epochs, 0);
  let epoch = 0;
  for (const { epochs: count, exaggeration, learningRate } of phases) {
    for (let e = 0; e < count; e++, epoch++) {
      const z = await forces(at.part(epoch / (epochs + 1), (epoch + 1) / (epochs + 1)));
      await pool.run(memory, [tsneStep(state, { exaggeration, z, rate: learningRate, momentum: MOMENTUM })]);
    }
  }
  const z = await forces();
  const klDivergence = await divergence(affinities, points, z, at.part(epochs / (epochs + 1), 1));
  return { layout: matrix(start.rows, 2, points.slice()), klDivergence };
}

/** The work of an epoch, in pieces that depend on the number of points alone. */
function forceCalls(state: TsneState) {
  const { rows } = state.tree;
  const step = Math.max(SMALLEST_CALL, Math.ceil(rows / CALLS / 4) * 4);
  return Array.from({ length: Math.ceil(rows / step) }, (_, call) =>
    tsneForces(state, [call * step, Math.min((call + 1) * step, rows)]),
  );
}

/** The sum of p log(p / q), q = 1 / ((1 + d²) Z). */
async function divergence(
  { offsets, columns, values, rows }: Affinities,
  points: Float32Array,
  z: number,
  at: Checkpoint,
): Promise<number> {
  const logZ = log(z);
  let sum = 0;
  for (let i = 0; i < rows; i++) {
    for (let p = offsets[i]!; p < offsets[i + 1]!; p++) {
      const value = values[p]!;
      if (value === 0) continue;
      const j = columns[p]!;
      const x = points[2 * i]! - points[2 * j]!;
      const y = points[2 * i + 1]! - points[2 * j + 1]!;
      sum += value * (log(value * (1 + x * x + y * y)) + logZ);
    }
    const pause = at.pass((i + 1) / rows);
    if (pause) await pause;
  }
  return sum;
}
