import type { Matrix } from "../../src/core";
import { row } from "../../src/core/internal";
import { distances, spanningTree } from "./hdbscan";

/** DBCV from its definition, on rows one by one; labels 0, 1, … each with two different rows or more. */
export function validityIndex(points: Matrix, labels: readonly number[]): { score: number; perCluster: number[] } {
  const between = distances(points);
  const clusters = Array.from({ length: Math.max(...labels) + 1 }, (_, label) => inside(label));
  const perCluster = clusters.map(({ internal, sparseness, core }, i) => {
    let separation = Number.POSITIVE_INFINITY;
    for (const [j, other] of clusters.entries()) {
      if (i === j) continue;
      for (const a of internal) {
        for (const b of other.internal) {
          const reach = Math.max(between[a]![b]!, core.get(a)!, other.core.get(b)!);
          separation = Math.min(separation, reach);
        }
      }
    }
    const larger = Math.max(separation, sparseness);
    return larger === 0 ? 0 : (separation - sparseness) / larger;
  });
  const score = perCluster.reduce((sum, value, i) => sum + (value * clusters[i]!.members.length) / labels.length, 0);
  return { score, perCluster };

  function inside(label: number) {
    const members = labels.flatMap((other, i) => (other === label ? [i] : []));
    const core = members.map((i) => {
      const others = members.filter((j) => j !== i).map((j) => between[i]![j]!);
      if (Math.min(...others) === 0) return 0;
      const logs = others.map((d) => -points.cols * Math.log(d));
      const most = Math.max(...logs);
      const sum = logs.reduce((total, x) => total + Math.exp(x - most), 0);
      return Math.exp(-(most + Math.log(sum / others.length)) / points.cols);
    });
    // Equal rows first in a star around the first of them, then the edges between different rows.
    const tree = spanningTree(
      members.map((i) => members.map((j) => between[i]![j]!)),
      core.map((c) => Math.fround(c)),
    );
    const edges = members.map(() => 0);
    for (const { from, to } of tree) for (const end of [from, to]) edges[end]! += 1;
    const internal = members.flatMap((_, i) => (edges[i]! > 1 ? [i] : []));
    const inner = tree.filter(({ from, to }) => internal.includes(from) && internal.includes(to));
    return {
      members,
      core: new Map(members.map((i, at) => [i, core[at]!])),
      internal: (internal.length > 0 ? internal : members.map((_, i) => i)).map((i) => members[i]!),
      sparseness: Math.max(...(inner.length > 0 ? inner : tree).map(({ reach }) => reach)),
    };
  }
}

/** Silhouettes of rows one by one; noise and lone rows have 0. */
export function silhouettes(points: Matrix, labels: readonly number[]): number[] {
  const length = (a: number, b: number) =>
    Math.sqrt(row(points, a).reduce((sum, x, j) => sum + (x - row(points, b)[j]!) ** 2, 0));
  const groups = [...new Set(labels)].filter((label) => label >= 0);
  const mean = (values: number[]) => values.reduce((sum, x) => sum + x, 0) / values.length;
  return labels.map((label, i) => {
    const others = (group: number) => labels.flatMap((l, j) => (l === group && j !== i ? [length(i, j)] : []));
    if (label < 0 || others(label).length === 0) return 0;
    const within = mean(others(label));
    const between = Math.min(...groups.filter((group) => group !== label).map((group) => mean(others(group))));
    return Math.max(within, between) === 0 ? 0 : (between - within) / Math.max(within, between);
  });
}
