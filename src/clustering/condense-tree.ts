import type { CondensedTree, LinkageTree } from "./types";

/** The hierarchy of weighted points that is condensed. */
export interface Hierarchy {
  readonly linkage: LinkageTree;
  readonly weights: Float64Array;
  /** Core distance of each point. */
  readonly core: Float64Array;
}

/**
 * Condenses a single linkage tree to clusters of at least the minimum size (Campello, Moulavi & Sander 2013). Going
 * down the tree, what falls away below the minimum size leaves its cluster; two or more parts that reach it become
 * clusters of their own. Merges at one distance are one merge of many parts, so that ties have one answer.
 *
 * A point of weight w stands for w equal rows, which hold together down to their core distance.
 */
export function condenseTree({ linkage, weights, core }: Hierarchy, minClusterSize: number): CondensedTree {
  const points = weights.length;
  const rows = new TreeRows();
  const lambdaAt = lambdaScale({ linkage, weights, core });
  const roots = [points > 1 ? 2 * points - 2 : 0];
  for (let cluster = points; cluster - points < roots.length; cluster++) {
    let node = roots[cluster - points]!;
    for (;;) {
      if (node < points) {
        rows.add(cluster, node, lambdaAt(core[node]!), weights[node]!);
        break;
      }
      const distance = linkage.distances[node - points]!;
      const lambda = lambdaAt(distance);
      const parts = partsOf(linkage, points, node, distance);
      const large = parts.filter((part) => isCluster(part, distance));
      const splits = large.length > 1;
      for (const part of parts) {
        if (!isCluster(part, distance)) addPoints(cluster, part, lambda);
        else if (splits) rows.add(cluster, points + roots.push(part) - 1, lambda, sizeOf(part));
      }
      if (large.length !== 1) break;
      node = large[0]!;
    }
  }
  return rows.done();

  function isCluster(part: number, distance: number): boolean {
    return sizeOf(part) >= minClusterSize && (part >= points || core[part]! < distance);
  }

  function sizeOf(node: number): number {
    return node < points ? weights[node]! : linkage.sizes[node - points]!;
  }

  function addPoints(cluster: number, node: number, lambda: number): void {
    const stack = [node];
    for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
      if (next < points) rows.add(cluster, next, lambda, weights[next]!);
      else stack.push(linkage.right[next - points]!, linkage.left[next - points]!);
    }
  }
}

/**
 * Lambda of a distance: its inverse. Distance 0 counts as the smallest positive distance at which anything merges, so
 * that lambdas stay finite; 1 when there is none.
 */
export function lambdaScale({ linkage, weights, core }: Hierarchy): (distance: number) => number {
  let smallest = Number.POSITIVE_INFINITY;
  const offer = (distance: number) => {
    if (distance > 0 && distance < smallest) smallest = distance;
  };
  for (const distance of linkage.distances) offer(distance);
  for (const [point, weight] of weights.entries()) if (weight > 1) offer(core[point]!);
  if (smallest === Number.POSITIVE_INFINITY) smallest = 1;
  return (distance) => 1 / Math.max(distance, smallest);
}

/** What a node consists of below its distance: merges at the same distance are seen as one. */
function partsOf(linkage: LinkageTree, points: number, node: number, distance: number): number[] {
  const parts: number[] = [];
  const stack = [node];
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    if (next >= points && linkage.distances[next - points] === distance) {
      stack.push(linkage.right[next - points]!, linkage.left[next - points]!);
    } else parts.push(next);
  }
  return parts;
}

/** A condensed tree being written. */
class TreeRows {
  readonly #parent: number[] = [];
  readonly #child: number[] = [];
  readonly #lambda: number[] = [];
  readonly #size: number[] = [];

  add(parent: number, child: number, lambda: number, size: number): void {
    this.#parent.push(parent);
    this.#child.push(child);
    this.#lambda.push(lambda);
    this.#size.push(size);
  }

  done(): CondensedTree {
    return {
      parent: Int32Array.from(this.#parent),
      child: Int32Array.from(this.#child),
      lambda: Float64Array.from(this.#lambda),
      size: Float64Array.from(this.#size),
    };
  }
}
