import type { Steps } from "../running/steps";
import { type Matrix, matrix } from "./matrix";

/** Rows worked on between two yields. */
const ROWS_A_STEP = 2 ** 12;

/** Rows divided by their length, computed in double precision; a row of zeros stays. */
export function* unitRows({ data, rows, cols }: Matrix): Steps<Matrix> {
  const result = matrix(rows, cols);
  for (let i = 0; i < rows; i++) {
    let squares = 0;
    for (let j = i * cols; j < (i + 1) * cols; j++) squares += data[j]! * data[j]!;
    const length = squares > 0 ? Math.sqrt(squares) : 1;
    for (let j = i * cols; j < (i + 1) * cols; j++) result.data[j] = data[j]! / length;
    if (i % ROWS_A_STEP === 0) yield 0;
  }
  return result;
}
