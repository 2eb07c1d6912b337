import { NOISE } from "../../core/internal";
import type { HdbscanResultData } from "./hdbscan-result-data";
import { clusterTree } from "./tree/cluster-tree";
import { rootLambda } from "./tree/extract-clusters";
import { labelPoints } from "./tree/label-points";
import { lambdaAtZero } from "./tree/lambda-scale";
import { selectByConstraints } from "./tree/select-by-constraints";

/** What is known of rows: labels, and pairs that are to be apart. */
export interface RowConstraints {
  /** For each row its label; -1 where it is not known. */
  readonly labels: Int32Array;
  /** For each row the users whose label is known. */
  readonly weights: Float64Array;
  readonly apart: readonly (readonly [row: number, row: number])[];
}

/** Clusters of rows. */
export interface GuidedCut {
  readonly labels: Int32Array;
  readonly probabilities: Float64Array;
}

/**
 * Reads those clusters off the condensed tree of a result that agree best with what is known of some rows
 * ({@link selectByConstraints}). Of equal rows the label of most users counts.
 */
export function guidedCut(result: HdbscanResultData, known: RowConstraints): GuidedCut {
  const { points, condensedTree, chosen } = result;
  const core = Float64Array.from(points.rows, (row) => result.coreDistances[row]!);
  const tree = clusterTree(condensedTree, points.weights.length);
  const ofPoints = pointConstraints(known, points.pointOf, points.weights.length);
  const selected = selectByConstraints(condensedTree, tree, ofPoints, chosen.allowSingleCluster);
  const atZero = lambdaAtZero({ linkage: result.singleLinkageTree, weights: points.weights, core });
  const root = rootLambda(condensedTree, chosen.clusterSelectionEpsilon, atZero);
  const cut = labelPoints(condensedTree, tree, selected, points.weights, root, atZero);
  return {
    labels: points.pointOf.map((point) => cut.labels[point]!),
    probabilities: Float64Array.from(points.pointOf, (point) => cut.probabilities[point]!),
  };
}

function pointConstraints({ labels, weights, apart }: RowConstraints, pointOf: Int32Array, points: number) {
  const found = { labels: new Int32Array(points).fill(NOISE), weights: new Float64Array(points) };
  const counts = new Map<number, Map<number, number>>();
  for (const [row, label] of labels.entries()) {
    if (label === NOISE) continue;
    const point = pointOf[row]!;
    const ofPoint = counts.get(point) ?? new Map<number, number>();
    ofPoint.set(label, (ofPoint.get(label) ?? 0) + weights[row]!);
    counts.set(point, ofPoint);
  }
  for (const [point, ofPoint] of counts) {
    const [[label, weight]] = [...ofPoint].sort((a, b) => b[1] - a[1] || a[0] - b[0]) as [[number, number]];
    found.labels[point] = label;
    found.weights[point] = weight;
  }
  return { ...found, apart: apart.map(([a, b]) => [pointOf[a]!, pointOf[b]!] as const) };
}
