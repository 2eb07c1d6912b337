import type { ReachabilityOrder } from "./reachability-order";

/** Clusters read off an order. */
export interface ClustersOfOrder {
  /** For each point its cluster among `count`, -1 for noise. */
  readonly clusterOf: Int32Array;
  readonly count: number;
  /** For each point how far it takes in new ones; 0 for not at all. */
  readonly reach: Float64Array;
}

/** The clusters that DBSCAN finds at `eps`, but for points between two clusters: those go with what they follow. */
export function cutAtEps({ order, reachability, core }: ReachabilityOrder, eps: number): ClustersOfOrder {
  const clusterOf = new Int32Array(order.length).fill(-1);
  let count = 0;
  for (const [place, point] of order.entries()) {
    const reached = reachability[place]! <= eps;
    const isCore = core[point]! <= eps;
    if (!reached && isCore) count += 1;
    if (reached || isCore) clusterOf[point] = count - 1;
  }
  return { clusterOf, count, reach: Float64Array.from(core, (distance) => (distance <= eps ? eps : 0)) };
}
