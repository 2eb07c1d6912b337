import type { KernelMemory } from "./memory";

/**
 * Points in kernel memory, four by four: coordinate j of point 4p + l is `data[(p * cols + j) * 4 + l]`; the last
 * panel is padded with zeros.
 */
export interface Panels {
  readonly data: Float32Array;
  readonly rows: number;
  readonly cols: number;
  readonly count: number;
}

/** Copies `rows x cols` values into panels, each times `scale`. */
export function panelRows(memory: KernelMemory, source: Float32Array, cols: number, scale = 1): Panels {
  const rows = cols === 0 ? 0 : source.length / cols;
  const count = Math.ceil(rows / 4);
  const data = memory.float32(count * 4 * cols);
  for (let i = 0; i < rows; i++) {
    const start = (i >> 2) * cols * 4 + (i & 3);
    for (let j = 0; j < cols; j++) data[start + 4 * j] = source[i * cols + j]! * scale;
  }
  return { data, rows, cols, count };
}
