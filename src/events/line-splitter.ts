/** Called for each line without its line break: `bytes[start .. end]`, valid until the call returns. */
export type OnLine = (bytes: Uint8Array, start: number, end: number, line: number) => void;

const LF = 10;
const CR = 13;

/** Splits bytes into lines, ended by LF or CRLF, across chunk borders. */
export class LineSplitter {
  readonly #onLine: OnLine;
  /** The beginning of a line whose end has not come yet. */
  #parts: Uint8Array[] = [];
  #line = 0;

  constructor(onLine: OnLine) {
    this.#onLine = onLine;
  }

  push(chunk: Uint8Array): void {
    let start = 0;
    for (let end = chunk.indexOf(LF); end >= 0; end = chunk.indexOf(LF, start)) {
      if (this.#parts.length === 0) this.#tell(chunk, start, end);
      else this.#tellParts(chunk.subarray(start, end));
      start = end + 1;
    }
    if (start < chunk.length) this.#parts.push(chunk.slice(start));
  }

  /** To be called after the last chunk. */
  end(): void {
    if (this.#parts.length > 0) this.#tellParts(new Uint8Array(0));
  }

  #tellParts(last: Uint8Array): void {
    const parts = [...this.#parts, last];
    const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
    let at = 0;
    for (const part of parts) {
      whole.set(part, at);
      at += part.length;
    }
    this.#parts = [];
    this.#tell(whole, 0, whole.length);
  }

  #tell(bytes: Uint8Array, start: number, end: number): void {
    this.#line += 1;
    this.#onLine(bytes, start, end > start && bytes[end - 1] === CR ? end - 1 : end, this.#line);
  }
}
