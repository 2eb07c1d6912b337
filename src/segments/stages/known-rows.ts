import type { Matrix } from "../../core";

/** Finds whether a row is one of many, equal in every bit. */
export class KnownRows {
  readonly #rows: Matrix;
  readonly #bits: Uint32Array;
  /** For each hash, the rows that have it. */
  readonly #withHash = new Map<number, number[]>();

  constructor(rows: Matrix) {
    this.#rows = rows;
    this.#bits = bitsOf(rows);
    for (let row = 0; row < rows.rows; row++) {
      const hash = hashOf(this.#bits, row * rows.cols, rows.cols);
      const known = this.#withHash.get(hash);
      if (known === undefined) this.#withHash.set(hash, [row]);
      else known.push(row);
    }
  }

  /** For each of these rows, whether it is known. */
  of(rows: Matrix): boolean[] {
    const { cols } = this.#rows;
    const bits = bitsOf(rows);
    return Array.from({ length: rows.rows }, (_, i) => {
      const candidates = this.#withHash.get(hashOf(bits, i * cols, cols)) ?? [];
      return candidates.some((row) => equal(this.#bits, row * cols, bits, i * cols, cols));
    });
  }
}

function bitsOf({ data }: Matrix): Uint32Array {
  return new Uint32Array(data.buffer, data.byteOffset, data.length);
}

function hashOf(bits: Uint32Array, from: number, length: number): number {
  let hash = 0x811c9dc5;
  for (let i = from; i < from + length; i++) {
    hash = Math.imul(hash ^ bits[i]!, 0x01000193);
    hash ^= hash >>> 15;
  }
  return hash;
}

function equal(a: Uint32Array, atA: number, b: Uint32Array, atB: number, length: number): boolean {
  for (let i = 0; i < length; i++) if (a[atA + i] !== b[atB + i]) return false;
  return true;
}
