import { isMatrix } from "../../../core/internal";
import type { CondensedTree } from "../../types";
import type { PredictionData } from "./prediction-data";

/**
 * What is wrong with prediction data, as a file or a caller may hold it: everything that placing a point relies on. Undefined
 * when it is sound.
 */
export function predictionFault(data: PredictionData): string | undefined {
  if (typeof data !== "object" || data === null) return "data";
  const points = data.vectors?.rows;
  if (data.metric !== "euclidean" && data.metric !== "cosine") return "metric";
  if (!isMatrix(data.vectors) || !data.vectors.data.every(Number.isFinite)) return "vectors";
  const selected = data.selectedClusters;
  if (!(selected instanceof Int32Array) || new Set(selected).size !== selected.length) return "selectedClusters";
  if (!within(data.rows, Int32Array, points, 0)) return "rows";
  if (!within(data.labels, Int32Array, points, -1, selected.length - 1)) return "labels";
  if (!within(data.weights, Float64Array, points, 0, MOST)) return "weights";
  if (!within(data.probabilities, Float64Array, points, 0, 1)) return "probabilities";
  if (!within(data.coreDistances, Float64Array, points, 0, Number.MAX_VALUE)) return "coreDistances";
  if (!Number.isInteger(data.minSamples) || data.minSamples < 1 || data.minSamples > MOST) return "minSamples";
  if (!(Number.isFinite(data.largestLambda) && data.largestLambda > 0)) return "largestLambda";
  if (!(Number.isFinite(data.rootLambda) && data.rootLambda >= 0)) return "rootLambda";
  const clusters = clusterCount(data.condensedTree, points);
  if (clusters === undefined) return "condensedTree";
  return selected.every((node) => node >= points && node < points + clusters) ? undefined : "selectedClusters";
}

const MOST = 2 ** 53;

/** The clusters of a condensed tree of this many points, the root among them; undefined when it is none. */
function clusterCount(tree: CondensedTree, points: number): number | undefined {
  if (typeof tree !== "object" || tree === null) return undefined;
  const { parent, child, lambda, size } = tree;
  if (!(child instanceof Int32Array)) return undefined;
  const entries = child.length;
  if (!within(parent, Int32Array, entries, points) || !within(lambda, Float64Array, entries, 0, Number.MAX_VALUE)) {
    return undefined;
  }
  if (!within(size, Float64Array, entries, 0, MOST)) return undefined;
  const clusters = 1 + child.reduce((count, node) => count + (node >= points ? 1 : 0), 0);
  const seen = new Uint8Array(points + clusters);
  seen[points] = 1; // the root is nobody's child
  for (let i = 0; i < entries; i++) {
    const node = child[i]!;
    const known = seen[node]; // undefined beyond the last cluster
    const isBelow = node < points || parent[i]! < node;
    const inOrder = i === 0 || parent[i]! >= parent[i - 1]!;
    if (known !== 0 || parent[i]! >= points + clusters || !isBelow || !inOrder) return undefined;
    seen[node] = 1;
  }
  return clusters;
}

function within<A extends Int32Array | Float64Array>(
  values: A,
  Kind: new () => A,
  length: number,
  min: number,
  max = Number.POSITIVE_INFINITY,
): boolean {
  if (!(values instanceof Kind) || values.length !== length) return false;
  for (let i = 0; i < length; i++) if (!(values[i]! >= min && values[i]! <= max)) return false;
  return true;
}
