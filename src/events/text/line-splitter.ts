/** Called for each line without its line break: `bytes[start .. end]`, valid until the call returns. */
export type OnLine = (bytes: Uint8Array, start: number, end: number, line: number) => void;

/** Bytes beyond which a line is given up. */
export const MAX_LINE_BYTES = 1 << 24;

const LF = 10;
const CR = 13;

/** Splits bytes into lines, ended by LF or CRLF, across chunk borders. */
export class LineSplitter {
  readonly #onLine: OnLine;
  readonly #onTooLong: (line: number) => void;
  /** The beginning of a line whose end has not come yet. */
  #parts: Uint8Array[] = [];
  #bytes = 0;
  #line = 0;

  /** @param onTooLong called in the place of `onLine`, before its end, for a line of more than {@link MAX_LINE_BYTES}. */
  constructor(onLine: OnLine, onTooLong: (line: number) => void) {
    this.#onLine = onLine;
    this.#onTooLong = onTooLong;
  }

  push(chunk: Uint8Array): void {
    let start = 0;
    for (let end = chunk.indexOf(LF); end >= 0; end = chunk.indexOf(LF, start)) {
      if (this.#bytes === 0) this.#emit(chunk, start, end);
      else this.#tellParts(chunk.subarray(start, end));
      start = end + 1;
    }
    if (start < chunk.length) this.#hold(chunk, start);
  }

  /** To be called after the last chunk. */
  end(): void {
    if (this.#bytes > 0) this.#tellParts(new Uint8Array(0));
  }

  #hold(chunk: Uint8Array, start: number): void {
    const known = this.#bytes > MAX_LINE_BYTES;
    this.#bytes += chunk.length - start;
    if (this.#bytes <= MAX_LINE_BYTES) this.#parts.push(chunk.slice(start));
    else if (!known) this.#giveUp();
  }

  #tellParts(last: Uint8Array): void {
    const known = this.#bytes > MAX_LINE_BYTES;
    const length = this.#bytes + last.length;
    const parts = this.#parts;
    this.#parts = [];
    this.#bytes = 0;
    if (length > MAX_LINE_BYTES) {
      if (!known) this.#giveUp();
      return;
    }
    const whole = new Uint8Array(length);
    let at = 0;
    for (const part of [...parts, last]) {
      whole.set(part, at);
      at += part.length;
    }
    this.#emit(whole, 0, length);
  }

  #giveUp(): void {
    this.#parts = [];
    this.#line += 1;
    this.#onTooLong(this.#line);
  }

  #emit(bytes: Uint8Array, start: number, end: number): void {
    this.#line += 1;
    this.#onLine(bytes, start, end > start && bytes[end - 1] === CR ? end - 1 : end, this.#line);
  }
}
