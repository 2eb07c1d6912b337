import type { Matrix } from "../../src/core";

/** Sum over rows of w (x_a - m_a)(x_b - m_b), for every pair of columns. */
export function scatter({ data, rows, cols }: Matrix, mean: ArrayLike<number>, weights: ArrayLike<number>): number[][] {
  return Array.from({ length: cols }, (_, a) =>
    Array.from({ length: cols }, (_, b) => {
      let sum = 0;
      for (let i = 0; i < rows; i++) {
        sum += weights[i]! * (data[i * cols + a]! - mean[a]!) * (data[i * cols + b]! - mean[b]!);
      }
      return sum;
    }),
  );
}
