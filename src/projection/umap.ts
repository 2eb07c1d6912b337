import type { Labels, Matrix, Vectors } from "../core";
import {
  checkpoint,
  distinctRows,
  either,
  integer,
  number,
  ofType,
  oneOf,
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
import { type AlignTo, knownPoints, rigidlyOnto, startFromKnown } from "./align";
import { type Curve, fitCurve } from "./curve";
import { givenCoordinates, givenNeighbors } from "./given";
import { settleLayout } from "./layout";
import { layoutGraph } from "./layout-graph";
import { rowsAsGiven } from "./rows-as-given";
import { noisy, startLayout } from "./start";
import { targetOfPoints } from "./target";

/** Options of {@link umap}. */
export interface UmapOptions extends RunOptions {
  /** Size of a point's neighbourhood, the point itself included. With fewer distinct rows all of them are used. @default 15 */
  nNeighbors?: number;
  /** Dimensions of the layout. @default 2 */
  nComponents?: number;
  /** How close together points may stand. @default 0.1 */
  minDist?: number;
  /** Scale of the layout, with `minDist` the shape of its curve of closeness. @default 1 */
  spread?: number;
  /** `euclidean`, or `cosine` (1 - cos). @default "euclidean" */
  metric?: Metric;
  /** Rounds of optimisation. @default by size: 400 for up to 2,000 distinct rows, 200 for up to 20,000, else 100 */
  nEpochs?: number;
  /** Size of the first step, 1 for the usual. @default 1 */
  learningRate?: number;
  /** 1 joins the neighbourhoods of two points by fuzzy union, 0 by intersection. @default 1 */
  setOpMixRatio?: number;
  /** Number of nearest neighbours taken as wholly connected; may be fractional. @default 1 */
  localConnectivity?: number;
  /** Strength of the push between points. @default 1 */
  repulsionStrength?: number;
  /** Random points that push, for each edge that pulls. @default 5 */
  negativeSampleRate?: number;
  /** Start of the layout: the graph's spectrum, PCA, or coordinates for each row. @default "spectral" */
  init?: "spectral" | "pca" | Vectors;
  /**
   * Coordinates of some rows in an earlier layout, in place of `init`: the layout starts from them and is turned onto them in the
   * end, so that it can be read beside the earlier one.
   */
  alignTo?: AlignTo;
  /**
   * A label for each row, -1 where it is unknown: points of one label are drawn together, points of two apart. Equal rows with
   * different labels count as unknown.
   */
  target?: Labels;
  /** How much the labels count, 0 to 1; even at 0 a little, at 1 no edge joins two labels. @default 0.5 */
  targetWeight?: number;
  /** Decides the random draws. @default 0 */
  seed?: number;
  /** The neighbours of the rows, when they are known already, nearest first; of each list the first `nNeighbors - 1` are used. */
  knn?: KnnGraph;
}

/** A layout that new points can be placed in; plain data. */
export interface UmapModel {
  /** The distinct rows in lexicographic order; for cosine at length 1, with a last column of 1 for a zero row. */
  readonly points: Matrix;
  /** Where each of them stands. */
  readonly layout: Matrix;
  readonly metric: Metric;
  /** Neighbourhood size used. */
  readonly nNeighbors: number;
  readonly localConnectivity: number;
  readonly repulsionStrength: number;
  readonly negativeSampleRate: number;
  readonly learningRate: number;
  readonly nEpochs: number;
  readonly seed: number;
  /** The layout's curve of closeness, 1 / (1 + a x^(2b)). */
  readonly curve: Curve;
}

/** What {@link umap} made; `umapTransform` needs all but the embedding. */
export interface UmapResult extends UmapModel {
  /** n x nComponents: the coordinates of the rows, as given; equal rows have equal coordinates. */
  readonly embedding: Matrix;
}

const UMAP_OPTIONS = {
  nNeighbors: integer({ min: 2 }, 15),
  nComponents: integer({ min: 1, max: 256 }, 2),
  minDist: number({ min: 0 }, 0.1),
  spread: number({ above: 0 }, 1),
  metric: oneOf(["euclidean", "cosine"], "euclidean"),
  nEpochs: integer({ min: 1 }),
  learningRate: number({ above: 0 }, 1),
  setOpMixRatio: number({ min: 0, max: 1 }, 1),
  localConnectivity: number({ min: 0 }, 1),
  repulsionStrength: number({ min: 0 }, 1),
  negativeSampleRate: number({ min: 0 }, 5),
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
  seed: integer({ min: 0, max: 0xffffffff }, 0),
  knn: ofType<KnnGraph, undefined>("a KnnGraph", (value) => typeof value === "object" && value !== null, undefined),
  ...RUN_OPTIONS,
} satisfies Schema<UmapOptions>;

/** So much smaller are the steps of a layout that starts from an earlier one. */
const GENTLE = 4;

/**
 * Uniform manifold approximation and projection (McInnes, Healy & Melville 2018): a layout in few dimensions in which
 * points stand near their nearest neighbours.
 *
 * Equal rows are one point, however many they are: their copies would use up each other's neighbourhoods and tear the
 * layout apart. The result is the same, bit for bit, for any order of the rows and any number of workers. With `knn` given,
 * its lists are used as they are and equal rows stay points of their own.
 *
 * @param vectors n >= 1 rows of d finite numbers.
 * @returns coordinates of the rows, and what it takes to place new ones.
 * @throws RangeError when there are no rows, a value is not finite, or `init`, `knn` or `target` do not fit the rows.
 * @example
 * const spiral = Array.from({ length: 50 }, (_, i) => [Math.cos(i / 8), Math.sin(i / 8), i / 10]);
 * const { embedding } = await umap(spiral, { nNeighbors: 10, nComponents: 2, seed: 7 });
 */
export async function umap(vectors: Vectors, options: UmapOptions = {}): Promise<UmapResult> {
  const { workers, signal, onProgress, ...given } = readOptions(options, UMAP_OPTIONS);
  const all = toMatrix("vectors", vectors);
  if (all.rows === 0) throw wrongValue("vectors", "at least 1 row", 0);
  const { minDist, spread, setOpMixRatio, nComponents, init, knn, alignTo, target, targetWeight, ...shared } = given;
  const space = metricRows("vectors", all, given.metric);
  const { points, rowOf } = distinctRows(space, knn !== undefined);
  const nNeighbors = Math.min(given.nNeighbors, points.rows);
  const neighbors = knn && givenNeighbors(knn, rowOf, nNeighbors);
  const start = typeof init === "string" ? init : givenCoordinates(init, rowOf, points.rows, nComponents);
  const labels = target && targetOfPoints(toLabels("target", target, all.rows), rowOf, points.rows);
  const at = checkpoint("projection", { signal, onProgress });

  const earlier = alignTo && knownPoints(alignTo, rowOf, points.rows, nComponents);
  const nEpochs = given.nEpochs ?? usualEpochs(points.rows);
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
      ? noisy(startFromKnown(earlier, graph), seed)
      : await startLayout(start, points, graph, context);
    const learningRate = earlier ? model.learningRate / GENTLE : model.learningRate;
    const settled = await settleLayout(begin, graph, { ...model, learningRate }, { pool, at: at.part(0.3, 1) });
    const layout = earlier ? await rigidlyOnto(settled, earlier) : settled;
    return { ...model, layout, embedding: rowsAsGiven(layout, rowOf) };
  });
}

/**
 * Small layouts are quick, and gain by being settled well; larger ones gain little (trustworthiness of 3,300 paths: .991 with 200, .992
 * with 400) or nothing (50,000 points: .968).
 */
export function usualEpochs(rows: number): number {
  if (rows <= 2_000) return 400;
  return rows <= 20_000 ? 200 : 100;
}
