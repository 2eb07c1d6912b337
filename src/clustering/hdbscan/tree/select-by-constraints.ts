import { NOISE } from "../../../core/internal";
import type { CondensedTree } from "../../types";
import type { ClusterTree } from "./cluster-tree";
import { topmost } from "./select-clusters";

/** What is known of points: labels, and pairs that are to be apart. */
export interface PointConstraints {
  /** For each point its label; -1 where it is not known. */
  readonly labels: Int32Array;
  /** For each point the users whose label is known. */
  readonly weights: Float64Array;
  readonly apart: readonly (readonly [point: number, point: number])[];
}

/** Satisfactions, and stabilities, this close are equal. */
const TIE = 1e-10;

/**
 * The clusters that satisfy most of what is known, and of those that satisfy as much the most stable ones (the framework of
 * Campello et al. 2013; HDBSCAN* with labels in Gertrudes et al. 2019). A user with a label is satisfied as far as the others
 * of the label are in the same cluster, and those of other labels are not; in no cluster, only the latter holds. So is each
 * end of a pair that is to be apart. Where nothing is known, the choice is that of excess of mass.
 *
 *     for each cluster, leaves first:
 *       itself = satisfied by the cluster as it is
 *       below  = satisfied by the best of its children, and by what leaves it for none
 *       keep the better one; of equals the more stable one
 */
export function selectByConstraints(
  condensed: CondensedTree,
  tree: ClusterTree,
  known: PointConstraints,
  allowSingleCluster: boolean,
): number[] {
  const clusters = tree.parent.length;
  const points = known.labels.length;
  const { ofLabel, all } = totals(known);
  const counts = Array.from({ length: clusters }, () => new Map<number, number>());
  const [outside, ends, pairs] = [0, 0, 0].map(() => new Float64Array(clusters)) as [
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  const leaves = new Int32Array(points).fill(0);
  for (let i = 0; i < condensed.child.length; i++) {
    const point = condensed.child[i]!;
    if (point >= points) continue;
    const from = condensed.parent[i]! - points;
    leaves[point] = from;
    const label = known.labels[point]!;
    if (label === NOISE) continue;
    const weight = known.weights[point]!;
    counts[from]!.set(label, (counts[from]!.get(label) ?? 0) + weight);
    outside[from]! += weight * (all - ofLabel.get(label)!);
  }
  for (const [a, b] of known.apart) {
    for (const end of [a, b]) ends[leaves[end]!]! += 1;
    pairs[sharedCluster(tree, leaves[a]!, leaves[b]!)]! += 1;
  }
  const unit = Math.max(1, all - 1);
  const satisfied = new Float64Array(clusters);
  const stability = new Float64Array(clusters);
  const kept = new Uint8Array(clusters);
  for (let cluster = clusters - 1; cluster >= 0; cluster--) {
    const children = tree.children[cluster]!;
    let [below, stable] = [outside[cluster]! / unit + ends[cluster]!, 0];
    for (const child of children) {
      below += satisfied[child]!;
      stable += stability[child]!;
      ends[cluster]! += ends[child]!;
      pairs[cluster]! += pairs[child]!;
      counts[cluster] = merged(counts[cluster]!, counts[child]!);
    }
    const itself = ofCluster(counts[cluster]!, ofLabel, all) / unit + ends[cluster]! - 2 * pairs[cluster]!;
    const slack = TIE * Math.max(1, Math.abs(itself), Math.abs(below));
    const isBetter =
      children.length === 0 ||
      itself > below + slack ||
      (itself > below - slack && stable <= tree.stability[cluster]! * (1 + TIE));
    const keep = isBetter && (cluster > 0 || allowSingleCluster);
    kept[cluster] = keep ? 1 : 0;
    satisfied[cluster] = keep ? itself : below;
    stability[cluster] = keep ? tree.stability[cluster]! : stable;
  }
  return topmost(tree, kept);
}

function totals({ labels, weights }: PointConstraints) {
  const ofLabel = new Map<number, number>();
  let all = 0;
  for (const [point, label] of labels.entries()) {
    if (label === NOISE) continue;
    ofLabel.set(label, (ofLabel.get(label) ?? 0) + weights[point]!);
    all += weights[point]!;
  }
  return { ofLabel, all };
}

/** Of all pairs with a user of the cluster, those that it satisfies: the same label inside, other labels outside. */
function ofCluster(counts: ReadonlyMap<number, number>, ofLabel: ReadonlyMap<number, number>, all: number): number {
  let inside = 0;
  for (const count of counts.values()) inside += count;
  let satisfied = 0;
  for (const [label, count] of counts) {
    satisfied += count * (count - 1 + (all - ofLabel.get(label)!) - (inside - count));
  }
  return satisfied;
}

/** The smaller counts are added to the larger. */
function merged(a: Map<number, number>, b: Map<number, number>): Map<number, number> {
  const [more, fewer] = a.size >= b.size ? [a, b] : [b, a];
  for (const [label, count] of fewer) more.set(label, (more.get(label) ?? 0) + count);
  return more;
}

/** The smallest cluster that holds both: parents have smaller numbers. */
function sharedCluster({ parent }: ClusterTree, a: number, b: number): number {
  let [one, other] = [a, b];
  while (one !== other) {
    if (one > other) one = parent[one]!;
    else other = parent[other]!;
  }
  return one;
}
