import { type Checkpoint, powerOfTwoScale } from "../../core/internal";
import {
  EPS_SCRATCH,
  epsBorders,
  epsCores,
  epsGraph,
  epsLinks,
  KernelMemory,
  kdBuildCalls,
  kdTree,
} from "../../kernels";
import type { WorkerPool } from "../../parallel";
import type { WeightedPoints } from "../points/weighted-points";

/** What is dense, and what is joined. */
export interface EpsComponents {
  /** For each point a number that the core points joined with it share; -1 for a point that is not a core point. */
  readonly componentOf: Int32Array;
  /** For each point that is not a core point, the nearest one within eps, or -1. */
  readonly coreNear: Int32Array;
}

const BLOCKS = 64; // kernel calls of a pass: few enough to hand out, many enough to share and to follow

/** Core points, their components under distances of at most eps, and the core points nearest to others. */
export async function epsComponents(
  { vectors, weights }: WeightedPoints,
  { eps, minSamples }: { readonly eps: number; readonly minSamples: number },
  pool: WorkerPool,
  at: Checkpoint,
): Promise<EpsComponents> {
  using memory = KernelMemory.acquire();
  const points = vectors.rows;
  const cols = Math.max(1, vectors.cols);
  const data = vectors.cols === 0 ? new Float32Array(points) : vectors.data;
  const scale = powerOfTwoScale(data);
  const tree = kdTree(memory, { data, cols, scale, weights, listLength: 0 });
  for (const calls of kdBuildCalls(tree)) await pool.run(memory, calls, at.part(0, 0));

  const farthest = 16 * cols; // more than any squared distance of coordinates of at most 1
  const graph = epsGraph(memory, tree, Math.min(farthest, eps * scale * (eps * scale)));
  const weighted = weights.some((weight) => weight !== 1);
  const slack = weights.every(Number.isInteger) ? 0 : minSamples * 1e-9;
  const rule = { minWeight: minSamples - slack, weighted };
  const leaves = 1 << tree.depth;
  const blocks = leafBlocks(leaves).map((range) => ({ range, scratch: memory.uint8(EPS_SCRATCH) }));
  await pool.run(
    memory,
    blocks.map(({ range, scratch }) => epsCores(graph, rule, scratch, ...range)),
    at.part(0, 0.4),
  );
  await pool.run(
    memory,
    blocks.map(({ range, scratch }) => epsLinks(graph, scratch, ...range)),
    at.part(0.4, 0.8),
  );
  await pool.run(
    memory,
    blocks.map(({ range, scratch }) => epsBorders(graph, scratch, ...range)),
    at.part(0.8, 1),
  );
  const componentOf = new Int32Array(points);
  const coreNear = new Int32Array(points);
  for (let position = 0; position < points; position++) {
    const point = tree.order[position]!;
    componentOf[point] = rootOf(graph.parents, position);
    const border = graph.borders[position]!;
    coreNear[point] = border < 0 ? -1 : tree.order[border]!;
  }
  return { componentOf, coreNear };
}

function leafBlocks(leaves: number): [first: number, last: number][] {
  const size = Math.ceil(leaves / BLOCKS);
  return Array.from({ length: Math.ceil(leaves / size) }, (_, b) => [b * size, Math.min(leaves, (b + 1) * size)]);
}

function rootOf(parents: Int32Array, position: number): number {
  let at = position;
  while (parents[at]! >= 0 && parents[at] !== at) at = parents[at]!;
  return parents[at]! < 0 ? -1 : at;
}
