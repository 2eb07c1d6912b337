import type { Matrix } from "../core";
import { type Checkpoint, matrix, type RandomStream } from "../core/internal";
import type { NormalProducts } from "./matrix-products";
import type { WorkerPool } from "./pool";
import { rayleighRitz } from "./rayleigh-ritz";

/**
 * Squared singular values, largest first, and their right singular vectors as columns, the entry of largest size
 * positive.
 */
export interface SingularVectors {
  readonly squares: Float64Array;
  readonly vectors: Matrix;
}

/** Vectors followed beside those wanted. */
const GUARDS = 10;
const ROUNDS = 24;
/** Random numbers drawn between two looks at the clock. */
const DRAWS = 2 ** 14;
/** Once the wanted squares are this near to where they go, of themselves and of the largest, a round is the last. */
const SETTLED = 1e-5;
const SETTLED_OF_LARGEST = 1e-9;
/** No more do the largest vectors grow over the smallest in a round, so that 32-bit floats keep the smallest. */
const GROWTH = 1e5;
const LARGEST_DEGREE = 8;
/** Squares below, of the largest, are rounding: they count as 0 and have no vector. */
const NOTHING = 1e-11;

/** How wide the blocks of {@link leadingSingularVectors} are; a multiple of 8. */
export function blockWidth(count: number, cols: number): number {
  const width = Math.ceil((count + GUARDS) / 8) * 8;
  return cols <= 2 * width ? Math.ceil(cols / 8) * 8 : width;
}

/**
 * The leading right singular vectors of a matrix by block iteration on A'A from a random start (Halko, Martinsson &
 * Tropp 2011), each round filtered by a Chebyshev polynomial and followed by Rayleigh-Ritz. Few columns are taken all
 * at once.
 *
 * @param products of blocks of {@link blockWidth} columns.
 * @param exact    where those are rounded: products by which the squares are computed in the end, from the same memory.
 */
export async function leadingSingularVectors(
  products: NormalProducts,
  count: number,
  { random, pool, at }: { random: RandomStream; pool: WorkerPool; at: Checkpoint },
  exact?: NormalProducts,
): Promise<SingularVectors> {
  const { cols, width, memory } = products;
  const size = cols * width;
  let [x, image, spare] = [memory.float32(size), memory.float32(size), memory.float32(size)] as const;
  const whole = width >= cols;
  if (whole) for (let j = 0; j < cols; j++) x[j * width + j] = 1;
  else {
    for (let e = 0; e < size; e++) {
      x[e] = random.uniform(e, 0) - 0.5;
      const pause = e % DRAWS === 0 ? at.pass(0) : undefined;
      if (pause) await pause;
    }
  }

  let [earlier, before, squares] = Array.from({ length: 3 }, () => new Float64Array(width)) as [
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  for (let round = 0; round < ROUNDS; round++) {
    const part = at.part(round / ROUNDS, (round + 1) / ROUNDS);
    await products.multiply({ x, out: image, scale: 1, shift: 0 }, part);
    [earlier, before] = [before, squares];
    squares = await rayleighRitz(memory, { x, image, width }, pool, part);
    if (round > 0 && (whole || settled(earlier, before, squares, count))) break;
    if (whole) continue; // once more: the first time small squares drown in the rounding of large ones
    const half = Math.max(squares[width - 1]!, NOTHING * squares[0]!) / 2;
    if (!(half > 0)) break;
    await products.multiply({ x, out: image, scale: 1 / half, shift: -1 }, part);
    for (let step = 2; step <= degree(squares[0]! / half - 1); step++) {
      await products.multiply({ x: image, before: x, out: spare, scale: 2 / half, shift: -2 }, part);
      [x, image, spare] = [image, spare, x];
    }
    [x, image] = [image, x];
  }
  if (exact) {
    await exact.multiply({ x, out: image, scale: 1, shift: 0 }, at.part(0.99, 0.999));
    squares = await rayleighRitz(memory, { x, image, width }, pool, at.part(0.99, 0.999));
  }
  return leading(x, squares, count, { cols, width }, at.part(0.99, 0.999));
}

/** Of the changes of two rounds, which fall like a geometric series, what is still to come. */
function settled(earlier: Float64Array, before: Float64Array, now: Float64Array, count: number): boolean {
  for (let c = 0; c < count; c++) {
    const change = Math.abs(now[c]! - before[c]!);
    const last = Math.abs(before[c]! - earlier[c]!);
    const left = change < last ? (change * change) / (last - change) : change;
    if (left > SETTLED * now[c]! + SETTLED_OF_LARGEST * now[0]!) return false;
  }
  return true;
}

/** The largest degree at which Chebyshev's polynomial does not grow over {@link GROWTH} at x. */
function degree(x: number): number {
  let [last, value] = [1, x];
  let reached = 1;
  while (reached < LARGEST_DEGREE) {
    [last, value] = [value, 2 * x * value - last];
    if (value > GROWTH) break;
    reached++;
  }
  return reached;
}

async function leading(
  x: Float32Array,
  values: Float64Array,
  count: number,
  { cols, width }: { cols: number; width: number },
  at: Checkpoint,
): Promise<SingularVectors> {
  const squares = new Float64Array(count);
  for (let c = 0; c < count && c < width; c++) {
    if (!(values[c]! > NOTHING * values[0]!)) break;
    squares[c] = values[c]!;
  }
  return { squares, vectors: await unitColumns(x, squares, { rows: cols, width }, at) };
}

/** Rows worked on between two looks at the clock. */
const ROWS = 1024;

/**
 * Columns scaled to length 1, the entry of largest size positive; zeros where the square is 0. Rows are `width` apart.
 */
export async function unitColumns(
  x: Float32Array,
  squares: Float64Array,
  { rows, width }: { rows: number; width: number },
  at: Checkpoint,
): Promise<Matrix> {
  const count = squares.length;
  const [lengths, largest] = [new Float64Array(count), new Float64Array(count)];
  const known = Math.min(count, width);
  for (let i = 0; i < rows; i++) {
    for (let c = 0; c < known; c++) {
      const value = x[i * width + c]!;
      lengths[c]! += value * value;
      if (Math.abs(value) > Math.abs(largest[c]!)) largest[c] = value;
    }
    const pause = i % ROWS === 0 ? at.pass((0.5 * i) / rows) : undefined;
    if (pause) await pause;
  }
  const scales = squares.map((square, c) => (square > 0 ? (largest[c]! < 0 ? -1 : 1) / Math.sqrt(lengths[c]!) : 0));
  const vectors = matrix(rows, count);
  for (let i = 0; i < rows; i++) {
    for (let c = 0; c < known; c++) vectors.data[i * count + c] = scales[c]! * x[i * width + c]!;
    const pause = i % ROWS === 0 ? at.pass(0.5 + (0.5 * i) / rows) : undefined;
    if (pause) await pause;
  }
  return vectors;
}
