import type { Matrix } from "../../src/core";
import { row } from "../../src/core/internal";

/** What the naive HDBSCAN needs to know. */
export interface NaiveOptions {
  minClusterSize: number;
  minSamples: number;
  minDistinctRows?: number;
  countSamples?: "weight" | "distinct";
  clusterSelectionMethod?: "eom" | "leaf";
  clusterSelectionEpsilon?: number;
  maxClusterSize?: number;
  allowSingleCluster?: boolean;
}

/** A cluster of a condensed tree. */
export interface NaiveCluster {
  birth: number;
  death: number;
  size: number;
  stability: number;
  /** Rows that leave it directly, and at which lambda. */
  rows: [row: number, lambda: number][];
  children: NaiveCluster[];
}

/** Edge of a spanning tree of rows. */
export interface NaiveEdge {
  from: number;
  to: number;
  reach: number;
  distance: number;
}

/** Distance in the library's arithmetic: 32-bit floats, in the order of columns. */
function distance(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let j = 0; j < a.length; j++) {
    const difference = Math.fround(a[j]! - b[j]!);
    sum = Math.fround(sum + Math.fround(difference * difference));
  }
  return Math.sqrt(sum);
}

export function distances(points: Matrix): number[][] {
  const rows = Array.from({ length: points.rows }, (_, i) => row(points, i));
  return rows.map((a) => rows.map((b) => distance(a, b)));
}

/** Radius within which the weights, the point's own included, reach `need`. */
export function coreDistance(from: readonly number[], weights: readonly number[], self: number, need: number): number {
  const order = from
    .map((_, i) => i)
    .sort((a, b) => (b === self ? 1 : 0) - (a === self ? 1 : 0) || from[a]! - from[b]!);
  let sum = 0;
  for (const i of order) {
    sum += weights[i]!;
    if (sum >= need) return from[i]!;
  }
  return Math.max(...from);
}

/** Kruskal on all pairs in the order (mutual reachability, distance, smaller end, larger end). */
export function spanningTree(between: readonly number[][], core: readonly number[]): NaiveEdge[] {
  const edges: NaiveEdge[] = [];
  for (let from = 0; from < core.length; from++) {
    for (let to = from + 1; to < core.length; to++) {
      const d = between[from]![to]!;
      edges.push({ from, to, reach: Math.max(d, core[from]!, core[to]!), distance: d });
    }
  }
  edges.sort((a, b) => a.reach - b.reach || a.distance - b.distance || a.from - b.from || a.to - b.to);
  const component = core.map((_, i) => i);
  return edges.filter(({ from, to }) => {
    const [kept, gone] = [component[from]!, component[to]!];
    if (kept === gone) return false;
    for (let i = 0; i < component.length; i++) if (component[i] === gone) component[i] = kept;
    return true;
  });
}

