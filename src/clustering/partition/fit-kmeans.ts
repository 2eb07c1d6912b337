import type { Matrix } from "../../core";
import { checkpoint, type readOptions, row, wrongValue } from "../../core/internal";
import { KernelMemory } from "../../kernels";
import { withPool } from "../../parallel/internal";
import type { KmeansResult } from "./kmeans-model";
import type { KMEANS_SETTINGS } from "./kmeans-settings";
import { type LloydLimits, LloydRun } from "./lloyd-run";
import { miniBatchCenters } from "./mini-batch";
import type { Workplace } from "./nearest-centers";
import { seedPoints } from "./seed-points";
import { numberedResult, type SettledRun, settleRun } from "./settle-clusters";
import { type WeightedRows, weightedRows } from "./weighted-rows";

/** Rows to start the centers from. */
export type Start = readonly Float32Array[];

/** A number of clusters, what it is called in messages, and its start where that is given. */
export interface Wanted {
  readonly k: number;
  readonly name: string;
  readonly start?: Start | undefined;
}

type Settings = ReturnType<typeof readOptions<typeof KMEANS_SETTINGS>>;

/** For each number of clusters the start that ends with the lowest inertia. */
export async function fitKmeans(
  rows: Matrix,
  wanted: readonly Wanted[],
  { workers, signal, onProgress, weights, ...settings }: Settings,
): Promise<KmeansResult[]> {
  const at = checkpoint("clustering", { signal, onProgress });
  using memory = KernelMemory.acquire();
  const { distinct, weighted } = await weightedRows(memory, rows, weights, at);
  const { vectors: points } = distinct;
  for (const { k, name } of wanted) {
    if (k > points.rows) {
      throw wrongValue(name, `at most the number of distinct rows (${points.rows})`, k);
    }
  }
  const limits = {
    maxIterations: settings.maxIterations,
    tolerance: settings.tolerance === 0 ? 0 : settings.tolerance * meanVariance(points, distinct.weights),
  };
  const inBatches =
    settings.algorithm === "mini-batch" || (settings.algorithm === "auto" && points.rows > MOST_AT_EVERY_STEP);
  const best = await withPool(workers, async (pool) => {
    if (inBatches) {
      const place = { memory, pool, at: at.part(0, 0.7) };
      const starts = await batchStarts(weighted, points, wanted, settings, place);
      const few = { ...limits, maxIterations: Math.min(limits.maxIterations, STEPS_AFTER_BATCHES) };
      return bestRuns(weighted, points.cols, starts, few, { memory, pool, at: at.part(0.7, 1) });
    }
    const drawn = await drawnStarts(weighted, points, wanted, settings, { memory, pool, at: at.part(0, 0.3) });
    const tasks = wanted.flatMap(({ k, start }, of) =>
      (start ? [start] : drawn.map((centers) => centers.slice(0, k))).map((centers) => ({ of, centers })),
    );
    return bestRuns(weighted, points.cols, tasks, limits, { memory, pool, at: at.part(0.3, 1) });
  });
  await at.pass(1);
  return best.map((run) => numberedResult(run, distinct));
}

/** More distinct rows than this are worked on in batches. */
const MOST_AT_EVERY_STEP = 1_000_000;
const STEPS_AFTER_BATCHES = 10;

/** For each number of clusters the centers that batches lead to, or the start that is given. */
async function batchStarts(
  weighted: WeightedRows,
  vectors: Matrix,
  wanted: readonly Wanted[],
  settings: Pick<Settings, "restarts" | "seed" | "maxIterations">,
  { at, ...place }: Workplace,
): Promise<Task[]> {
  const tasks: Task[] = [];
  for (const [of, { k, start }] of wanted.entries()) {
    const part = at.part(of / wanted.length, (of + 1) / wanted.length);
    const centers = start ?? (await miniBatchCenters(weighted, vectors, k, settings, { ...place, at: part }));
    tasks.push({ of, centers });
  }
  return tasks;
}

/** Starts for the largest number of clusters; the first centers of each are its start for a smaller one. */
async function drawnStarts(
  weighted: WeightedRows,
  vectors: Matrix,
  wanted: readonly Wanted[],
  { restarts, seed }: Pick<Settings, "restarts" | "seed">,
  { at, ...place }: Workplace,
): Promise<Start[]> {
  const most = Math.max(0, ...wanted.map(({ k, start }) => (start ? 0 : k)));
  const starts: Start[] = [];
  for (let restart = 0; restart < restarts && most > 0; restart++) {
    const part = at.part(restart / restarts, (restart + 1) / restarts);
    const seeds = await seedPoints(weighted, most, { seed, restart }, { ...place, at: part });
    starts.push(seeds.map((point) => row(vectors, point)));
  }
  return starts;
}

interface Task {
  /** Which of the numbers wanted it is for. */
  readonly of: number;
  readonly centers: Start;
}

/** Numbers kept for all rows of the runs that are worked on together, about. */
const TOGETHER = 2 ** 20;

/**
 * Runs every task, several step by step together, and keeps for each number wanted the one with the lowest inertia, the
 * first of equal ones.
 */
async function bestRuns(
  weighted: WeightedRows,
  cols: number,
  tasks: readonly Task[],
  limits: LloydLimits,
  { at, ...place }: Workplace,
): Promise<SettledRun[]> {
  const best: SettledRun[] = [];
  for (let from = 0, to = 0; from < tasks.length; from = to) {
    for (let numbers = 0; to < tasks.length && (to === from || numbers < TOGETHER); to++) {
      numbers += 3 * weighted.points.rows + 2 * tasks[to]!.centers.length ** 2;
    }
    const part = at.part(from / tasks.length, to / tasks.length);
    using _ = place.memory.borrow();
    const runs = tasks.slice(from, to).map(({ centers }) => new LloydRun(place.memory, weighted, centers, limits));
    await runTogether(runs, limits, { ...place, at: part });
    for (const [i, run] of runs.entries()) {
      const { of } = tasks[from + i]!;
      const settled = await settleRun(run, weighted, cols, { ...place, at: part.part(0.99, 1) });
      if (best[of] === undefined || settled.inertia < best[of].inertia) best[of] = settled;
    }
  }
  return best;
}

async function runTogether(
  runs: readonly LloydRun[],
  { maxIterations }: LloydLimits,
  { memory, pool, at }: Workplace,
): Promise<void> {
  for (let step = 0; ; step++) {
    const going = runs.filter((run) => !run.ended);
    if (going.length === 0) return;
    const calls = going.map((run) => run.calls());
    const part = at.part(step / maxIterations, (step + 1) / maxIterations);
    const changed = await pool.run(memory, calls.flat(), part);
    let from = 0;
    for (const [i, run] of going.entries()) {
      run.advance(changed.slice(from, from + calls[i]!.length));
      from += calls[i]!.length;
    }
  }
}

/** The variance of a column, averaged over columns: in one pass, about the first row. */
function meanVariance({ data, rows, cols }: Matrix, weights: Float64Array): number {
  const first = Float64Array.from(data.subarray(0, cols));
  const sums = new Float64Array(cols);
  let squares = 0;
  let total = 0;
  for (let i = 0, at = 0; i < rows; i++) {
    const weight = weights[i]!;
    let square = 0;
    for (let j = 0; j < cols; j++) {
      const difference = data[at++]! - first[j]!;
      sums[j]! += weight * difference;
      square += difference * difference;
    }
    squares += weight * square;
    total += weight;
  }
  const ofMean = sums.reduce((sum, value) => sum + (value / total) * (value / total), 0);
  return cols === 0 ? 0 : Math.max(0, squares / total - ofMean) / cols;
}
