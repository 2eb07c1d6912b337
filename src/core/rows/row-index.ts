import type { Steps } from "../running/steps";
import type { Matrix } from "./matrix";

/** Rows that can be found by their values: equal is who is equal in every number, 0 and -0 alike. */
export interface RowIndex {
  readonly rows: Matrix;
  /** One more than a row, where its hash says or in the next free slot; 0 where free. A power of two of them. */
  readonly slots: Uint32Array;
}

/** Numbers read between two yields. */
const NUMBERS = 1 << 17;

/** An index of rows, which must stay as they are. Linear in the numbers read. */
export function* indexRows(rows: Matrix): Steps<RowIndex> {
  let size = 4;
  while (size < 2 * rows.rows) size *= 2;
  const slots = new Uint32Array(size);
  const index = { rows, slots };
  yield* eachHash(rows, (row, hash) => {
    const slot = slotOf(index, rows, row, hash);
    if (slots[slot] === 0) slots[slot] = row + 1;
  });
  return index;
}

/** For each of these rows the first of the index that equals it; -1 where none does. */
export function* findRows(index: RowIndex, rows: Matrix): Steps<Int32Array> {
  const found = new Int32Array(rows.rows);
  yield* eachHash(rows, (row, hash) => {
    found[row] = index.slots[slotOf(index, rows, row, hash)]! - 1;
  });
  return found;
}

/** Where an equal row stands, or the free slot in which it would. */
function slotOf({ rows, slots }: RowIndex, asked: Matrix, row: number, hash: number): number {
  for (let slot = hash; ; slot++) {
    slot &= slots.length - 1;
    if (slots[slot] === 0 || equal(rows, slots[slot]! - 1, asked, row)) return slot;
  }
}

function equal(a: Matrix, i: number, b: Matrix, j: number): boolean {
  for (let c = 0; c < a.cols; c++) if (a.data[i * a.cols + c] !== b.data[j * b.cols + c]) return false;
  return true;
}

/** Hashes of rows: FNV-1a over their 32-bit numbers, whose high bits are mixed into the low ones. */
function* eachHash({ data, rows, cols }: Matrix, take: (row: number, hash: number) => void): Steps<void> {
  const bits = new Int32Array(data.buffer, data.byteOffset, rows * cols);
  const step = Math.ceil(NUMBERS / (cols + 1));
  for (let row = 0, at = 0; row < rows; row++) {
    let hash = 0x811c9dc5;
    for (const end = at + cols; at < end; at++) {
      hash = Math.imul(hash ^ (bits[at]! << 1 && bits[at]!), 0x01000193); // without their signs the bits of 0 and -0 are 0
      hash ^= hash >>> 15;
    }
    take(row, hash ^ (hash >>> 16));
    if ((row + 1) % step === 0) yield row / rows;
  }
}
