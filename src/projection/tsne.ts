import type { Matrix, Vectors } from "../core";
import {
  checkpoint,
  distinctRows,
  either,
  follow,
  integer,
  matrix,
  number,
  ofType,
  oneOf,
  pickRows,
  type Resolved,
  readOptions,
  type Schema,
  toMatrix,
  wrongValue,
} from "../core/internal";
import type { KnnGraph, Metric } from "../neighbors";
import { findNeighbors, metricRows } from "../neighbors/internal";
import type { RunOptions } from "../parallel";
import { RUN_OPTIONS, withPool } from "../parallel/internal";
import { affinitiesOf } from "./affinities";
import { initialTsneLayout } from "./initial-tsne-layout";
import { optimizeTsne, type Phase } from "./optimize-tsne";
import { validateInit, validateKnn } from "./validate-input";

/** Options of {@link tsne}. */
export interface TsneOptions extends RunOptions {
  /**
   * Effective number of neighbors of a point; at most a third of the other rows.
   * @default by size: 30, or a third of the other distinct rows where that is less
   */
  perplexity?: number | undefined;
  /** Factor on the pull in the first epochs, that gathers clusters. @default 12 */
  earlyExaggeration?: number | undefined;
  /** Number of those first epochs. @default 250 */
  earlyExaggerationEpochs?: number | undefined;
  /** Epochs after them. @default 500 */
  nEpochs?: number | undefined;
  /** Size of the steps; `auto` is the number of distinct rows over the exaggeration. @default "auto" */
  learningRate?: number | "auto" | undefined;
  /** `euclidean`, or `cosine` (1 - cos). @default "euclidean" */
  metric?: Metric | undefined;
  /**
   * Start of the layout: PCA, or two coordinates for each row. Their shape counts; their size is made small.
   * @default "pca"
   */
  init?: "pca" | Vectors | undefined;
  /** Decides the random draws: a little noise in the start. @default 1 */
  seed?: number | undefined;
  /**
   * The neighbors of the rows, when they are known already, nearest first; of each list the first `3 * perplexity` are
   * used.
   */
  knn?: KnnGraph | undefined;
}

/** What {@link tsne} made; plain data. */
export interface TsneResult {
  /** n x 2: the coordinates of the rows, as given; equal rows have equal coordinates. */
  readonly embedding: Matrix;
  /** Kullback-Leibler divergence of the layout from the affinities of the distinct rows, in nats. */
  readonly klDivergence: number;
  /** The perplexity used. */
  readonly perplexity: number;
}

const TSNE_OPTIONS = {
  perplexity: number({ min: 1 }),
  earlyExaggeration: number({ min: 1, max: 1000 }, 12),
  earlyExaggerationEpochs: integer({ min: 0, max: 20_000 }, 250),
  nEpochs: integer({ min: 0, max: 20_000 }, 500),
  learningRate: either<number, "auto", "auto">(number({ above: 0, max: 1e6 }), oneOf(["auto"]), "auto"),
  metric: oneOf(["euclidean", "cosine"], "euclidean"),
  init: either<"pca", Vectors, "pca">(
    oneOf(["pca"]),
    ofType<Vectors, undefined>("coordinates", (value) => typeof value === "object" && value !== null, undefined),
    "pca",
  ),
  seed: integer({ min: 0, max: 0xffffffff }, 1),
  knn: ofType<KnnGraph, undefined>("a KnnGraph", (value) => typeof value === "object" && value !== null, undefined),
  ...RUN_OPTIONS,
} satisfies Schema<TsneOptions>;

const USUAL_PERPLEXITY = 30;

/**
 * t-distributed stochastic neighbor embedding (van der Maaten & Hinton 2008; Barnes-Hut: van der Maaten 2014): a
 * picture in the plane in which points stand near their nearest neighbors.
 *
 * Equal rows are one point, however many they are. The result is the same, bit for bit, for any order of the rows and
 * any number of workers. With `knn` given, its lists are used as they are and equal rows stay points of their own.
 *
 * @param vectors n >= 1 rows of d finite numbers.
 * @param options perplexity, the course of the layout, where it starts, seed, workers, progress and abort.
 * @returns coordinates of the rows, and how well they fit.
 * @throws RangeError when there are no rows, a value is not finite, the perplexity is more than a third of the other
 *   rows, or `init` or `knn` do not fit the rows.
 * @example
 * const spiral = Array.from({ length: 50 }, (_, i) => [Math.cos(i / 8), Math.sin(i / 8), i / 10]);
 * const { embedding, klDivergence } = await tsne(spiral, { perplexity: 5, seed: 7 });
 */
export async function tsne(vectors: Vectors, options: TsneOptions = {}): Promise<TsneResult> {
  const { workers, signal, onProgress, ...given } = readOptions(options, TSNE_OPTIONS);
  const { metric, init, knn, seed } = given;
  const all = toMatrix("vectors", vectors);
  if (all.rows === 0) throw wrongValue("vectors", "at least 1 row", 0);
  checkPerplexity(given.perplexity, all.rows);
  const at = checkpoint("projection", { signal, onProgress });
  const { points, rowOf } = await follow(distinctRows(metricRows("vectors", all, metric), knn !== undefined), at);
  const perplexity = Math.min(given.perplexity ?? USUAL_PERPLEXITY, Math.max(1, (points.rows - 1) / 3));
  const k = Math.min(Math.floor(3 * perplexity), points.rows - 1);
  const neighbors = knn && (await follow(validateKnn(knn, rowOf, k + 1), at));
  const from = init === "pca" ? init : validateInit(init, rowOf, points.rows, 2);
  if (points.rows === 1) return { embedding: matrix(all.rows, 2), klDivergence: 0, perplexity };

  return withPool(workers, async (pool) => {
    const affinities = await affinitiesOf(
      neighbors ?? (await findNeighbors(points, { k, metric, method: "auto", pool, at: at.part(0, 0.1) })),
      perplexity,
      { pool, at: at.part(0.1, 0.2) },
    );
    const start = await initialTsneLayout(from, points, { seed, pool });
    const { layout, klDivergence } = await optimizeTsne(affinities, start, phases(points.rows, given), {
      pool,
      at: at.part(0.2, 1),
    });
    return { embedding: pickRows(layout, rowOf), klDivergence, perplexity };
  });
}

function checkPerplexity(perplexity: number | undefined, rows: number): void {
  if (perplexity !== undefined && 3 * perplexity > rows - 1) {
    throw wrongValue("perplexity", `at most a third of the ${rows - 1} other rows`, perplexity);
  }
}

/** Steps of n / exaggeration: Belkina et al. 2019. */
function phases(rows: number, given: Omit<Resolved<typeof TSNE_OPTIONS>, keyof RunOptions>): readonly Phase[] {
  const { earlyExaggeration, earlyExaggerationEpochs, nEpochs, learningRate } = given;
  const phase = (epochs: number, exaggeration: number) => ({
    epochs,
    exaggeration,
    learningRate: learningRate === "auto" ? rows / exaggeration : learningRate,
  });
  return [phase(earlyExaggerationEpochs, earlyExaggeration), phase(nEpochs, 1)];
}
