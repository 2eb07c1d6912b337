import type { Matrix, Vectors } from "../core";
import {
  type Checkpoint,
  checkpoint,
  integer,
  oneOf,
  readOptions,
  type Schema,
  sum,
  toMatrix,
  wrongValue,
} from "../core/internal";
import type { KnnGraph, Metric } from "../neighbors";
import { checkNeighborCount, metricRows, nearestOthers, rankNeighbors } from "../neighbors/internal";
import type { RunOptions, WorkerPool } from "../parallel";
import { RUN_OPTIONS, withPool } from "../parallel/internal";

/** Options of {@link trustworthiness}, {@link continuity}, {@link neighborPreservation} and {@link distortion}. */
export interface PictureQualityOptions extends RunOptions {
  /** Size of the neighborhoods compared; fewer than there are rows. @default 15 */
  k?: number | undefined;
  /** How distances between the vectors are measured; those in the picture are euclidean. @default "euclidean" */
  metric?: Metric | undefined;
}

/** What {@link distortion} found; one figure a row, in [0, 1], 0 where the picture is right. */
export interface Distortion {
  /** How wrong the neighborhood of each row is: the mean of `intrusion` and `loss`. */
  readonly distortion: Float64Array;
  /** Strangers that stand among a row's neighbors in the picture; `trustworthiness` is 1 less the mean. */
  readonly intrusion: Float64Array;
  /** True neighbors that the picture puts elsewhere; `continuity` is 1 less the mean. */
  readonly loss: Float64Array;
}

const PICTURE_QUALITY_OPTIONS = {
  k: integer({ min: 1 }, 15),
  metric: oneOf(["euclidean", "cosine"], "euclidean"),
  ...RUN_OPTIONS,
} satisfies Schema<PictureQualityOptions>;

/**
 * How far the neighbors seen in a picture are true neighbors (Venna & Kaski 2001): those that are not among the k
 * nearest in the original space count by how far from it their rank there is.
 *
 * Exact, in memory that grows with n; time grows with n². Ties of distance are ordered by index. Every row counts once:
 * for rows that stand for several, weigh the figures of {@link distortion}.
 *
 * @param vectors   n rows of d finite numbers: the original space.
 * @param embedding n rows of a few finite numbers: the picture.
 * @param options the number of neighbors, the metric of the vectors, workers, progress and abort.
 * @returns a number in [0, 1]; 1 when no neighbor in the picture is a stranger.
 * @throws RangeError when k >= n, or vectors and embedding differ in the number of rows.
 * @example
 * await trustworthiness([[0, 0], [1, 0], [5, 5], [6, 5]], [[0], [1], [5], [6]], { k: 1 }); // 1
 */
export async function trustworthiness(
  vectors: Vectors,
  embedding: Vectors,
  options: PictureQualityOptions = {},
): Promise<number> {
  return compareSpaces(vectors, embedding, options, ({ original, picture, k, at }) =>
    scored(original, picture, k, at).then(share),
  );
}

/**
 * How far true neighbors are still neighbors in a picture (Venna & Kaski 2001): {@link trustworthiness} with the two
 * spaces exchanged.
 *
 * @param vectors   n rows of d finite numbers: the original space.
 * @param embedding n rows of a few finite numbers: the picture.
 * @param options the number of neighbors, the metric of the vectors, workers, progress and abort.
 * @returns a number in [0, 1]; 1 when the picture tears no neighbors apart.
 * @throws RangeError when k >= n, or vectors and embedding differ in the number of rows.
 * @example
 * await continuity([[0, 0], [1, 0], [5, 5], [6, 5]], [[0], [1], [5], [6]], { k: 1 }); // 1
 */
export async function continuity(
  vectors: Vectors,
  embedding: Vectors,
  options: PictureQualityOptions = {},
): Promise<number> {
  return compareSpaces(vectors, embedding, options, ({ original, picture, k, at }) =>
    scored(picture, original, k, at).then(share),
  );
}

/**
 * The share of each row's k nearest neighbors that are among its k nearest in the picture, averaged over rows.
 *
 * @param vectors   n rows of d finite numbers: the original space.
 * @param embedding n rows of a few finite numbers: the picture.
 * @param options the number of neighbors, the metric of the vectors, workers, progress and abort.
 * @returns a number in [0, 1].
 * @throws RangeError when k >= n, or vectors and embedding differ in the number of rows.
 * @example
 * await neighborPreservation([[0, 0], [1, 0], [5, 5], [6, 5]], [[0], [1], [5], [6]], { k: 1 }); // 1
 */
