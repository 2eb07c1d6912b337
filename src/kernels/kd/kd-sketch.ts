import * as SCREEN from "../assembly/kd/screen-table";
import type { KernelMemory } from "../memory";
import type { KernelCall } from "../module";

/**
 * Axes on which boxes of points in many columns are tight, and how fine points are screened (assembly/kd-screen.ts). It
 * decides what a search costs, never what it finds.
 */
export interface Sketch {
  /** A column each, of the points times their scale. */
  readonly mean: Float32Array;
  /** Orthonormal: entry j * count + a is coordinate j of axis a. */
  readonly axes: Float32Array;
  /** Number of axes, a multiple of 4. */
  readonly count: number;
  /** Integer steps per unit of the points times their scale. */
  readonly unit: number;
  /** Whether the axes leave enough out that tiles are screened by all columns too. */
  readonly fine: boolean;
}

/** The table of assembly/kd/kd-screen.ts. */
export function screenTable(
  memory: KernelMemory,
  sketch: Sketch,
  cols: number,
  panelCount: number,
  leaves: number,
): Int32Array {
  const { mean, count, unit, fine } = sketch;
  const stride = (cols + 3) & ~3;
  const table = memory.int32(SCREEN.SCREEN_BYTES / 4);
  const form = (at: number, columns: number, panels: number) => {
    const steps = columns / 2;
    table[at / 4] = memory.uint8(panels * steps * 16).byteOffset;
    table[(at + SCREEN.STEPS) / 4] = steps;
    table[(at + SCREEN.NORMS) / 4] = memory.int32(panels * 4).byteOffset;
  };
  const leafPanels = 2 * Math.ceil(leaves / 8);
  const means = memory.float32(stride);
  means.set(mean);
  form(SCREEN.COARSE, count, panelCount);
  if (fine) form(SCREEN.FINE, stride, panelCount);
  table[SCREEN.MEAN / 4] = means.byteOffset;
  table[SCREEN.ZEROS / 4] = memory.float32(count).byteOffset;
  form(SCREEN.CENTERS, count, leafPanels);
  table[SCREEN.RADII / 4] = memory.float32(leafPanels * 4).byteOffset;
  const doubles = new DataView(table.buffer, table.byteOffset);
  doubles.setFloat64(SCREEN.UNIT, unit, true);
  doubles.setFloat64(SCREEN.REACH_UNIT, unit * (1.0001 + cols * 6e-8), true);
  doubles.setFloat64(SCREEN.MARGIN, screenMargin(cols, count), true);
  return table;
}

/**
 * By how much integer distances may fall short: a half in every column of both points for being rounded, and what
 * summing the coordinates on the axes in 32-bit floats adds.
 */
function screenMargin(cols: number, axes: number): number {
  const ball = 16384;
  return 1.01 * Math.sqrt(Math.max(cols, axes)) + 2 * Math.sqrt(axes) * ball * (cols + 4) * 1.2e-7 + 0.1;
}

/** Calls that put the points on the sketch's axes. */
export function sketchCalls(
  memory: KernelMemory,
  table: Int32Array,
  rows: number,
  { mean, axes }: Sketch,
  stride: number,
): KernelCall[] {
  const means = memory.float32(stride);
  means.set(mean);
  const columns = memory.float32(axes.length);
  columns.set(axes);
  const block = 4096;
  return Array.from({ length: Math.ceil(rows / block) }, (_, i) => {
    const last = Math.min(rows, (i + 1) * block);
    return ["kdSketch", table.byteOffset, means.byteOffset, columns.byteOffset, i * block, last];
  });
}
