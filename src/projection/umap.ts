import type { Labels, Vectors } from "../core";
import {
  checkpoint,
  distinctRows,
  either,
  follow,
  integer,
  number,
  ofType,
  oneOf,
  pickRows,
  readOptions,
  type Schema,
  toLabels,
  toMatrix,
  wrongValue,
} from "../core/internal";
import type { KnnGraph, Metric } from "../neighbors";
import { findNeighbors, metricRows } from "../neighbors/internal";
import type { RunOptions } from "../parallel";
import { RUN_OPTIONS, withPool } from "../parallel/internal";
import { type AlignTo, knownPoints, layoutFromKnown, rigidlyOnto } from "./align";
import { fitCurve } from "./curve";
import { initialLayout, withNoise } from "./initial-layout";
import { layoutGraph } from "./layout-graph";
import { optimizeGraphLayout } from "./optimize-layout";
import { targetOfPoints } from "./target";
import { MOST_EPOCHS, MOST_NEGATIVES, MOST_RATE } from "./umap-limits";
import { UmapResult } from "./umap-model";
import { validateInit, validateKnn } from "./validate-input";

/** Options of {@link umap}. */
export interface UmapOptions extends RunOptions {
  /**
   * Size of a point's neighborhood, the point itself included. With fewer distinct rows all of them are used.
   * @default 15
   */
  nNeighbors?: number | undefined;
  /** Dimensions of the layout. @default 2 */
  nComponents?: number | undefined;
  /** How close together points may stand. @default 0.1 */
  minDist?: number | undefined;
  /** Scale of the layout, with `minDist` the shape of its curve of closeness. @default 1 */
  spread?: number | undefined;
  /**
   * `euclidean`, or `cosine` (1 - cos). The default is that of all engines; the reduction and the picture of
   * `fitSegments` compare by cosine, since lengths of pooled vectors say little.
   * @default "euclidean"
   */
  metric?: Metric | undefined;
  /** Rounds of optimization. @default by size: 400 for up to 2,000 distinct rows, 200 for up to 20,000, else 100 */
  nEpochs?: number | undefined;
  /** Size of the first step, 1 for the usual. @default 1 */
  learningRate?: number | undefined;
  /** 1 joins the neighborhoods of two points by fuzzy union, 0 by intersection. @default 1 */
  setOpMixRatio?: number | undefined;
  /** Number of nearest neighbors taken as wholly connected; may be fractional. @default 1 */
  localConnectivity?: number | undefined;
  /** Strength of the push between points. @default 1 */
  repulsionStrength?: number | undefined;
  /** Random points that push, for each edge that pulls. @default 5 */
  negativeSampleRate?: number | undefined;
  /** Start of the layout: the graph's spectrum, PCA, or coordinates for each row. @default "spectral" */
  init?: "spectral" | "pca" | Vectors | undefined;
  /**
   * Coordinates of some rows in an earlier layout, in place of `init`: the layout starts from them and is turned onto
   * them in the end, so that it can be read beside the earlier one.
   */
  alignTo?: AlignTo | undefined;
  /**
   * A label for each row, -1 where it is unknown: points of one label are drawn together, points of two apart. Equal
   * rows with different labels count as unknown.
   */
  target?: Labels | undefined;
  /** How much the labels count, 0 to 1; even at 0 a little, at 1 no edge joins two labels. @default 0.5 */
  targetWeight?: number | undefined;
  /** Decides the random draws. @default 1 */
  seed?: number | undefined;
  /**
   * The neighbors of the rows, when they are known already, nearest first; of each list the first `nNeighbors - 1` are
   * used.
   */
  knn?: KnnGraph | undefined;
}

const UMAP_OPTIONS = {
  nNeighbors: integer({ min: 2 }, 15),
  nComponents: integer({ min: 1, max: 256 }, 2),
  minDist: number({ min: 0, max: 1000 }, 0.1),
  spread: number({ above: 0, max: 1000 }, 1),
  metric: oneOf(["euclidean", "cosine"], "euclidean"),
  nEpochs: integer({ min: 1, max: MOST_EPOCHS }),
  learningRate: number({ above: 0, max: MOST_RATE }, 1),
  setOpMixRatio: number({ min: 0, max: 1 }, 1),
  localConnectivity: number({ min: 0, max: MOST_RATE }, 1),
  repulsionStrength: number({ min: 0, max: MOST_RATE }, 1),
  negativeSampleRate: number({ min: 0, max: MOST_NEGATIVES }, 5),
  init: either<"spectral" | "pca", Vectors, "spectral">(
    oneOf(["spectral", "pca"]),
    ofType<Vectors, undefined>("coordinates", (value) => typeof value === "object" && value !== null, undefined),
    "spectral",
  ),
  alignTo: ofType<AlignTo, undefined>(
    "an object of rows and their coordinates",
    (value) => typeof value === "object" && value !== null && "rows" in value && "coordinates" in value,
    undefined,
  ),
  target: ofType<Labels, undefined>(
    "an Int32Array or an array of integers",
    (value) => Array.isArray(value) || value instanceof Int32Array,
    undefined,
  ),
  targetWeight: number({ min: 0, max: 1 }, 0.5),
  seed: integer({ min: 0, max: 0xffffffff }, 1),
  knn: ofType<KnnGraph, undefined>("a KnnGraph", (value) => typeof value === "object" && value !== null, undefined),
  ...RUN_OPTIONS,
} satisfies Schema<UmapOptions>;

