import type { Csr } from "../core";
import { type Checkpoint, follow, type Steps } from "../core/internal";
import type { KnnGraph } from "../neighbors";
import type { WorkerPool } from "../parallel";
import { fuzzyUnion, memberships } from "./fuzzy-graph";
import { intersectWithTarget } from "./target";

interface GraphOptions {
  readonly localConnectivity: number;
  readonly setOpMixRatio: number;
  readonly nEpochs: number;
  /** Of the points, where some are known. */
  readonly labels: Int32Array | undefined;
  readonly targetWeight: number;
}

/**
 * The graph that a layout is settled on: the fuzzy union of all neighborhoods, intersected with labels where some are
 * known, weights relative to the largest, without the edges that umap-learn would not draw once in `nEpochs`.
 */
export async function layoutGraph(
  neighbors: KnnGraph,
  { localConnectivity, setOpMixRatio, nEpochs, labels, targetWeight }: GraphOptions,
  work: { pool: WorkerPool; at: Checkpoint },
): Promise<Csr> {
  const { pool, at } = work;
  const values = await memberships(neighbors, { localConnectivity, own: 1 }, { pool, at: at.part(0, 0.5) });
  const graph = await fuzzyUnion(neighbors, values, setOpMixRatio, at.part(0.5, 0.9));
  await at.pass(0.9);
  const known = labels ? intersectWithTarget(graph, labels, targetWeight) : graph;
  return follow(withoutWeakest(known, nEpochs), at.part(0.9, 1));
}

/** Rows between two steps. */
const ROWS_A_STEP = 8192;

function* withoutWeakest({ offsets, columns, values, rows, cols }: Csr, nEpochs: number): Steps<Csr> {
  let largest = 0;
  for (const value of values) largest = Math.max(largest, value);
  const kept = new Uint32Array(rows + 1);
  const strong = { columns: new Uint32Array(columns.length), values: new Float32Array(values.length) };
  let filled = 0;
  for (let i = 0; i < rows; i++) {
    if (i % ROWS_A_STEP === 0) yield i / rows;
    for (let p = offsets[i]!; p < offsets[i + 1]!; p++) {
      if (values[p]! * nEpochs < largest) continue;
      strong.columns[filled] = columns[p]!;
      strong.values[filled++] = values[p]! / largest;
    }
    kept[i + 1] = filled;
  }
  return {
    offsets: kept,
    columns: strong.columns.slice(0, filled),
    values: strong.values.slice(0, filled),
    rows,
    cols,
  };
}
