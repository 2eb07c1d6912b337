import type { Ragged } from "../../core/internal";

/** Ragged rows under construction, in arrays that grow. */
export class RaggedBuilder {
  tokens: Uint32Array;
  /** Tokens so far. */
  length = 0;
  /** Rows so far. */
  rows = 0;
  #offsets: Uint32Array;

  constructor(tokens = 1 << 12, rows = 1 << 8) {
    this.tokens = new Uint32Array(tokens);
    this.#offsets = new Uint32Array(rows + 1);
  }

  push(token: number): void {
    if (this.length === this.tokens.length) this.tokens = doubled(this.tokens);
    this.tokens[this.length++] = token;
  }

  /** Where the row under construction begins. */
  get rowStart(): number {
    return this.#offsets[this.rows]!;
  }

  endRow(): void {
    this.rows += 1;
    if (this.rows === this.#offsets.length) this.#offsets = doubled(this.#offsets);
    this.#offsets[this.rows] = this.length;
  }

  /** The rows; the builder is done. */
  finish(): Ragged {
    return { tokens: upTo(this.tokens, this.length), offsets: upTo(this.#offsets, this.rows + 1) };
  }
}

function upTo(array: Uint32Array, length: number): Uint32Array {
  return array.length === length ? array : array.slice(0, length);
}

function doubled(array: Uint32Array): Uint32Array {
  const larger = new Uint32Array(array.length * 2 + 1);
  larger.set(array);
  return larger;
}
