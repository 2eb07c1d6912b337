import type { Matrix, Vectors } from "../../../core";
import { matrix, row, toMatrix, wrongValue } from "../../../core/internal";
import type { CondensedTree } from "../../types";
import type { HdbscanResult } from "../hdbscan-result";
import { readResult } from "../read-result";
import { isKernelMetric } from "../spanning/metric";
import { unitRows } from "../spanning/unit-rows";
import { rootLambda } from "../tree/cut-tree";
import { lambdaAtZero } from "../tree/lambda-scale";

/**
 * What {@link approximatePredict} needs of a clustering: plain data, to be kept in a file as it is. One entry a distinct
 * training row ("point").
 */
export interface HdbscanPredictor {
  readonly metric: "euclidean" | "cosine";
  readonly minSamples: number;
  /** The points; of length 1 under the cosine metric. */
  readonly vectors: Matrix;
  /** The first training row that shows each point. */
  readonly rows: Int32Array;
  /** What each point counts within a core distance. */
  readonly weights: Float64Array;
  readonly labels: Int32Array;
  readonly probabilities: Float64Array;
  readonly coreDistances: Float64Array;
  readonly condensedTree: CondensedTree;
  /** For each label, its node in the condensed tree. */
  readonly selectedClusters: Int32Array;
  /** The lambda of distance 0, far beyond all others. */
  readonly largestLambda: number;
  /** Where all points are one cluster, the lambda from which a point belongs to it. */
  readonly rootLambda: number;
}

/**
 * Keeps what is needed to place new points in a clustering.
 *
 * @param vectors the n rows of d numbers that were clustered.
 * @param result  what {@link hdbscan} found in them.
 * @returns plain data, one entry a distinct row; it shares arrays with the result.
 * @throws RangeError when they are not as many as the result's, or its metric is neither euclidean nor cosine.
 * @example
 * const vectors = [[0], [1], [2], [9], [10], [11]];
 * const predictor = predictionData(vectors, await hdbscan(vectors, { minClusterSize: 3, minSamples: 1 }));
 * predictor.labels; // [0, 0, 0, 1, 1, 1]
 */
export function predictionData(vectors: Vectors, result: HdbscanResult): HdbscanPredictor {
  const training = toMatrix("vectors", vectors);
  const { points, chosen, condensedTree, singleLinkageTree: linkage } = readResult(result);
  if (training.rows !== points.pointOf.length) {
    throw wrongValue("vectors", `the ${points.pointOf.length} rows of the result`, training.rows);
  }
  const { metric } = chosen;
  if (!isKernelMetric(metric)) {
    throw wrongValue("result", 'the metric "euclidean" or "cosine"', metric);
  }
  const rows = metric === "cosine" ? unitRows("vectors", training) : training;
  const ofPoints = (values: Float64Array) => Float64Array.from(points.rows, (first) => values[first]!);
  const core = ofPoints(result.coreDistances);
  const largestLambda = lambdaAtZero({ linkage, weights: points.weights, core });
  return {
    metric,
    minSamples: chosen.minSamples,
    vectors: distinctRows(rows, points.rows),
    rows: points.rows,
    weights: chosen.countSamples === "distinct" ? new Float64Array(points.rows.length).fill(1) : points.weights,
    labels: Int32Array.from(points.rows, (first) => result.labels[first]!),
    probabilities: ofPoints(result.probabilities),
    coreDistances: core,
    condensedTree,
    selectedClusters: result.selectedClusters,
    largestLambda,
    rootLambda: rootLambda(condensedTree, chosen.clusterSelectionEpsilon, largestLambda),
  };
}

function distinctRows(vectors: Matrix, rows: Int32Array): Matrix {
  const result = matrix(rows.length, vectors.cols);
  for (const [point, first] of rows.entries()) result.data.set(row(vectors, first), point * vectors.cols);
  return result;
}
