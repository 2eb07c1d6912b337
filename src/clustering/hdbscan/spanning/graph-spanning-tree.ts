import { wrongValue } from "../../../core/internal";
import type { KnnGraph } from "../../../neighbors";
import { compareEdges, type Edge, treeOf } from "./edge-order";
import type { MutualReachability } from "./spanning-tree";

/** Ends a list that is shorter than k; checked to stand there with distance Infinity. */
const NO_NEIGHBOR = -1;

/** A spanning tree of a graph that may fall into several parts. */
export interface SpannedGraph extends MutualReachability {
  /** Number of parts that no edge joins; they are joined at infinite distance. */
  readonly components: number;
}

/**
 * Core distances and the spanning tree of a graph of nearest neighbors (Kruskal): only its own edges count, both ways.
 *
 * @param minWeight weight within the core distance, the point's own included.
 * @throws RangeError when a list ends before that weight is reached.
 */
export function graphSpanningTree(graph: KnnGraph, weights: Float64Array, minWeight: number): SpannedGraph {
  const core = Float64Array.from({ length: graph.rows }, (_, point) => coreDistance(graph, point, weights, minWeight));
  const edges = edgesOf(graph, core).sort(compareEdges);
  const parts = Int32Array.from({ length: graph.rows }, (_, point) => point);
  const tree: Edge[] = edges.filter(({ low, high }) => join(parts, low, high));
  const components = graph.rows - tree.length;
  for (let point = 1; point < graph.rows && tree.length < graph.rows - 1; point++) {
    const far = { reachability: Number.POSITIVE_INFINITY, length: Number.POSITIVE_INFINITY, low: 0, high: point };
    if (join(parts, 0, point)) tree.push(far);
  }
  return { core, tree: treeOf(tree), components };
}

function coreDistance(
  { distances, indices, k }: KnnGraph,
  point: number,
  weights: Float64Array,
  minWeight: number,
): number {
  let sum = weights[point]!;
  if (sum >= minWeight) return 0;
  for (let j = point * k; j < (point + 1) * k && indices[j] !== NO_NEIGHBOR; j++) {
    sum += weights[indices[j]!]!;
    if (sum >= minWeight) return distances[j]!;
  }
  throw wrongValue(
    "vectors",
    `lists of at least ${minWeight - 1} neighbors ("minSamples", by weight)`,
    sum - weights[point]!,
    ` in row ${point}`,
  );
}

function edgesOf({ indices, distances, rows, k }: KnnGraph, core: Float64Array): Edge[] {
  const edges: Edge[] = [];
  for (let point = 0; point < rows; point++) {
    for (let j = point * k; j < (point + 1) * k; j++) {
      const other = indices[j]!;
      if (other === NO_NEIGHBOR) break;
      const length = distances[j]!;
      const reachability = Math.max(core[point]!, core[other]!, length);
      if (other !== point)
        edges.push({ reachability, length, low: Math.min(point, other), high: Math.max(point, other) });
    }
  }
  return edges;
}

/** Joins two parts, the smaller point standing for both; false when they are one already. */
function join(parts: Int32Array, a: number, b: number): boolean {
  const [x, y] = [find(parts, a), find(parts, b)];
  parts[Math.max(x, y)] = Math.min(x, y);
  return x !== y;
}

function find(parts: Int32Array, point: number): number {
  let at = point;
  while (parts[at] !== at) {
    parts[at] = parts[parts[at]!]!;
    at = parts[at]!;
  }
  return at;
}
