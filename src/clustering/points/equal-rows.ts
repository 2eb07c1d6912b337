import type { Matrix } from "../../core";
import type { Steps } from "../../core/internal";

/** Rows that are equal, as groups numbered in order of their first rows. */
export interface EqualRows {
  /** For each row, its group. */
  readonly groupOf: Int32Array;
  /** For each group, its first row. */
  readonly first: Int32Array;
}

/** Rows looked at between two yields. */
const ROWS = 1 << 16;

/** Finds equal rows by hashing them; 0 and -0 are equal. */
export function* equalRows({ data, rows, cols }: Matrix): Steps<EqualRows> {
  const words = new Int32Array(data.buffer, data.byteOffset, rows * cols);
  const slots = 1 << Math.max(4, 33 - Math.clz32(rows)); // at most half are taken
  const table = new Int32Array(slots).fill(-1); // the group in each slot
  const hashes = new Int32Array(rows); // of each group
  const groupOf = new Int32Array(rows);
  const first = new Int32Array(rows);
  let groups = 0;
  for (let from = 0; from < rows; from += ROWS) {
    const to = Math.min(rows, from + ROWS);
    for (let row = from; row < to; row++) {
      const hash = hashOf(words, row * cols, cols);
      let slot = hash & (slots - 1);
      for (;;) {
        const group = table[slot]!;
        if (group < 0) {
          table[slot] = groups;
          hashes[groups] = hash;
          first[groups] = row;
          groupOf[row] = groups++;
          break;
        }
        if (hashes[group] === hash && isEqual(words, first[group]! * cols, row * cols, cols)) {
          groupOf[row] = group;
          break;
        }
        slot = (slot + 1) & (slots - 1);
      }
    }
    yield 0;
  }
  return { groupOf, first: first.slice(0, groups) };
}

const MINUS_ZERO = -0x80000000;

function hashOf(words: Int32Array, start: number, length: number): number {
  let hash = 0x2545f491;
  for (let at = start; at < start + length; at++) {
    const word = words[at]!;
    hash = Math.imul(hash ^ (word === MINUS_ZERO ? 0 : word), 0x9e3779b1);
    hash ^= hash >>> 15;
  }
  hash = Math.imul(hash, 0x85ebca6b);
  return hash ^ (hash >>> 13);
}

function isEqual(words: Int32Array, a: number, b: number, length: number): boolean {
  for (let j = 0; j < length; j++) {
    const [left, right] = [words[a + j]!, words[b + j]!];
    if (left !== right && ((left | right) & ~MINUS_ZERO) !== 0) return false;
  }
  return true;
}