/** Step divisor when starting from an earlier layout. */
const ALIGNED_STEP_DIVISOR = 4;

/**
 * Uniform manifold approximation and projection (McInnes, Healy & Melville 2018): a layout in few dimensions in which
 * points stand near their nearest neighbors.
 *
 * Equal rows are one point, however many they are: their copies would use up each other's neighborhoods and tear the
 * layout apart. The result is the same, bit for bit, for any order of the rows and any number of workers. With `knn`
 * given, its lists are used as they are and equal rows stay points of their own.
 *
 * @param vectors n >= 1 rows of d finite numbers.
 * @param options neighbors, dimensions, the shape of the layout, where it starts, seed, workers, progress and abort.
 * @returns coordinates of the rows; `apply` gives new rows theirs.
 * @throws RangeError when there are no rows, a value is not finite, or `init`, `knn` or `target` do not fit the rows.
 * @example
 * const spiral = Array.from({ length: 50 }, (_, i) => [Math.cos(i / 8), Math.sin(i / 8), i / 10]);
 * const fitted = await umap(spiral, { nNeighbors: 10, nComponents: 2, seed: 7 });
 * const placed = await fitted.apply([[1, 0, 0.05]]);
 */
export async function umap(vectors: Vectors, options: UmapOptions = {}): Promise<UmapResult> {
  const { workers, signal, onProgress, ...given } = readOptions(options, UMAP_OPTIONS);
  const all = toMatrix("vectors", vectors);
  if (all.rows === 0) throw wrongValue("vectors", "at least 1 row", 0);
  const { minDist, spread, setOpMixRatio, nComponents, init, knn, alignTo, target, targetWeight, ...shared } = given;
  const space = metricRows("vectors", all, given.metric);
  const at = checkpoint("projection", { signal, onProgress });
  const { points, rowOf } = await follow(distinctRows(space, knn !== undefined), at);
  const nNeighbors = Math.min(given.nNeighbors, points.rows);
  const neighbors = knn && (await follow(validateKnn(knn, rowOf, nNeighbors), at));
  const start = typeof init === "string" ? init : validateInit(init, rowOf, points.rows, nComponents);
  const labels = target && targetOfPoints(toLabels("target", target, all.rows), rowOf, points.rows);
  await at.pass(0);

  const earlier = alignTo && knownPoints(alignTo, rowOf, points.rows, nComponents);
  const nEpochs = given.nEpochs ?? umapEpochs(points.rows);
  const model = { points, ...shared, nNeighbors, nEpochs, curve: fitCurve(minDist, spread) };

  return withPool(workers, async (pool) => {
    const { metric, seed } = model;
    const lists =
      neighbors ??
      (await findNeighbors(points, { k: nNeighbors - 1, metric, method: "auto", pool, at: at.part(0, 0.2) }));
    const graph = await layoutGraph(
      lists,
      { ...model, setOpMixRatio, labels, targetWeight },
      { pool, at: at.part(0.2, 0.22) },
    );
    const context = { dimensions: nComponents, seed, pool, at: at.part(0.22, 0.3) };
    const begin = earlier
      ? withNoise(layoutFromKnown(earlier, graph), seed)
      : await initialLayout(start, points, graph, context);
    const learningRate = earlier ? model.learningRate / ALIGNED_STEP_DIVISOR : model.learningRate;
    const settled = await optimizeGraphLayout(begin, graph, { ...model, learningRate }, { pool, at: at.part(0.3, 1) });
    const layout = earlier ? await rigidlyOnto(settled, earlier) : settled;
    return new UmapResult({ ...model, layout, embedding: pickRows(layout, rowOf) });
  });
}

/**
 * Small layouts are quick, and gain by being settled well; larger ones gain little (trustworthiness of 3,300 paths:
 * .991 with 200, .992 with 400) or nothing (50,000 points: .968).
 */
export function umapEpochs(rows: number): number {
  if (rows <= 2_000) return 400;
  return rows <= 20_000 ? 200 : 100;
}