export async function neighborPreservation(
  vectors: Vectors,
  embedding: Vectors,
  options: PictureQualityOptions = {},
): Promise<number> {
  return compareSpaces(vectors, embedding, options, async ({ original, picture, k, at }) => {
    const before = await original.neighbors(at.part(0, 0.5));
    const after = await picture.neighbors(at.part(0.5, 1));
    let kept = 0;
    for (let i = 0; i < before.rows; i++) {
      const seen = new Set(after.indices.subarray(i * k, (i + 1) * k));
      for (let p = i * k; p < (i + 1) * k; p++) if (seen.has(before.indices[p]!)) kept += 1;
    }
    return kept / (before.rows * k);
  });
}

/**
 * How wrong a picture is around each row: the terms that {@link trustworthiness} and {@link continuity} are averages
 * of, each as a share of the worst that k neighbors can be. Grey out what has a high figure.
 *
 * @param vectors   n rows of d finite numbers: the original space.
 * @param embedding n rows of a few finite numbers: the picture.
 * @param options the number of neighbors, the metric of the vectors, workers, progress and abort.
 * @returns three figures a row.
 * @throws RangeError when k >= n, or vectors and embedding differ in the number of rows.
 * @example
 * const { distortion: wrong } = await distortion([[0], [1], [5], [6]], [[0], [9], [5], [6]], { k: 1 });
 * wrong[1]; // 1
 */
export async function distortion(
  vectors: Vectors,
  embedding: Vectors,
  options: PictureQualityOptions = {},
): Promise<Distortion> {
  return compareSpaces(vectors, embedding, options, async ({ original, picture, k, at }) => {
    const intruded = await scored(original, picture, k, at.part(0, 0.5));
    const lost = await scored(picture, original, k, at.part(0.5, 1));
    const intrusion = shares(intruded);
    const loss = shares(lost);
    return { distortion: intrusion.map((value, i) => (value + loss[i]!) / 2), intrusion, loss };
  });
}

/** One of the two spaces compared. */
interface Space {
  neighbors(at: Checkpoint): Promise<KnnGraph>;
  ranks(of: KnnGraph, at: Checkpoint): Promise<Int32Array>;
}

interface Comparison {
  readonly original: Space;
  readonly picture: Space;
  readonly k: number;
  readonly at: Checkpoint;
}

async function compareSpaces<T>(
  vectors: Vectors,
  embedding: Vectors,
  options: PictureQualityOptions,
  compare: (comparison: Comparison) => Promise<T>,
): Promise<T> {
  const { k, metric, workers, ...follow } = readOptions(options, PICTURE_QUALITY_OPTIONS);
  const points = toMatrix("vectors", vectors);
  const layout = toMatrix("embedding", embedding);
  if (layout.rows !== points.rows) {
    throw wrongValue("embedding", `${points.rows} rows`, layout.rows);
  }
  checkNeighborCount("k", k, points.rows);
  const rows = metricRows("vectors", points, metric);
  const places = metricRows("embedding", layout, "euclidean");
  const at = checkpoint("projection", follow);
  return withPool(workers, (pool) =>
    compare({ original: space(rows, metric, k, pool), picture: space(places, "euclidean", k, pool), k, at }),
  );
}

function space(rows: Matrix, metric: Metric, k: number, pool: WorkerPool): Space {
  return {
    neighbors: (at) => nearestOthers(rows, { k, metric, pool, at }),
    ranks: (of, at) => rankNeighbors(rows, of, { metric, pool, at }),
  };
}

/**
 * For each row, by how much the ranks in `truth` of its neighbors in `seen` exceed k, and the most that sum can be.
 */
interface Excess {
  readonly sums: Float64Array;
  readonly worst: number;
}

async function scored(truth: Space, seen: Space, k: number, at: Checkpoint): Promise<Excess> {
  const ranks = await truth.ranks(await seen.neighbors(at.part(0, 0.4)), at.part(0.4, 1));
  const n = ranks.length / k;
  const sums = new Float64Array(n);
  for (const [p, rank] of ranks.entries()) sums[Math.floor(p / k)]! += Math.max(0, rank - k);
  const strangers = n - 1 - k;
  const most = Math.min(k, strangers); // the ranks n - 1, n - 2, ... of this many neighbors, less k each
  return { sums, worst: (most * (2 * strangers - most + 1)) / 2 };
}

/** 1 less the mean of the shares; sums are whole numbers, so that their order does not matter. */
function share({ sums, worst }: Excess): number {
  return worst > 0 ? 1 - sum(sums) / (sums.length * worst) : 1;
}

function shares({ sums, worst }: Excess): Float64Array {
  return sums.map((sum) => (worst > 0 ? sum / worst : 0));
}
