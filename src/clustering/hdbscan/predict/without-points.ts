import { pickRows } from "../../../core/internal";
import type { PredictionData } from "./prediction-data";

/**
 * A predictor as if some of its points were not among those that a query is measured against. The hierarchy stays: what was dense with
 * them is dense without. A cluster keeps at least one point.
 *
 * @param left whether each point is left out.
 */
export function withoutPoints(data: PredictionData, left: readonly boolean[]): PredictionData {
  const { labels, condensedTree, vectors } = data;
  const stays = staying(labels, left);
  const points = [...stays.keys()].filter((point) => stays[point]);
  const numbers = new Int32Array(labels.length).fill(-1);
  for (const [number, point] of points.entries()) numbers[point] = number;
  const shift = labels.length - points.length;
  const numberOf = (node: number) => (node < labels.length ? numbers[node]! : node - shift);

  const { parent, child, lambda, size } = condensedTree;
  const entries = [...child.keys()].filter((entry) => numberOf(child[entry]!) >= 0);
  const ofPoints = (values: Float64Array) => Float64Array.from(points, (point) => values[point]!);
  return {
    ...data,
    vectors: pickRows(vectors, points),
    rows: Int32Array.from(points, (point) => data.rows[point]!),
    weights: ofPoints(data.weights),
    labels: Int32Array.from(points, (point) => labels[point]!),
    probabilities: ofPoints(data.probabilities),
    coreDistances: ofPoints(data.coreDistances),
    condensedTree: {
      parent: Int32Array.from(entries, (entry) => numberOf(parent[entry]!)),
      child: Int32Array.from(entries, (entry) => numberOf(child[entry]!)),
      lambda: Float64Array.from(entries, (entry) => lambda[entry]!),
      size: Float64Array.from(entries, (entry) => size[entry]!),
    },
    selectedClusters: data.selectedClusters.map((node) => node - shift),
  };
}

/** Those not left out, and the first of each label of which all would be. */
function staying(labels: Int32Array, left: readonly boolean[]): boolean[] {
  const stays = left.map((out) => !out);
  const kept = new Set<number>();
  for (const [point, label] of labels.entries()) if (stays[point]) kept.add(label);
  for (const [point, label] of labels.entries()) {
    if (kept.has(label)) continue;
    kept.add(label);
    stays[point] = true;
  }
  return stays;
}
