import type { Labels, Matrix, Vectors } from "../../core";
import {
  type Checkpoint,
  checkpoint,
  labelCount,
  oneOf,
  powerOfTwoScale,
  readOptions,
  type Schema,
  wrongValue,
} from "../../core/internal";
import { KernelMemory, powerSums } from "../../kernels";
import type { Weights } from "../../neighbors";
import { weightsField } from "../../neighbors/internal";
import type { RunOptions, WorkerPool } from "../../parallel";
import { RUN_OPTIONS, withPool } from "../../parallel/internal";
import { allPointsCore, DensityTree } from "./density-tree";
import { type GroupPanels, groupBlocks, groupCorePanels, groupPanels } from "./group-panels";
import { type LabelledPoints, readLabelledPoints } from "./labelled-points";
import { nearestInGroups } from "./nearest-in-groups";

/** Options of {@link validityIndex}. */
export interface ValidityIndexOptions extends RunOptions {
  /** As in `hdbscan`: `cosine` is the euclidean distance between rows scaled to length 1. @default "euclidean" */
  metric?: "euclidean" | "cosine" | undefined;
  /** How many equal rows each row stands for. @default one each */
  weights?: Weights | undefined;
}

/** How well clusters are separated by regions of lower density, from -1 to 1. */
export interface ValidityIndex {
  /** The clusters' values, each times its share of all rows, noise included. */
  readonly score: number;
  /** For each label (separation - sparseness) / the larger of the two; 0 for labels of no row or a single one. */
  readonly perCluster: Float64Array;
}

const VALIDITY_INDEX_OPTIONS = {
  metric: oneOf(["euclidean", "cosine"], "euclidean"),
  weights: weightsField(),
  ...RUN_OPTIONS,
} satisfies Schema<ValidityIndexOptions>;

/**
 * DBCV, density-based clustering validation (Moulavi, Jaskowiak, Campello, Zimek & Sander 2014), exact. Unlike the
 * silhouette it is fair to clusters of any shape, and noise lowers it.
 *
 * A cluster's sparseness is the longest edge between inner points of its spanning tree under mutual reachability, its
 * separation the smallest mutual reachability of its inner points and those of another cluster; core distances are the
 * paper's power means over the cluster, with powers taken relative to the nearest neighbor, so that they stay finite
 * in any number of dimensions. In n² d time and memory for n rows.
 *
 * Python's `hdbscan.validity` does the same but for these: where trees tie (most do), the shortest edges decide here
 * and the order of rows there; several equal rows have core distance 0, where there their distances are left out; a
 * cluster of one row counts as noise, where there it gives NaN; and both points of a cluster of two are inner ones.
 *
 * @param vectors n rows of d finite numbers.
 * @param labels  n labels; -1 is noise.
 * @param options the metric, weights, workers, progress and abort.
 * @returns the index, and that of each cluster.
 * @throws RangeError when labels and rows differ in number, fewer than 2 clusters have 2 rows, a number is not finite,
 * or a row is all zeros under the cosine metric.
 * @example
 * const rows = [[0], [1], [2], [20], [21], [22]];
 * (await validityIndex(rows, [0, 0, 0, 1, 1, 1])).score > 0.9; // true
 * (await validityIndex(rows, [0, 1, 0, 1, 0, 1])).score < 0; // true
 */
export async function validityIndex(
  vectors: Vectors,
  labels: Labels,
  options: ValidityIndexOptions = {},
): Promise<ValidityIndex> {
  const { metric, weights, workers, ...follow } = readOptions(options, VALIDITY_INDEX_OPTIONS);
  const { labels: clusterOf, points } = readLabelledPoints(vectors, labels, { metric, weights });
  const clusters = points.clusters.filter(({ weight }) => weight > 1);
  if (clusters.length < 2) {
    throw wrongValue("labels", "at least 2 clusters of 2 rows or more", clusters.length);
  }

  const at = checkpoint("validity", follow);
  using memory = KernelMemory.acquire();
  const found = await withPool(workers, (pool) => densities(memory, { ...points, clusters }, pool, at));
  await at.pass(1);
  const perCluster = new Float64Array(labelCount(clusterOf));
  let score = 0;
  for (const [i, { label, weight }] of clusters.entries()) {
    const separation = Math.sqrt(found.separation[i]!);
    const sparseness = Math.sqrt(found.sparseness[i]!);
    const larger = Math.max(separation, sparseness);
    perCluster[label] = larger === 0 ? 0 : (separation - sparseness) / larger;
    score += (weight / points.total) * perCluster[label]!;
  }
  return { score, perCluster };
}

