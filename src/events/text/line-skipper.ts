const LF = 10;
const CR = 13;

/** Leaves out the first lines of bytes; they end with LF, CRLF or CR. */
export class LineSkipper {
  #lines: number;
  #afterCr = false;

  constructor(lines: number) {
    this.#lines = lines;
  }

  /** What of the next bytes is not left out. */
  push(chunk: Uint8Array): Uint8Array {
    let at = 0;
    for (; at < chunk.length && (this.#lines > 0 || this.#afterCr); at++) {
      const byte = chunk[at]!;
      if (this.#afterCr && byte !== LF && this.#lines === 0) break;
      if (byte === CR || (byte === LF && !this.#afterCr)) this.#lines -= 1;
      this.#afterCr = byte === CR;
    }
    return at === 0 ? chunk : chunk.subarray(at);
  }
}
