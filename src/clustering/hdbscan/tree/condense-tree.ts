import type { CondensedTree, Hierarchy, LinkageTree } from "../../types";
import { lambdaAtZero, lambdaOf } from "./lambda-scale";

/** What a part of the hierarchy needs to be a cluster. */
export interface SmallestCluster {
  readonly minClusterSize: number;
  readonly minDistinctRows: number;
}

/**
 * Condenses a single linkage tree to clusters of at least the minimum size (Campello, Moulavi & Sander 2013). Going
 * down the tree, what falls away below the minimum size leaves its cluster; two or more parts that reach it become
 * clusters of their own. Merges at one distance are one merge of many parts, so that ties have one answer.
 *
 * A point of weight w stands for w equal rows, which hold together down to their core distance.
 */
export function condenseTree(
  hierarchy: Hierarchy,
  { minClusterSize, minDistinctRows }: SmallestCluster,
  atZero = lambdaAtZero(hierarchy),
): CondensedTree {
  const { linkage, weights, core } = hierarchy;
  const points = weights.length;
  const pointsBelow = minDistinctRows > 1 ? countPoints(linkage, points) : undefined;
  const rows = new TreeRows(3 * points);
  const parts: number[] = [];
  const stack: number[] = [];
  const roots = [points > 1 ? 2 * points - 2 : 0];
  for (let cluster = points; cluster - points < roots.length; cluster++) {
    let node = roots[cluster - points]!;
    for (;;) {
      if (node < points) {
        rows.add(cluster, node, lambdaOf(core[node]!, atZero), weights[node]!);
        break;
      }
      const distance = linkage.distances[node - points]!;
      const lambda = lambdaOf(distance, atZero);
      partsOf(linkage, points, node, distance, parts);
      let large = 0;
      for (const part of parts) {
        if (!isCluster(part, distance)) continue;
        large++;
        node = part;
      }
      for (const part of parts) {
        if (!isCluster(part, distance)) addPoints(cluster, part, lambda);
        else if (large > 1) rows.add(cluster, points + roots.push(part) - 1, lambda, sizeOf(part));
      }
      if (large !== 1) break;
    }
  }
  return rows.done();

  function isCluster(part: number, distance: number): boolean {
    if (sizeOf(part) < minClusterSize) return false;
    if (part < points) return minDistinctRows <= 1 && core[part]! < distance;
    return pointsBelow === undefined || pointsBelow[part - points]! >= minDistinctRows;
  }

  function sizeOf(node: number): number {
    return node < points ? weights[node]! : linkage.sizes[node - points]!;
  }

  function addPoints(cluster: number, node: number, lambda: number): void {
    stack.push(node);
    for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
      if (next < points) rows.add(cluster, next, lambda, weights[next]!);
      else stack.push(linkage.right[next - points]!, linkage.left[next - points]!);
    }
  }
}

/** What a node consists of below its distance, to `parts`: merges at the same distance are seen as one. */
function partsOf(linkage: LinkageTree, points: number, node: number, distance: number, parts: number[]): void {
  parts.length = 0;
  const stack = [node];
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    if (next >= points && linkage.distances[next - points] === distance) {
      stack.push(linkage.right[next - points]!, linkage.left[next - points]!);
    } else parts.push(next);
  }
}

/** How many points each merged node holds. */
function countPoints({ left, right }: LinkageTree, points: number): Int32Array {
  const counts = new Int32Array(left.length);
  const countOf = (node: number) => (node < points ? 1 : counts[node - points]!);
  for (let i = 0; i < counts.length; i++) counts[i] = countOf(left[i]!) + countOf(right[i]!);
  return counts;
}

/** A condensed tree being written. */
class TreeRows {
  readonly #parent: Int32Array;
  readonly #child: Int32Array;
  readonly #lambda: Float64Array;
  readonly #size: Float64Array;
  #count = 0;

  /** @param most rows: each point leaves once, and each part of the hierarchy is born at most once. */
  constructor(most: number) {
    this.#parent = new Int32Array(most);
    this.#child = new Int32Array(most);
    this.#lambda = new Float64Array(most);
    this.#size = new Float64Array(most);
  }

  add(parent: number, child: number, lambda: number, size: number): void {
    const row = this.#count++;
    this.#parent[row] = parent;
    this.#child[row] = child;
    this.#lambda[row] = lambda;
    this.#size[row] = size;
  }

  done(): CondensedTree {
    return {
      parent: this.#parent.slice(0, this.#count),
      child: this.#child.slice(0, this.#count),
      lambda: this.#lambda.slice(0, this.#count),
      size: this.#size.slice(0, this.#count),
    };
  }
}
