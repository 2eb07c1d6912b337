import type { KernelMemory, PaddedRows } from "./memory";

/** Centers in kernel memory: each a row of doubles, and four by four, as `panelSquares` reads them. */
export interface CenterPanels {
  readonly k: number;
  readonly stride: number;
  /** Column j of center c is `centers[c * stride + j]`. */
  readonly centers: Float64Array;
  /** Column j of center 4p + l is `panels[(p * stride + j) * 4 + l]`; centers that are missing hold Infinity. */
  readonly panels: Float64Array;
  /** Number of panels. */
  readonly count: number;
}

/** Room for k centers of the same columns as `rows`. */
export function centerPanels(memory: KernelMemory, { stride }: PaddedRows, k: number): CenterPanels {
  const count = Math.ceil(k / 4);
  const panels = memory.float64(4 * count * stride);
  for (let c = k; c < 4 * count; c++) setPanel(panels, stride, c, () => Number.POSITIVE_INFINITY);
  return { k, stride, centers: memory.float64(k * stride), panels, count };
}

/** Copies `centers` to the panels. */
export function fillPanels({ k, stride, centers, panels }: CenterPanels): void {
  for (let c = 0; c < k; c++) setPanel(panels, stride, c, (j) => centers[c * stride + j]!);
}

function setPanel(panels: Float64Array, stride: number, c: number, value: (column: number) => number): void {
  const start = (c >> 2) * stride * 4 + (c & 3);
  for (let j = 0; j < stride; j++) panels[start + 4 * j] = value(j);
}