/** Squared separation and sparseness of each cluster. */
async function densities(memory: KernelMemory, points: LabelledPoints, pool: WorkerPool, at: Checkpoint) {
  const scale = powerOfTwoScale(points.vectors.data);
  const groups = groupPanels(
    memory,
    points.vectors,
    points.clusters.map((cluster) => cluster.points),
    scale,
  );
  const core = await coreOfPlaces(memory, points, groups, pool, at.part(0, 0.3));
  const trees = points.clusters.map(({ points: members }, i) => {
    const panel = groups.starts[i]!;
    const first = panel * 4;
    const count = groups.starts[i + 1]! - panel;
    const data = groups.points.data.subarray(first * groups.points.cols);
    const weights = Float64Array.from(members, (point) => points.weights[point]!);
    return new DensityTree(memory, {
      points: { data, rows: members.length, cols: groups.points.cols, count },
      first,
      weights,
      core: core.subarray(first),
    });
  });
  await growTrees(memory, trees, groups, pool, at.part(0.3, 0.7));
  const insides = trees.map((tree) => tree.inside());
  const separation = await separations(
    memory,
    { vectors: points.vectors, groups, core, scale },
    insides.map(({ internal }) => internal),
    pool,
    at.part(0.7, 1),
  );
  return { separation, sparseness: insides.map(({ sparseness }) => sparseness) };
}

/** Squared core distance of the point at each place of the panels. */
async function coreOfPlaces(
  memory: KernelMemory,
  { clusters, weights, vectors }: LabelledPoints,
  groups: GroupPanels,
  pool: WorkerPool,
  at: Checkpoint,
): Promise<Float32Array> {
  const { points, starts, rowAt } = groups;
  const weightAt = memory.float64(rowAt.length);
  for (const [place, point] of rowAt.entries()) if (point >= 0) weightAt[place] = weights[point]!;
  const dims = Math.max(1, vectors.cols);
  const result = { nearest: memory.float32(rowAt.length), sums: memory.float64(rowAt.length) };
  const calls = groupBlocks(groups, (group) => starts[group + 1]! - starts[group]!).map(({ group, panels }) =>
    powerSums(points, weightAt, [starts[group]!, starts[group + 1]!], panels, dims, result, memory.uint8(64)),
  );
  await pool.run(memory, calls, at);
  const core = memory.float32(rowAt.length);
  for (const [group, { weight, points: members }] of clusters.entries()) {
    const first = starts[group]! * 4;
    for (let place = first; place < first + members.length; place++) {
      const { nearest, sums } = result;
      core[place] = allPointsCore(nearest[place]!, sums[place]!, weightAt[place]!, weight, dims);
    }
  }
  return core;
}

/** Rounds in which every unfinished tree grows by some edges, side by side. */
async function growTrees(
  memory: KernelMemory,
  trees: readonly DensityTree[],
  { points }: GroupPanels,
  pool: WorkerPool,
  at: Checkpoint,
): Promise<void> {
  const total = trees.reduce((sum, tree) => sum + tree.left, 0);
  let growing = trees.filter((tree) => tree.left > 0);
  for (let left = total; left > 0; ) {
    const calls = growing.map((tree) =>
      tree.next(Math.max(1, Math.floor(ROUND_COORDINATES / (tree.size * points.cols)))),
    );
    growing = growing.filter((tree) => tree.left > 0);
    const after = growing.reduce((sum, tree) => sum + tree.left, 0);
    await pool.run(memory, calls, at.part(1 - left / total, 1 - after / total));
    left = after;
  }
}

const ROUND_COORDINATES = 1 << 22; // differences of coordinates taken in one kernel call

/** For each cluster the smallest squared mutual reachability of its inner points and those of another one. */
async function separations(
  memory: KernelMemory,
  { vectors, groups, core, scale }: { vectors: Matrix; groups: GroupPanels; core: Float32Array; scale: number },
  internal: readonly (readonly number[])[],
  pool: WorkerPool,
  at: Checkpoint,
): Promise<Float64Array> {
  const members = internal.map((places) => places.map((place) => groups.rowAt[place]!));
  const coreOf = new Float32Array(vectors.rows);
  for (const [place, point] of groups.rowAt.entries()) if (point >= 0) coreOf[point] = core[place]!;
  const inner = groupCorePanels(memory, vectors, members, scale, (point) => coreOf[point]!);
  const result = new Float64Array(internal.length).fill(Number.POSITIVE_INFINITY);
  let own = 0;
  await nearestInGroups(memory, inner, inner, pool, at, (place, reachability) => {
    while (place >= inner.starts[own + 1]! * 4) own += 1;
    if (inner.rowAt[place]! < 0) return;
    for (let other = 0; other < reachability.length; other++) {
      if (other !== own && reachability[other]! < result[own]!) result[own] = reachability[other]!;
    }
  });
  return result;
}
