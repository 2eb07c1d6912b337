import type { Checkpoint, Csr } from "../core";
import type { KnnGraph } from "../neighbors";
import type { WorkerPool } from "../parallel";
import { fuzzyUnion, memberships } from "./fuzzy-graph";

/**
 * The graph that a layout is settled on: the fuzzy union of all neighbourhoods, weights relative to the largest, without the
 * edges that umap-learn would not draw once in `nEpochs`.
 */
export async function layoutGraph(
  neighbors: KnnGraph,
  options: { localConnectivity: number; setOpMixRatio: number; nEpochs: number },
  work: { pool: WorkerPool; at: Checkpoint },
): Promise<Csr> {
  const { localConnectivity, setOpMixRatio, nEpochs } = options;
  const values = await memberships(neighbors, { localConnectivity, own: 1 }, work);
  return withoutWeakest(fuzzyUnion(neighbors, values, setOpMixRatio), nEpochs);
}

function withoutWeakest({ offsets, columns, values, rows, cols }: Csr, nEpochs: number): Csr {
  let largest = 0;
  for (const value of values) largest = Math.max(largest, value);
  const kept = new Uint32Array(rows + 1);
  const strong = { columns: new Uint32Array(columns.length), values: new Float32Array(values.length) };
  let filled = 0;
  for (let i = 0; i < rows; i++) {
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
