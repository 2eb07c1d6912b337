import { ModelFormatError } from "../errors";
import type { Matrix } from "../rows/matrix";

/** Whether a value, as a file may hold it, is a matrix; of this many rows and columns, where they are given. */
export function isMatrix(value: unknown, size: { rows?: number; cols?: number } = {}): value is Matrix {
  const { data, rows, cols } = (value ?? {}) as Partial<Matrix>;
  return (
    data instanceof Float32Array &&
    isCount(rows) &&
    isCount(cols) &&
    data.length === rows * cols &&
    rows === (size.rows ?? rows) &&
    cols === (size.cols ?? cols)
  );
}

/** Whether a value, as a file may hold it, is a list of texts or numbers, of a length where one is given. */
export function isArrayOf(kind: "string", value: unknown, length?: number): value is string[];
export function isArrayOf(kind: "number", value: unknown, length?: number): value is number[];
export function isArrayOf(kind: string, value: unknown, length?: number): boolean {
  return (
    Array.isArray(value) &&
    (length === undefined || value.length === length) &&
    Array.from(value).every((item) => typeof item === kind) // a list with holes is none
  );
}

/** Whether a value, as a file may hold it, is a number from `min` to `max`. */
export function isWithin(value: unknown, min: number, max: number): value is number {
  return typeof value === "number" && value >= min && value <= max;
}

/** Whether a value, as a file may hold it, is a list of whole numbers below `end`, each larger than the one before. */
export function isAscending(value: unknown, end: number): value is number[] {
  if (!Array.isArray(value)) return false;
  return value.every((item, i) => Number.isInteger(item) && item > (i === 0 ? -1 : value[i - 1]) && item < end);
}

/** @throws ModelFormatError when what was saved is not what it should be. */
export function checkPlainData(sound: boolean, name: string): void {
  if (!sound) throw new ModelFormatError(`the data of ${name} is incomplete`);
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}
