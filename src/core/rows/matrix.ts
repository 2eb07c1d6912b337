import { describeValue } from "../options/describe-value";
import { verbatim, wrongType, wrongValue } from "../options/wrong-value";
import { unitsText } from "../words/wording";

/** A dense row-major matrix of 32-bit floats: `data[row * cols + col]`. */
export interface Matrix {
  readonly data: Float32Array;
  readonly rows: number;
  readonly cols: number;
}

/** What public functions take for n rows of d finite numbers. */
export type Vectors = Matrix | readonly (readonly number[])[];

/** A matrix of zeros, or a view of `data` as a matrix. */
export function matrix(rows: number, cols: number, data: Float32Array = new Float32Array(rows * cols)): Matrix {
  return { data, rows, cols };
}

/** One row, as a view. */
export function row(of: Matrix, index: number): Float32Array {
  return of.data.subarray(index * of.cols, (index + 1) * of.cols);
}

/** Some rows, in the order given. */
export function pickRows({ data, cols }: Matrix, rows: ArrayLike<number>): Matrix {
  const picked = matrix(rows.length, cols);
  for (let i = 0; i < rows.length; i++) {
    picked.data.set(data.subarray(rows[i]! * cols, (rows[i]! + 1) * cols), i * cols);
  }
  return picked;
}

/** Columns as rows; written line by line of a block, so that both sides stay in the cache. */
export function transposed({ data, rows, cols }: Matrix): Matrix {
  const result = matrix(cols, rows);
  for (let from = 0; from < rows; from += 16) {
    const to = Math.min(from + 16, rows);
    for (let j = 0; j < cols; j++) for (let i = from; i < to; i++) result.data[j * rows + i] = data[i * cols + j]!;
  }
  return result;
}

/**
 * Reads vectors at the public edge: a `Matrix` as it is, rows of numbers converted once.
 *
 * @throws TypeError when it is neither, or rows differ in length.
 * @throws RangeError when a value is not a finite 32-bit float (row and column are named).
 */
export function toMatrix(name: string, vectors: Vectors): Matrix {
  const points = Array.isArray(vectors) ? fromRows(name, vectors) : fromMatrix(name, vectors as Matrix);
  const { data, cols } = points;
  if (allFinite(data)) return points;
  const i = data.findIndex((value) => !Number.isFinite(value));
  const given = Array.isArray(vectors) ? vectors[Math.floor(i / cols)][i % cols] : data[i];
  throw wrongValue(name, "finite 32-bit numbers", given, ` in row ${Math.floor(i / cols)}, column ${i % cols}`);
}

/** An exponent of all ones is NaN or Infinity: one more, and it carries over into the sign. */
function allFinite({ buffer, byteOffset, length }: Float32Array): boolean {
  const bits = new Int32Array(buffer, byteOffset, length);
  let carried = 0;
  for (let i = 0; i < length; i++) carried |= (bits[i]! & 0x7fffffff) + 0x00800000;
  return carried >= 0;
}

function fromMatrix(name: string, value: Matrix): Matrix {
  if (typeof value !== "object" || value === null || !(value.data instanceof Float32Array)) {
    throw wrongType(name, "a Matrix or an array of rows of numbers", value);
  }
  const { data, rows, cols } = value;
  if (!Number.isInteger(rows) || !Number.isInteger(cols) || rows < 0 || cols < 0 || data.length !== rows * cols) {
    throw wrongValue(name, `rows x cols = ${data.length} values`, verbatim(`${rows} x ${cols}`));
  }
  return value;
}

function fromRows(name: string, rows: readonly (readonly number[])[]): Matrix {
  const first: unknown = rows[0];
  if (rows.length > 0 && !isRow(first)) {
    throw new TypeError(`"${name}" expected rows of numbers, got ${describeValue(first)} in row 0`);
  }
  const cols = rows[0]?.length ?? 0;
  const result = matrix(rows.length, cols);
  for (const [i, values] of rows.entries()) {
    if (!isRow(values) || values.length !== cols) {
      const got = values?.length === undefined ? describeValue(values) : unitsText(values.length, "value");
      throw wrongType(name, `rows of ${cols} numbers`, verbatim(`${got} in row ${i}`));
    }
    for (let j = 0; j < cols; j++) {
      const value = values[j];
      if (typeof value !== "number") {
        throw wrongType(name, "numbers", value, ` in row ${i}, column ${j}`);
      }
      result.data[i * cols + j] = value;
    }
  }
  return result;
}

function isRow(value: unknown): value is readonly number[] {
  return Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView));
}

/** A power of two that brings the largest coordinate to about 1, so that squares neither overflow nor vanish. */
export function powerOfTwoScale(data: Float32Array): number {
  let largest = 0;
  for (let i = 0; i < data.length; i++) largest = Math.max(largest, Math.abs(data[i]!));
  let scale = 1;
  while (largest * scale > 1) scale /= 2;
  while (largest > 0 && largest * scale < 0.5) scale *= 2;
  return scale;
}
