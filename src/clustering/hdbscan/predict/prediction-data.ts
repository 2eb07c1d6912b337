import type { Matrix } from "../../../core";
import { wrongValue } from "../../../core/internal";
import type { CondensedTree } from "../../types";
import { type HdbscanResultData, readResult } from "../hdbscan-result-data";
import { isKernelMetric } from "../spanning/metric";
import { rootLambda } from "../tree/extract-clusters";
import { lambdaAtZero } from "../tree/lambda-scale";

/** What {@link HdbscanModel} needs of a clustering: plain data. One entry a distinct training row ("point"). */
export interface PredictionData {
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
 * What is needed to place new points in a clustering: plain data, to be kept in a file as it is. `new
 * HdbscanModel(saved)` places points by it again.
 *
 * @param result what {@link hdbscan} found.
 * @returns one entry a distinct row; it shares arrays with the result.
 * @throws RangeError when the metric of the result is neither euclidean nor cosine.
 * @example
 * const fitted = await hdbscan([[0], [1], [2], [9], [10], [11]], { minClusterSize: 3, minSamples: 1 });
 * const saved = structuredClone(predictionData(fitted));
 * (await new HdbscanModel(saved).apply([[0.4]])).labels; // [0]
 */
export function predictionData(result: HdbscanResultData): PredictionData {
  const { points, chosen, condensedTree, singleLinkageTree: linkage } = readResult(result);
  const { metric } = chosen;
  const { vectors } = points;
  if (!isKernelMetric(metric) || vectors === undefined) {
    throw wrongValue("result", 'the metric "euclidean" or "cosine"', metric);
  }
  const ofPoints = (values: Float64Array) => Float64Array.from(points.rows, (first) => values[first]!);
  const core = ofPoints(result.coreDistances);
  const largestLambda = lambdaAtZero({ linkage, weights: points.weights, core });
  return {
    metric,
    minSamples: chosen.minSamples,
    vectors,
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
