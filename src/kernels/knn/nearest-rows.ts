import type { KernelMemory, PaddedRows } from "../memory";
import type { KernelCall } from "../module";

/** Rows in kernel memory, 8 to a panel, each panel by columns: `data[(panel * cols + column) * 8 + lane]`. */
export interface RowPanels {
  readonly data: Float32Array;
  readonly rows: number;
  readonly cols: number;
}

/** Where the neighbors of some queries go: k a query. */
export interface NeighborLists {
  readonly indices: Int32Array;
  readonly distances: Float32Array;
  readonly k: number;
}

/** Copies rows into panels of 8. */
export function rowPanels(
  memory: KernelMemory,
  { data, rows, cols }: { readonly data: Float32Array; readonly rows: number; readonly cols: number },
): RowPanels {
  const panels = memory.float32(Math.ceil(rows / 8) * 8 * cols);
  for (let i = 0; i < rows; i++) {
    const start = (i >> 3) * cols * 8 + (i & 7);
    for (let j = 0; j < cols; j++) panels[start + j * 8] = data[i * cols + j]!;
  }
  return { data: panels, rows, cols };
}

/**
 * The nearest rows of `panels` to the queries `start .. end` (`start` a multiple of 4), into the same places of
 * `lists`.
 *
 * @param queries rows padded in number to a multiple of 4.
 * @param measure `distance`, or `half-square` for half the squared distance.
 * @param bounds  scratch: a float for each query, in number a multiple of 4.
 */
export function nearestRows(
  queries: PaddedRows,
  [start, end]: readonly [number, number],
  panels: RowPanels,
  measure: "distance" | "half-square",
  bounds: Float32Array,
  { indices, distances, k }: NeighborLists,
): KernelCall {
  return [
    "nearestRows",
    queries.data.byteOffset + start * queries.stride * 4,
    end - start,
    queries.stride,
    panels.data.byteOffset,
    panels.rows,
    panels.cols,
    measure === "half-square" ? 1 : 0,
    k,
    bounds.byteOffset + start * 4,
    indices.byteOffset + start * k * 4,
    distances.byteOffset + start * k * 4,
  ];
}
