/** A cluster of a hierarchy: its parts, what leaves it on its own, and how stable it is. */
export interface PlainCluster {
  readonly children: readonly number[];
  readonly points: readonly number[];
  readonly stability: number;
}

/** Every choice of clusters none of which holds another; the root (0) is none of them. */
export function choices(tree: readonly PlainCluster[], cluster = 0): number[][] {
  let below: number[][] = [[]];
  for (const child of tree[cluster]!.children) {
    below = below.flatMap((chosen) => choices(tree, child).map((more) => [...chosen, ...more]));
  }
  return cluster === 0 ? below : [[cluster], ...below];
}

/**
 * Pairs of users, and ends of pairs that are to be apart, that a choice satisfies, counted one by one.
 *
 * @param users for each point how many users with its label are there.
 */
export function satisfied(
  tree: readonly PlainCluster[],
  chosen: readonly number[],
  { labels, users }: { readonly labels: readonly number[]; readonly users: readonly number[] },
  apart: readonly (readonly [number, number])[],
): number {
  const all = (cluster: number): number[] => [
    ...tree[cluster]!.points,
    ...tree[cluster]!.children.flatMap((child) => all(child)),
  ];
  const clusterOf = labels.map(() => -1);
  for (const cluster of chosen) for (const point of all(cluster)) clusterOf[point] = cluster;
  const isApart = (a: number, b: number) => clusterOf[a] === -1 || clusterOf[a] !== clusterOf[b];
  const known = users.flatMap((times, point) => (labels[point]! >= 0 ? Array<number>(times).fill(point) : []));
  let count = 0;
  for (const [i, a] of known.entries()) {
    for (const [j, b] of known.entries()) {
      if (i === j) continue;
      if (labels[a] === labels[b] ? !isApart(a, b) : isApart(a, b)) count += 1 / Math.max(1, known.length - 1);
    }
  }
  for (const [a, b] of apart) count += isApart(a, b) ? 2 : 0;
  return count;
}
