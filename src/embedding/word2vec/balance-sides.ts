import type { Checkpoint } from "../../core/internal";
import { blockProducts, type KernelMemory, mixColumns } from "../../kernels";
import type { WorkerPool } from "../../parallel";
import { symmetricEigen } from "../../parallel/internal";

/** Vectors of one side in kernel memory, rows of d floats, and the running sums of how much each row counts. */
export interface Side {
  readonly values: Float32Array;
  readonly sums: Float64Array;
}

interface Work {
  readonly memory: KernelMemory;
  readonly pool: WorkerPool;
  readonly at: Checkpoint;
}

/** Shares of the largest variance below which a direction counts as this much. */
const FLOOR = 1e-6;

/**
 * Brings words and contexts to axes along which both have the same second moments and none are correlated, by W T and
 * C T^-T: no score w · c changes. Adam scales each coordinate for itself, which helps when coordinates are independent.
 */
export async function balanceSides(words: Side, contexts: Side, d: number, work: Work): Promise<void> {
  const { values: spread, vectors: axes } = await symmetricEigen(await moments(work, contexts, d), d, work.at);
  const roots = spread.map((value) => Math.sqrt(Math.max(value, FLOOR * spread[0]!)));
  if (!(roots[0]! > 0)) return;
  // contexts C'C = L L' with L = axes · roots; then L' (W'W) L = U S² U', and T = L U S^-1/2
  const root = table(d, (i, k) => axes[k * d + i]! * roots[k]!);
  const inverse = table(d, (i, k) => axes[k * d + i]! / roots[k]!);
  await work.at.pass(0);
  const seen = product(transpose(root, d), product(await moments(work, words, d), root, d), d);
  const { values: squares, vectors: turns } = await symmetricEigen(seen, d, work.at);
  if (!(squares[0]! > 0)) return;
  const scales = squares.map((square) => Math.sqrt(Math.sqrt(Math.max(square, FLOOR * FLOOR * squares[0]!))));
  await work.at.pass(0);
  const turn = transpose(turns, d);
  const there = product(root, turn, d);
  const back = product(inverse, turn, d);
  await transform(
    work,
    words,
    table(d, (i, j) => there[i * d + j]! / scales[j]!),
    d,
  );
  await transform(
    work,
    contexts,
    table(d, (i, j) => back[i * d + j]! * scales[j]!),
    d,
  );
}

/** The weighted mean of x x' over the rows. */
async function moments({ memory, pool, at }: Work, { values, sums }: Side, d: number): Promise<Float64Array> {
  using _scratch = memory.borrow();
  const weighted = memory.float32(sums.length * d);
  const total = sums.at(-1)!;
  for (let a = 0; a < sums.length; a++) {
    const weight = (sums[a]! - (a > 0 ? sums[a - 1]! : 0)) / total;
    for (let t = 0; t < d; t++) weighted[a * d + t] = weight * values[a * d + t]!;
  }
  const parts = rowRanges(sums.length).map((range) => ({
    range,
    products: { gram: memory.float64(d * d), energy: memory.float64(d * d) },
  }));
  const block = { x: values, image: weighted, width: d };
  await pool.run(
    memory,
    parts.map(({ range, products }) => blockProducts(range, block, products)),
    at,
  );
  const result = new Float64Array(d * d);
  for (let i = 0; i < d; i++) {
    for (let j = i; j < d; j++) {
      for (const { products } of parts) result[i * d + j]! += products.energy[i * d + j]!;
      result[j * d + i] = result[i * d + j]!;
    }
  }
  return result;
}

async function transform(
  { memory, pool, at }: Work,
  { values, sums }: Side,
  by: Float64Array,
  d: number,
): Promise<void> {
  using _scratch = memory.borrow();
  const change = memory.float64(d * d);
  change.set(by);
  const calls = rowRanges(sums.length).map((range) =>
    mixColumns(range, { x: values, width: d }, change, memory.float32(d)),
  );
  await pool.run(memory, calls, at);
}

/** Rows worked on in one kernel call. */
const BLOCK = 1024;

function rowRanges(rows: number): [number, number][] {
  return Array.from({ length: Math.ceil(rows / BLOCK) }, (_, b) => [b * BLOCK, Math.min((b + 1) * BLOCK, rows)]);
}

function table(d: number, entry: (i: number, j: number) => number): Float64Array {
  return Float64Array.from({ length: d * d }, (_, e) => entry(Math.floor(e / d), e % d));
}

function transpose(a: Float64Array, d: number): Float64Array {
  return table(d, (i, j) => a[j * d + i]!);
}

function product(a: Float64Array, b: Float64Array, d: number): Float64Array {
  const result = new Float64Array(d * d);
  for (let i = 0; i < d; i++) {
    for (let k = 0; k < d; k++) for (let j = 0; j < d; j++) result[i * d + j]! += a[i * d + k]! * b[k * d + j]!;
  }
  return result;
}
