import { exp, log } from "../../core/internal";
import { type KernelCall, type KernelMemory, type Panels, type PrimState, primSteps, startPrim } from "../../kernels";

/** A cluster as DBCV sees it (Moulavi et al. 2014), from the places of its points among the panels. */
export interface DensityCluster {
  /** Its points: the first of them stands at `first`. */
  readonly points: Panels;
  readonly first: number;
  readonly weights: Float64Array;
  /** Squared core distances. */
  readonly core: Float32Array;
}

/**
 * Squared all-points core distances: the mean over the other rows of the inverse distance to the power of the number of
 * dimensions, to the power -1/dims. 0 for a point of several equal rows: their density has no bound.
 *
 * @param nearest squared distance to the nearest other point.
 * @param sum     sum over the other points of weight x (nearest / squared distance)^(dims / 2).
 */
export function allPointsCore(nearest: number, sum: number, weight: number, total: number, dims: number): number {
  if (weight > 1 || nearest === 0) return 0;
  return nearest * exp((-2 / dims) * log(sum / (total - 1)));
}

/** Prim's algorithm on the mutual reachability of a cluster's points, to be run step by step. */
export class DensityTree {
  readonly #cluster: DensityCluster;
  readonly #prim: PrimState | undefined;
  #done = 0;

  constructor(memory: KernelMemory, cluster: DensityCluster) {
    this.#cluster = cluster;
    this.#prim = cluster.points.rows > 1 ? startPrim(memory, cluster.points, cluster.core) : undefined;
  }

  get size(): number {
    return this.#cluster.points.rows;
  }

  /** Edges still to be found. */
  get left(): number {
    return this.#cluster.points.rows - 1 - this.#done;
  }

  /** The call that finds the next edges, which no other call depends on. */
  next(edges: number): KernelCall {
    const first = this.#done;
    this.#done = Math.min(this.#cluster.points.rows - 1, first + edges);
    return primSteps(this.#cluster.points, this.#prim!, first, this.#done);
  }

  /** The inside of the finished tree: the points that hang together by more than one edge, and its longest edge. */
  inside(): { readonly sparseness: number; readonly internal: number[] } {
    const { points, weights, first } = this.#cluster;
    const { from, to, weights: reachability } = this.#prim ?? NO_EDGES;
    const edges = Uint32Array.from({ length: points.rows }, (_, i) => (weights[i]! > 1 ? 2 : 0));
    for (let i = 0; i < from.length; i++) {
      edges[from[i]!]! += 1;
      edges[to[i]!]! += 1;
    }
    const internal = [...edges.keys()].filter((i) => edges[i]! > 1);
    let longest = -1;
    let longestInside = -1;
    for (let i = 0; i < from.length; i++) {
      longest = Math.max(longest, reachability[i]!);
      if (edges[from[i]!]! > 1 && edges[to[i]!]! > 1) longestInside = Math.max(longestInside, reachability[i]!);
    }
    return {
      sparseness: Math.max(0, longestInside >= 0 ? longestInside : longest),
      internal: (internal.length > 0 ? internal : [...edges.keys()]).map((i) => first + i),
    };
  }
}

const NO_EDGES = { from: new Int32Array(0), to: new Int32Array(0), weights: new Float32Array(0) };
