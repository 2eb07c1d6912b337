import type { Matrix } from "./matrix";
import type { Steps } from "./steps";

/** Numbers read between two yields. */
const NUMBERS = 1 << 17;

/** Finds whether a row is one of many: equal in every number, 0 and -0 alike. Linear in the numbers read. */
export class RowIndex {
  /** For each row the first that equals it. */
  readonly firstOf: Int32Array;
  readonly #rows: Matrix;
  /** One more than a row, where its hash says or in the next free slot; 0 where free. */
  readonly #slots: Uint32Array;
  readonly #mask: number;

  private constructor(rows: Matrix) {
    let size = 4;
    while (size < 2 * rows.rows) size *= 2;
    this.firstOf = new Int32Array(rows.rows);
    this.#rows = rows;
    this.#slots = new Uint32Array(size);
    this.#mask = size - 1;
  }

  /** Of these rows, which must stay as they are. */
  static *over(rows: Matrix): Steps<RowIndex> {
    const index = new RowIndex(rows);
    yield* eachHash(rows, (row, hash) => {
      const slot = index.#slotOf(rows, row, hash);
      if (index.#slots[slot] === 0) index.#slots[slot] = row + 1;
      index.firstOf[row] = index.#slots[slot]! - 1;
    });
    return index;
  }

  /** For each of these rows the first that equals it; -1 where none does. */
  *find(rows: Matrix): Steps<Int32Array> {
    const found = new Int32Array(rows.rows);
    yield* eachHash(rows, (row, hash) => {
      found[row] = this.#slots[this.#slotOf(rows, row, hash)]! - 1;
    });
    return found;
  }

  /** Where an equal row stands, or the free slot in which it would. */
  #slotOf(rows: Matrix, row: number, hash: number): number {
    for (let slot = hash & this.#mask; ; slot = (slot + 1) & this.#mask) {
      const known = this.#slots[slot]! - 1;
      if (known < 0 || equal(this.#rows, known, rows, row)) return slot;
    }
  }
}

function equal(a: Matrix, i: number, b: Matrix, j: number): boolean {
  for (let c = 0; c < a.cols; c++) if (a.data[i * a.cols + c] !== b.data[j * b.cols + c]) return false;
  return true;
}

/** Hashes of rows: FNV-1a over their 32-bit numbers, mixed so that the lowest bits depend on all of them. */
function* eachHash({ data, rows, cols }: Matrix, take: (row: number, hash: number) => void): Steps<void> {
  const bits = new Int32Array(data.buffer, data.byteOffset, rows * cols);
  const step = Math.ceil(NUMBERS / (cols + 1));
  for (let row = 0, at = 0; row < rows; row++) {
    let hash = 0x811c9dc5;
    for (const end = at + cols; at < end; at++) {
      const number = bits[at]!;
      hash = Math.imul(hash ^ (number === MINUS_ZERO ? 0 : number), 0x01000193);
      hash ^= hash >>> 15;
    }
    hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
    take(row, hash ^ (hash >>> 13));
    if ((row + 1) % step === 0) yield row / rows;
  }
}

/** The bits of -0. */
const MINUS_ZERO = -0x80000000;
