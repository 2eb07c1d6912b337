import type { KernelMemory, PaddedRows } from "../memory";
import type { KernelCall } from "../module";

/** The largest norm of a row in integers, but for rounding; see assembly/integer-row.ts. */
const BALL = 16384;

/** Rows as 16-bit integers, by which distances are screened before they are measured. */
export interface IntegerRows {
  readonly data: Uint8Array;
  /** From row to row. */
  readonly bytes: number;
  /** A distance times this, and `margin` more, is no smaller than the distance in integers. */
  readonly unit: number;
  readonly margin: number;
}

/**
 * Room for rows as integers, and the calls that fill it, in any order.
 *
 * @param mean a column each.
 * @param unit integers per unit of the rows.
 */
export function integerRows(
  memory: KernelMemory,
  { data, rows, cols, stride }: PaddedRows,
  { mean, unit }: { readonly mean: Float32Array; readonly unit: number },
): { integers: IntegerRows; calls: KernelCall[] } {
  const bytes = ((stride + 7) & ~7) * 2;
  const integers = {
    data: memory.uint8(rows * bytes),
    bytes,
    unit: unit * (1.0001 + cols * 6e-8), // with room for the rounding of exact distances
    margin: 1.01 * Math.sqrt(cols) + BALL * (cols + 8) * 1.2e-7 + 0.1,
  };
  const means = memory.float32(stride);
  means.set(mean);
  const block = 4096;
  const calls = Array.from({ length: Math.ceil(rows / block) }, (_, i): KernelCall => {
    const last = Math.min(rows, (i + 1) * block);
    const out = integers.data.byteOffset;
    return ["integerRows", i * block, last, data.byteOffset, stride, means.byteOffset, unit, out];
  });
  return { integers, calls };
}
