import { symmetricEigen } from "../parallel";

/** Vectors of one side, rows of d floats, and the running sums of how much each row counts. */
export interface Side {
  readonly values: Float32Array;
  readonly sums: Float64Array;
}

/** Shares of the largest variance below which a direction counts as this much. */
const FLOOR = 1e-6;

/**
 * Brings words and contexts to axes along which both have the same second moments and none are correlated, by W T and
 * C T^-T: no score w · c changes. Adam scales each coordinate for itself, which helps when coordinates are independent.
 */
export async function balanceSides(words: Side, contexts: Side, d: number): Promise<void> {
  const { values: spread, vectors: axes } = await symmetricEigen(moments(contexts, d), d);
  const roots = spread.map((value) => Math.sqrt(Math.max(value, FLOOR * spread[0]!)));
  if (!(roots[0]! > 0)) return;
  // contexts C'C = L L' with L = axes · roots; then L' (W'W) L = U S² U', and T = L U S^-1/2
  const root = table(d, (i, k) => axes[k * d + i]! * roots[k]!);
  const inverse = table(d, (i, k) => axes[k * d + i]! / roots[k]!);
  const seen = product(transpose(root, d), product(moments(words, d), root, d), d);
  const { values: squares, vectors: turns } = await symmetricEigen(seen, d);
  if (!(squares[0]! > 0)) return;
  const scales = squares.map((square) => Math.sqrt(Math.sqrt(Math.max(square, FLOOR * FLOOR * squares[0]!))));
  const turn = transpose(turns, d);
  const there = product(root, turn, d);
  const back = product(inverse, turn, d);
  transform(
    words,
    table(d, (i, j) => there[i * d + j]! / scales[j]!),
    d,
  );
  transform(
    contexts,
    table(d, (i, j) => back[i * d + j]! * scales[j]!),
    d,
  );
}

/** The weighted mean of x x' over the rows. */
function moments({ values, sums }: Side, d: number): Float64Array {
  const result = new Float64Array(d * d);
  const total = sums.at(-1)!;
  for (let a = 0; a < sums.length; a++) {
    const weight = (sums[a]! - (a > 0 ? sums[a - 1]! : 0)) / total;
    for (let i = 0; i < d; i++) {
      const x = weight * values[a * d + i]!;
      for (let j = i; j < d; j++) result[i * d + j]! += x * values[a * d + j]!;
    }
  }
  for (let i = 0; i < d; i++) for (let j = 0; j < i; j++) result[i * d + j] = result[j * d + i]!;
  return result;
}

function transform({ values, sums }: Side, by: Float64Array, d: number): void {
  const line = new Float64Array(d);
  for (let a = 0; a < sums.length; a++) {
    line.fill(0);
    for (let i = 0; i < d; i++) {
      const x = values[a * d + i]!;
      for (let j = 0; j < d; j++) line[j]! += x * by[i * d + j]!;
    }
    values.set(line, a * d);
  }
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
