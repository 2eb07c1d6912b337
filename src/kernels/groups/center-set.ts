import type { KernelMemory, PaddedRows } from "../memory";

/** Centers as kernels read them. */
export interface CenterSet {
  readonly k: number;
  readonly stride: number;
  /** k rows of `stride` numbers. */
  readonly centers: Float32Array;
  /**
   * The centers less the point in their middle, times -2, and a row of zeros; then the squared length of each, that of
   * the last Infinity, filled up to a multiple of 4; then the middle; then the largest length.
   */
  readonly shifted: Float32Array;
}

/** Room for k centers of the same columns as `rows`. */
export function centerSet(memory: KernelMemory, { stride }: PaddedRows, k: number): CenterSet {
  const shifted = memory.float32((k + 1) * stride + ((k + 4) & ~3) + stride + 4);
  return { k, stride, centers: memory.float32(k * stride), shifted };
}

/** Where a list of centers is filled up to four, it names one that is infinitely far. */
export function filledUp(k: number): number {
  return (k + 3) & ~3;
}

/** What a thread needs beside the centers to measure rows. */
export function tileScratch(memory: KernelMemory, { stride, k }: CenterSet): Uint8Array {
  return memory.uint8(36 * (k + 1) + 16 + 32 * (stride + k + 3) + 128);
}

/** Renews `shifted`. */
export function shiftCenters({ k, stride, centers, shifted }: CenterSet): void {
  const norms = shifted.subarray((k + 1) * stride).fill(Number.POSITIVE_INFINITY, 0, k + 1);
  const middle = norms.subarray((k + 4) & ~3);
  for (let j = 0; j < stride; j++) {
    let sum = 0;
    for (let c = 0; c < k; c++) sum += centers[c * stride + j]!;
    middle[j] = sum / k;
  }
  let largest = 0;
  for (let c = 0; c < k; c++) {
    let square = 0;
    for (let j = 0; j < stride; j++) {
      const value = Math.fround(centers[c * stride + j]! - middle[j]!);
      shifted[c * stride + j] = -2 * value;
      square += value * value;
    }
    norms[c] = square;
    largest = Math.max(largest, square);
  }
  middle[stride] = Math.sqrt(largest) * (1 + 1e-6);
}