/** HDBSCAN of single rows by definition: components of the mutual reachability graph, level by level. */
export function hdbscan(points: Matrix, options: NaiveOptions) {
  const n = points.rows;
  const between = distances(points);
  const ones = new Array<number>(n).fill(1);
  const core = between.map((from, i) => coreDistance(from, counted(i), i, options.minSamples + 1));
  const tree = spanningTree(between, core);
  const lambdaAt = (level: number) => 1 / level; // Infinity at 0
  const all: NaiveCluster[] = [];
  const root = grow(
    ones.map((_, i) => i),
    0,
  );
  const distinct = new Set(ones.map((_, i) => row(points, i).join())).size;
  const single = (options.allowSingleCluster ?? false) && distinct >= (options.minDistinctRows ?? 1);
  const selected = select(root, all, { ...options, allowSingleCluster: single });
  const rootDeath = options.clusterSelectionEpsilon ? lambdaAt(options.clusterSelectionEpsilon) : root.death;

  const clusterOf = new Array<number>(n).fill(-1);
  const probabilities = new Array<number>(n).fill(0);
  const outlierScores = new Array<number>(n).fill(0);
  for (const [label, cluster] of selected.entries()) {
    for (const [i, lambda] of rowsBelow(cluster)) {
      if (cluster === root && lambda < rootDeath) continue;
      clusterOf[i] = label;
      probabilities[i] = lambda >= cluster.death ? 1 : lambda / cluster.death;
    }
  }
  for (const cluster of all) {
    const densest = Math.max(...descendants(cluster).map(({ death }) => death));
    for (const [i, lambda] of cluster.rows) outlierScores[i] = lambda === densest ? 0 : 1 - lambda / densest;
  }
  return { labels: clusterOf, probabilities, outlierScores, core, tree };

  /** What each row counts around row i: 1, or, of equal rows, the first alone, or i itself. */
  function counted(i: number): number[] {
    if (options.countSamples !== "distinct") return ones;
    const same = (j: number) => between[i]![j] === 0;
    return ones.map((_, j) => Number(same(j) ? j === i : between[j]!.indexOf(0) === j));
  }

  /** A cluster and everything below it, from rows that hang together. */
  function grow(members: number[], birth: number): NaiveCluster {
    const cluster: NaiveCluster = { birth, death: 0, size: members.length, stability: 0, rows: [], children: [] };
    all.push(cluster);
    for (let inside = members; ; ) {
      const level = bottleneck(inside);
      const parts = components(inside, level);
      const large = parts.filter(isLarge);
      for (const part of parts) {
        if (!isLarge(part)) for (const i of part) leave(cluster, i, lambdaAt(level));
      }
      if (large.length === 1) {
        inside = large[0]!;
        continue;
      }
      for (const part of large) {
        cluster.death = Math.max(cluster.death, lambdaAt(level));
        cluster.stability += (lambdaAt(level) - birth) * part.length;
        cluster.children.push(grow(part, lambdaAt(level)));
      }
      return cluster;
    }
  }

  function isLarge(part: number[]): boolean {
    const distinct = new Set(part.map((i) => row(points, i).join()));
    return part.length >= options.minClusterSize && distinct.size >= (options.minDistinctRows ?? 1);
  }

  function leave(cluster: NaiveCluster, i: number, lambda: number): void {
    cluster.rows.push([i, lambda]);
    cluster.death = Math.max(cluster.death, lambda);
    cluster.stability += lambda - cluster.birth;
  }

  /** The smallest level at which the members are connected. */
  function bottleneck(members: number[]): number {
    const inside = new Set(members);
    return Math.max(0, ...tree.filter(({ from, to }) => inside.has(from) && inside.has(to)).map(({ reach }) => reach));
  }

  /** Parts connected by edges below the level. */
  function components(members: number[], level: number): number[][] {
    const left = new Set(members);
    const parts: number[][] = [];
    for (const start of members) {
      if (!left.delete(start)) continue;
      const part = [start];
      for (const a of part) {
        for (const b of left) {
          if (Math.max(between[a]![b]!, core[a]!, core[b]!) < level) {
            left.delete(b);
            part.push(b);
          }
        }
      }
      parts.push(part);
    }
    return parts;
  }
}

export function select(root: NaiveCluster, all: NaiveCluster[], options: NaiveOptions): NaiveCluster[] {
  const { clusterSelectionMethod: method = "eom", clusterSelectionEpsilon: epsilon = 0 } = options;
  const { maxClusterSize = Number.POSITIVE_INFINITY, allowSingleCluster = false } = options;
  const parents = new Map(all.flatMap((cluster) => cluster.children.map((child) => [child, cluster])));
  const best = (cluster: NaiveCluster): { score: number; chosen: NaiveCluster[] } => {
    const below = cluster.children.map(best);
    const score = below.reduce((sum, child) => sum + child.score, 0);
    const tooLarge = cluster.size > maxClusterSize || (cluster === root && !allowSingleCluster);
    if (tooLarge || score > cluster.stability * (1 + 1e-10)) return { score, chosen: below.flatMap((b) => b.chosen) };
    return { score: cluster.stability, chosen: [cluster] };
  };
  const leaves = all.filter((cluster) => cluster !== root && cluster.children.length === 0);
  const chosen = method === "leaf" ? leaves : best(root).chosen;
  if (epsilon === 0 || chosen.includes(root)) return chosen;
  const climb = (cluster: NaiveCluster): NaiveCluster => {
    const parent = parents.get(cluster)!;
    if (parent === root) return allowSingleCluster ? root : cluster;
    return 1 / parent.birth >= epsilon ? parent : climb(parent);
  };
  return [...new Set(chosen.map((cluster) => (1 / cluster.birth >= epsilon ? cluster : climb(cluster))))];
}

export function descendants(cluster: NaiveCluster): NaiveCluster[] {
  return [cluster, ...cluster.children.flatMap(descendants)];
}

export function rowsBelow(cluster: NaiveCluster): [number, number][] {
  return descendants(cluster).flatMap(({ rows }) => rows);
}
