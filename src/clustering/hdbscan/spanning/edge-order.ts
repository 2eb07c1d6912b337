import type { SpanningTree } from "../../types";

/** An edge of the mutual reachability graph. */
export interface Edge {
  /** Mutual reachability distance. */
  readonly reachability: number;
  readonly length: number;
  readonly low: number;
  readonly high: number;
}

/** The strict order that makes the spanning tree unique. */
export function compareEdges(a: Edge, b: Edge): number {
  return (
    (a.reachability === b.reachability ? 0 : a.reachability < b.reachability ? -1 : 1) ||
    (a.length === b.length ? 0 : a.length < b.length ? -1 : 1) ||
    a.low - b.low ||
    a.high - b.high
  );
}

/** The tree of these edges, in their order. */
export function treeOf(edges: readonly Edge[]): SpanningTree {
  const sorted = [...edges].sort(compareEdges);
  return {
    from: Int32Array.from(sorted, ({ low }) => low),
    to: Int32Array.from(sorted, ({ high }) => high),
    distances: Float64Array.from(sorted, ({ reachability }) => reachability),
  };
}
