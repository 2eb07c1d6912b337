import type { KernelMemory, PaddedRows } from "./memory";

/** Centers in kernel memory: row by row, and four by four. */
export interface CenterPanels {
  readonly k: number;
  readonly stride: number;
  /** Column j of center c is `centers[c * stride + j]`. */
  readonly centers: Float32Array;
  /** Column j of center 4p + l is `panels[(p * stride + j) * 4 + l]`; those that are missing repeat the last. */
  readonly panels: Float32Array;
  /** Number of panels. */
  readonly count: number;
}

/** Room for k centers of the same columns as `rows`. */
export function centerPanels(memory: KernelMemory, { stride }: PaddedRows, k: number): CenterPanels {
  const count = Math.ceil(k / 4);
  return { k, stride, centers: memory.float32(k * stride), panels: memory.float32(4 * count * stride), count };
}

/** Copies `centers` to the panels. */
export function fillPanels({ k, stride, centers, panels }: CenterPanels): void {
  for (let place = 0; place < panels.length / stride; place++) {
    const center = Math.min(place, k - 1) * stride;
    const start = (place >> 2) * stride * 4 + (place & 3);
    for (let j = 0; j < stride; j++) panels[start + 4 * j] = centers[center + j]!;
  }
}
