import type { Csr, Matrix } from "../core";
import type { Checkpoint } from "../core/internal";
import { type KernelMemory, matmul, type SparseRows, sparseBlock } from "../kernels";
import type { WorkerPool } from "./pool";

/** A step of Chebyshev's recurrence: `out = scale * (A'A x) + shift * x - before`; blocks of `cols` rows. */
export interface NormalStep {
  readonly x: Float32Array;
  readonly out: Float32Array;
  /** May be `out`. */
  readonly before?: Float32Array | undefined;
  readonly scale: number;
  readonly shift: number;
}

/** A matrix A, seen by the products of A'A with tall blocks in kernel memory, `width` floats a row. */
export interface NormalProducts {
  readonly cols: number;
  readonly width: number;
  readonly memory: KernelMemory;
  multiply(step: NormalStep, at: Checkpoint): Promise<void>;
}

/** Multiply-adds of one kernel call, about: a few milliseconds. */
export const CALL_OPERATIONS = 2 ** 23;
/** Rows of a dense matrix whose products are summed in 32-bit floats before they are added up in 64 bits. */
const CHUNK = 2048;

/** A sparse matrix in kernel memory, as it is and turned. */
export interface SparseSides {
  readonly rows: number;
  readonly cols: number;
  readonly forward: SparseRows;
  readonly backward: SparseRows;
}

export function sparseSides(memory: KernelMemory, a: Csr, turned: Csr): SparseSides {
  const [forward, backward] = [inKernelMemory(memory, a), inKernelMemory(memory, turned)];
  return { rows: a.rows, cols: a.cols, forward, backward };
}

/** Products of a sparse matrix; `width` a multiple of 4. */
export function sparseProducts(
  memory: KernelMemory,
  { rows, cols, forward, backward }: SparseSides,
  width: number,
  pool: WorkerPool,
): NormalProducts {
  const image = memory.float32(rows * width);
  const ranges = rowRanges(forward.offsets, width);
  const turnedRanges = rowRanges(backward.offsets, width);
  return {
    cols,
    width,
    memory,
    async multiply({ x, out, before, scale, shift }, at) {
      const there = ranges.map((range) =>
        sparseBlock(range, forward, width / 4, { x, out: image }, { scale: 1, shift: 0 }),
      );
      await pool.run(memory, there, at.part(0, 0.5));
      const back = turnedRanges.map((range) =>
        sparseBlock(range, backward, width / 4, { x: image, own: x, before, out }, { scale, shift }),
      );
      await pool.run(memory, back, at.part(0.5, 1));
    },
  };
}

function inKernelMemory(memory: KernelMemory, { offsets, columns, values }: Csr): SparseRows {
  const copy = {
    offsets: memory.int32(offsets.length),
    columns: memory.int32(columns.length),
    values: memory.float32(values.length),
  };
  copy.offsets.set(offsets);
  copy.columns.set(columns);
  copy.values.set(values);
  return copy;
}

/** Spans of rows with about as many entries each. */
export function rowRanges(offsets: ArrayLike<number>, width: number): [number, number][] {
  const most = Math.max(1, Math.floor(CALL_OPERATIONS / width));
  const ranges: [number, number][] = [];
  let start = 0;
  for (let i = 1; i < offsets.length; i++) {
    if (i === offsets.length - 1 || offsets[i + 1]! - offsets[start]! + i - start > most) {
      ranges.push([start, i]);
      start = i;
    }
  }
  return ranges;
}

/**
 * Products of a dense matrix of which `mean` is taken from each row, and each row multiplied by `scales`; `width` a
 * multiple of 8.
 */
export function denseProducts(
  memory: KernelMemory,
  { data, rows, cols }: Matrix,
  { mean, scales }: { mean?: Float64Array; scales?: Float64Array },
  width: number,
  pool: WorkerPool,
): NormalProducts {
  const [height, stride] = [Math.ceil(rows / 4) * 4, Math.ceil(cols / 4) * 4];
  const a = memory.float32(height * stride);
  for (let i = 0; i < rows; i++) {
    const scale = scales?.[i] ?? 1;
    for (let j = 0; j < cols; j++) a[i * stride + j] = scale * (data[i * cols + j]! - (mean?.[j] ?? 0));
  }
  const factor = memory.float32(stride * width);
  const image = memory.float32(height * width);
  const chunks = Array.from({ length: Math.ceil(height / CHUNK) }, (_, c) => ({
    from: c * CHUNK,
    count: Math.min(CHUNK, height - c * CHUNK),
    part: memory.float32(stride * width),
  }));
  const row = { rowStep: stride, columnStep: 1 };
  return {
    cols,
    width,
    memory,
    async multiply({ x, out, before, scale, shift }, at) {
      factor.set(x);
      const there = chunks.map(({ from, count }) =>
        matmul(
          { data: a.subarray(from * stride), ...row },
          { data: factor, rowStep: width },
          { data: image.subarray(from * width), rowStep: width },
          [count, width, cols],
        ),
      );
      await pool.run(memory, there, at.part(0, 0.5));
      const back = chunks.map(({ from, count, part }) =>
        matmul(
          { data: a.subarray(from * stride), rowStep: 1, columnStep: stride },
          { data: image.subarray(from * width), rowStep: width },
          { data: part, rowStep: width },
          [stride, width, count],
        ),
      );
      await pool.run(memory, back, at.part(0.5, 1));
      for (let e = 0; e < cols * width; e++) {
        let sum = 0;
        for (const { part } of chunks) sum += part[e]!;
        out[e] = scale * sum + shift * x[e]! - (before?.[e] ?? 0);
      }
    },
  };
}
