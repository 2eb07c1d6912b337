import { NOISE } from "../../../core/internal";
import { selectedAncestors } from "../tree/label-points";
import { shareOfDensest } from "../tree/lambda-scale";
import type { PredictionData } from "./prediction-data";
import { walkOf } from "./predictor-walk";

/** The next finer cut of a hierarchy. */
export interface ClustersBelow {
  /** Places points in the finer clusters. */
  readonly data: PredictionData;
  /** For each finer cluster, the one that it is part of, or the same where that is not divided. */
  readonly partOf: Int32Array;
}

/**
 * Divides the clusters of a predictor along its condensed tree: each one into the most stable of those strictly below it (excess of
 * mass, Campello et al. 2013); one without clusters below stays whole. A point of a divided cluster that is in none of its parts is
 * noise. Undefined where nothing is divided.
 */
export function clustersBelow(data: PredictionData): ClustersBelow | undefined {
  const { tree, leaves, lambda } = walkOf(data);
  const points = data.rows.length;
  const isBest = mostStableAlone(tree.stability, tree.children);
  const parts = Array.from(data.selectedClusters, (node) => partsOf(node - points, tree.children, isBest));
  const selected = parts.flat();
  if (selected.length === parts.length) return undefined;
  const numberOf = new Map(selected.map((cluster, number) => [cluster, number]));
  const holder = selectedAncestors(tree, selected);
  const labels = leaves.map((leaf) => numberOf.get(holder[leaf]!) ?? NOISE);
  const probabilities = Float64Array.from(labels, (label, point) =>
    label === NOISE ? 0 : shareOfDensest(lambda[point]!, tree.death[selected[label]!]!, data.largestLambda),
  );
  for (const [point, label] of data.labels.entries()) {
    if (label !== NOISE && parts[label]!.length > 1) continue;
    labels[point] = label === NOISE ? NOISE : numberOf.get(parts[label]![0]!)!; // as it was, the root's early leavers too
    probabilities[point] = data.probabilities[point]!;
  }
  return {
    data: {
      ...data,
      labels,
      probabilities,
      selectedClusters: Int32Array.from(selected, (cluster) => cluster + points),
    },
    partOf: Int32Array.from(parts.flatMap((of, label) => of.map(() => label))),
  };
}

/** Whether each cluster is at least as stable as the best of those below it together. */
function mostStableAlone(stability: Float64Array, children: readonly (readonly number[])[]): Uint8Array {
  const best = stability.slice();
  const isBest = new Uint8Array(best.length);
  for (let cluster = best.length - 1; cluster >= 0; cluster--) {
    const below = children[cluster]!.reduce((sum, child) => sum + best[child]!, 0);
    if (below > best[cluster]!) best[cluster] = below;
    else isBest[cluster] = 1;
  }
  return isBest;
}

function partsOf(cluster: number, children: readonly (readonly number[])[], isBest: Uint8Array): number[] {
  const open = [...children[cluster]!];
  if (open.length === 0) return [cluster];
  const parts: number[] = [];
  while (open.length > 0) {
    const next = open.pop()!;
    if (isBest[next]) parts.push(next);
    else open.push(...children[next]!);
  }
  return parts.sort((a, b) => a - b);
}
