import type { CondensedTree } from "../../src/clustering/types";
import { descendants, type NaiveCluster, rowsBelow } from "./hdbscan";

/** Points of a weight each, joined by edges in the order of distance. */
export interface WeightedTree {
  readonly edges: readonly { readonly from: number; readonly to: number; readonly distance: number }[];
  readonly weights: readonly number[];
  readonly core: readonly number[];
}

/** 2^64 times the largest other lambda: of merges, and of points that stand for several rows. */
export function lambdaAtZero({ edges, weights, core }: WeightedTree): number {
  const distances = [...edges.map(({ distance }) => distance), ...core.filter((_, i) => weights[i]! > 1)];
  const smallest = Math.min(...distances.filter((distance) => distance > 0));
  return 2 ** 64 / (smallest === Number.POSITIVE_INFINITY ? 1 : smallest);
}

/** The condensed tree by definition: what hangs together at each level, from the top down. Clusters, parents first. */
export function grow(tree: WeightedTree, rule: { minClusterSize: number; minDistinctRows: number }): NaiveCluster[] {
  const { edges, weights, core } = tree;
  const atZero = lambdaAtZero(tree);
  const lambdaAt = (distance: number) => (distance === 0 ? atZero : 1 / distance);
  const weightOf = (points: readonly number[]) => points.reduce((sum, point) => sum + weights[point]!, 0);
  const clusters: NaiveCluster[] = [];
  const growCluster = (points: readonly number[], birth: number): NaiveCluster => {
    const cluster: NaiveCluster = { birth, death: 0, size: weightOf(points), stability: 0, rows: [], children: [] };
    clusters.push(cluster);
    const lose = (lambda: number, size: number) => {
      cluster.death = Math.max(cluster.death, lambda);
      cluster.stability += (lambda - birth) * size;
    };
    for (let inside = points; ; ) {
      const own = edges.filter(({ from, to }) => inside.includes(from) && inside.includes(to));
      const level = inside.length === 1 ? core[inside[0]!]! : Math.max(...own.map(({ distance }) => distance));
      const parts = inside.length === 1 ? [inside] : components(inside, own, level);
      const isCluster = (part: readonly number[]) =>
        weightOf(part) >= rule.minClusterSize &&
        part.length >= rule.minDistinctRows &&
        (part.length > 1 || core[part[0]!]! < level);
      const large = parts.filter(isCluster);
      for (const part of parts.filter((other) => !isCluster(other))) {
        for (const point of part) {
          cluster.rows.push([point, lambdaAt(level)]);
          lose(lambdaAt(level), weights[point]!);
        }
      }
      if (large.length === 1) {
        inside = large[0]!;
        continue;
      }
      for (const part of large) {
        lose(lambdaAt(level), weightOf(part));
        cluster.children.push(growCluster(part, lambdaAt(level)));
      }
      return cluster;
    }
  };
  growCluster([...weights.keys()], 0);
  return clusters;
}

/** Parts connected by edges below the level. */
function components(points: readonly number[], edges: WeightedTree["edges"], level: number): number[][] {
  const parts = points.map((point) => [point]);
  for (const { from, to, distance } of edges) {
    if (distance >= level) continue;
    const joined = parts.filter((part) => part.includes(from) || part.includes(to));
    parts.splice(0, parts.length, ...parts.filter((part) => !joined.includes(part)), joined.flat());
  }
  return parts;
}

/** Short-lived splits undone, deepest first. A cluster is changed in place. */
export function simplify(cluster: NaiveCluster, persistence: number, atZero: number): void {
  for (const child of cluster.children) simplify(child, persistence, atZero);
  if (cluster.children.length === 0) return;
  const densest = new Map(cluster.children.map((child) => [child, densestBelow(child)]));
  const split = cluster.children[0]!.birth;
  const strongest = cluster.children.reduce((a, b) => (densest.get(b)! > densest.get(a)! ? b : a));
  const weak = cluster.children.filter(
    (child) => child !== strongest && densest.get(child)! !== atZero && densest.get(child)! - split < persistence,
  );
  const isOver = weak.length === cluster.children.length - 1 && weak.length > 0;
  const endsThere = isOver && strongest.children.length === 0;
  for (const child of weak) {
    for (const [point, lambda] of rowsBelow(child))
      cluster.rows.push([point, endsThere ? lambda : Math.min(lambda, split)]);
  }
  cluster.children = cluster.children.filter((child) => !weak.includes(child));
  if (!isOver) return;
  cluster.rows.push(...strongest.rows);
  cluster.children = strongest.children;
}

function densestBelow(cluster: NaiveCluster): number {
  return Math.max(
    ...descendants(cluster).flatMap(({ rows, children }) => [
      ...rows.map(([, lambda]) => lambda),
      ...children.map(({ birth }) => birth),
    ]),
  );
}

/** A cluster in a form to be compared: points and children in order. */
export interface Nested {
  readonly birth: number;
  readonly rows: readonly (readonly [point: number, lambda: number])[];
  readonly children: readonly Nested[];
}

export function nestedOf({ birth, rows, children }: NaiveCluster): Nested {
  return inOrder({ birth, rows, children: children.map(nestedOf) });
}

/** The clusters of a condensed tree of so many points. */
export function nestedTree({ parent, child, lambda }: CondensedTree, points: number): Nested {
  const nested = (cluster: number, birth: number): Nested => {
    const entries = [...parent.keys()].filter((i) => parent[i] === cluster);
    return inOrder({
      birth,
      rows: entries.filter((i) => child[i]! < points).map((i) => [child[i]!, lambda[i]!] as const),
      children: entries.filter((i) => child[i]! >= points).map((i) => nested(child[i]!, lambda[i]!)),
    });
  };
  return nested(points, 0);
}

function inOrder({ birth, rows, children }: Nested): Nested {
  const first = (cluster: Nested): number => Math.min(...cluster.rows.map(([p]) => p), ...cluster.children.map(first));
  return {
    birth,
    rows: [...rows].sort((a, b) => a[0] - b[0]),
    children: [...children].sort((a, b) => first(a) - first(b)),
  };
}
