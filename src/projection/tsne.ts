import type { Matrix, Vectors } from "../core";
import {
  checkpoint,
  distinctRows,
  either,
  integer,
  matrix,
  number,
  ofType,
  oneOf,
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
import { descend, type Phase } from "./descend";
import { givenCoordinates, givenNeighbors } from "./given";
import { rowsAsGiven } from "./rows-as-given";
import { tsneStart } from "./tsne-start";

/** Options of {@link tsne}. */
export interface TsneOptions extends RunOptions {
  /**
   * Effective number of neighbours of a point; at most a third of the other rows.
   * @default by size: 30, or a third of the other distinct rows where that is less
   */
  perplexity?: number;
  /** Factor on the pull in the first epochs, that gathers clusters. @default 12 */
  earlyExaggeration?: number;
  /** Number of those first epochs. @default 250 */
  earlyExaggerationEpochs?: number;
  /** Epochs after them. @default 500 */
  nEpochs?: number;
  /** Size of the steps; `auto` is the number of distinct rows over the exaggeration. @default "auto" */
  learningRate?: number | "auto";
  /** `euclidean`, or `cosine` (1 - cos). @default "euclidean" */
  metric?: Metric;
  /** Start of the layout: PCA, or two coordinates for each row. Their shape counts; their size is made small. @default "pca" */
  init?: "pca" | Vectors;
  /** Decides the random draws: a little noise in the start. @default 0 */
  seed?: number;
  /** The neighbours of the rows, when they are known already, nearest first; of each list the first `3 * perplexity` are used. */
  knn?: KnnGraph;
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
  earlyExaggeration: number({ min: 1 }, 12),
  earlyExaggerationEpochs: integer({ min: 0 }, 250),
  nEpochs: integer({ min: 0 }, 500),
  learningRate: either<number, "auto", "auto">(number({ above: 0 }), oneOf(["auto"]), "auto"),
  metric: oneOf(["euclidean", "cosine"], "euclidean"),
  init: either<"pca", Vectors, "pca">(
    oneOf(["pca"]),
    ofType<Vectors, undefined>("coordinates", (value) => typeof value === "object" && value !== null, undefined),
    "pca",
  ),
  seed: integer({ min: 0, max: 0xffffffff }, 0),
  knn: ofType<KnnGraph, undefined>("a KnnGraph", (value) => typeof value === "object" && value !== null, undefined),
  ...RUN_OPTIONS,
} satisfies Schema<TsneOptions>;

const USUAL_PERPLEXITY = 30;

/**
 * t-distributed stochastic neighbour embedding (van der Maaten & Hinton 2008; Barnes-Hut: van der Maaten 2014): a picture in
 * the plane in which points stand near their nearest neighbours.
 *
 * Equal rows are one point, however many they are. The result is the same, bit for bit, for any order of the rows and any
 * number of workers. With `knn` given, its lists are used as they are and equal rows stay points of their own.
 *
 * @param vectors n >= 1 rows of d finite numbers.
 * @returns coordinates of the rows, and how well they fit.
 * @throws RangeError when there are no rows, a value is not finite, the perplexity is more than a third of the other rows, or
 *   `init` or `knn` do not fit the rows.
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
  const { points, rowOf } = distinctRows(metricRows("vectors", all, metric), knn !== undefined);
  const perplexity = Math.min(given.perplexity ?? USUAL_PERPLEXITY, Math.max(1, (points.rows - 1) / 3));
  const k = Math.min(Math.floor(3 * perplexity), points.rows - 1);
  const neighbors = knn && givenNeighbors(knn, rowOf, k + 1);
  const from = init === "pca" ? init : givenCoordinates(init, rowOf, points.rows, 2);
  const at = checkpoint("projection", { signal, onProgress });
  if (points.rows === 1) return { embedding: matrix(all.rows, 2), klDivergence: 0, perplexity };

  return withPool(workers, async (pool) => {
    const affinities = await affinitiesOf(
      neighbors ?? (await findNeighbors(points, { k, metric, method: "auto", pool, at: at.part(0, 0.1) })),
      perplexity,
      { pool, at: at.part(0.1, 0.2) },
    );
    const start = await tsneStart(from, points, { seed, pool });
    const { layout, klDivergence } = await descend(affinities, start, phases(points.rows, given), {
      pool,
      at: at.part(0.2, 1),
    });
    return { embedding: rowsAsGiven(layout, rowOf), klDivergence, perplexity };
  });
}

function checkPerplexity(perplexity: number | undefined, rows: number): void {
  if (perplexity !== undefined && 3 * perplexity > rows - 1) {
    throw wrongValue("perplexity", `at most a third of the ${rows - 1} other rows`, perplexity);
  }
}

type Descending = Pick<
  Required<TsneOptions>,
  "earlyExaggeration" | "earlyExaggerationEpochs" | "nEpochs" | "learningRate"
>;

/** Steps of n / exaggeration: Belkina et al. 2019. */
function phases(rows: number, given: Descending): readonly Phase[] {
  const { earlyExaggeration, earlyExaggerationEpochs, nEpochs, learningRate } = given;
  const phase = (epochs: number, exaggeration: number) => ({
    epochs,
    exaggeration,
    learningRate: learningRate === "auto" ? rows / exaggeration : learningRate,
  });
  return [phase(earlyExaggerationEpochs, earlyExaggeration), phase(nEpochs, 1)];
}
