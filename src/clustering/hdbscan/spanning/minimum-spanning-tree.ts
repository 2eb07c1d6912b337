import type { Matrix } from "../../../core";
import { type Checkpoint, follow, wrongValue } from "../../../core/internal";
import type { DistanceFunction, KnnGraph } from "../../../neighbors";
import { distanceFunction } from "../../../neighbors/internal";
import type { WorkerPool } from "../../../parallel";
import { withPool } from "../../../parallel/internal";
import { distinctPoints } from "../../points/distinct-points";
import type { DistinctPoints } from "../../types";
import { cosineRows } from "./cosine-rows";
import { graphSpanningTree } from "./graph-spanning-tree";
import { type HdbscanMetric, isKernelMetric } from "./metric";
import { type PairDistance, pairwiseSpanningTree } from "./pairwise-spanning-tree";
import { isGraph } from "./precomputed";
import { type MutualReachability, type SpanningAlgorithm, spanningTree } from "./spanning-tree";

/** The points behind the rows, and the spanning tree that joins them. */
export interface SpannedPoints extends MutualReachability {
  readonly points: DistinctPoints;
  /** How the tree was found. */
  readonly algorithm: SpanningAlgorithm | "kruskal";
  /** Parts of a graph that no edge joins; 1 for everything else. */
  readonly components: number;
}

/** How points are measured and joined. */
export interface Measure {
  readonly metric: HdbscanMetric;
  readonly algorithm: "auto" | SpanningAlgorithm;
  /** Weight within the core distance, the point's own included. */
  readonly minWeight: number;
  /** Whether each point counts as 1 within a core distance, whatever its weight. */
  readonly distinct: boolean;
  readonly workers: number | WorkerPool | undefined;
}

const FEW_ROWS = 512;
const FEW_COLUMNS = 6;

/**
 * Finds the points and their minimum spanning tree under mutual reachability, by the algorithm that fits the metric.
 */
export async function minimumSpanningTree(
  rows: Matrix | KnnGraph,
  weights: Float64Array | undefined,
  { metric, algorithm, minWeight, distinct, workers }: Measure,
  at: Checkpoint,
): Promise<SpannedPoints> {
  const counted = ({ weights: all }: DistinctPoints) => (distinct ? new Float64Array(all.length).fill(1) : all);
  const within = ({ weights: all }: DistinctPoints) => (distinct ? Math.min(minWeight, all.length) : minWeight);
  if (isGraph(rows)) {
    const points = separatePoints(rows.rows, weights);
    return { points, algorithm: "kruskal", ...graphSpanningTree(rows, counted(points), within(points)) };
  }
  if (metric === "precomputed") {
    const points = separatePoints(rows.rows, weights);
    const distance: PairDistance = (i, j) => rows.data[i * rows.cols + j]!;
    return {
      points,
      algorithm: "prim",
      components: 1,
      ...(await pairwiseSpanningTree(distance, counted(points), within(points), at)),
    };
  }
  const measured = metric === "cosine" ? cosineRows("vectors", rows) : rows;
  const points = await follow(distinctPoints(measured, weights), at);
  const { vectors } = points;
  if (!isKernelMetric(metric)) {
    const distance = rowDistance(vectors, points.rows, await distanceFunction(metric));
    return {
      points,
      algorithm: "prim",
      components: 1,
      ...(await pairwiseSpanningTree(distance, counted(points), within(points), at)),
    };
  }
  const chosen = algorithm === "auto" ? fastestAlgorithm(vectors) : algorithm;
  const spanned = await withPool(workers, (pool) =>
    spanningTree(vectors, counted(points), within(points), chosen, pool, at),
  );
  return { points, algorithm: chosen, components: 1, ...spanned };
}

/**
 * The measured rule. Boruvka's rounds and tree cost more than they save where all pairs are few; in few columns boxes
 * of the coordinates are tight, and distances cost less than screening.
 */
function fastestAlgorithm({ rows, cols }: Matrix): SpanningAlgorithm {
  if (rows <= FEW_ROWS) return "prim";
  return cols <= FEW_COLUMNS ? "boruvka" : "screened";
}

/** Rows of distances say nothing of what they are measured from: each stays a point of its own. */
function separatePoints(rows: number, weights: Float64Array | undefined): DistinctPoints {
  const all = Int32Array.from({ length: rows }, (_, row) => row);
  return { pointOf: all, rows: all, weights: weights ?? new Float64Array(rows).fill(1), vectors: undefined };
}

/** Distances of points by a function of their rows, whose answers are checked. */
function rowDistance({ data, cols }: Matrix, rows: Int32Array, distance: DistanceFunction): PairDistance {
  const views = Array.from(rows, (_, point) => data.subarray(point * cols, (point + 1) * cols));
  return (i, j) => {
    const value = distance(views[i]!, views[j]!);
    if (value >= 0 && value < Number.POSITIVE_INFINITY) return value;
    throw wrongValue("metric", "to give finite distances >= 0", value, ` between rows ${rows[i]} and ${rows[j]}`);
  };
}
