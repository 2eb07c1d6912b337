/** Bytes of one row beyond which a quote is taken to be unclosed. */
const MAX_ROW_BYTES = 1 << 24;

/** Called for each row: field i is `bytes[bounds[2 * i] .. bounds[2 * i + 1]]`, valid until the call returns. */
export type OnCsvRow = (bytes: Uint8Array, bounds: Int32Array, fields: number, line: number) => void;

/**
 * Splits CSV bytes (RFC 4180) into rows of byte ranges, across chunk borders, without making a string. Quoted fields may
 * hold delimiters, line breaks and doubled quotes; a quote inside an unquoted field is text; CR, LF and CRLF end a
 * row; empty lines are no rows. A row whose quotes are broken has -1 fields.
 */
export class CsvSplitter {
  readonly #onRow: OnCsvRow;
  #delimiter: number | undefined;
  #buffer = new Uint8Array(1 << 16);
  #length = 0;
  #bounds = new Int32Array(64);
  #doubled: number[] = [];
  #line = 1;
  #afterCr = false;

  /** @param delimiter one ASCII character; without it the most frequent of , tab ; | in the first line. */
  constructor(delimiter: string | undefined, onRow: OnCsvRow) {
    this.#delimiter = delimiter?.charCodeAt(0);
    this.#onRow = onRow;
  }

  /** @throws RangeError when a row is longer than any row can be. */
  push(chunk: Uint8Array): void {
    if (this.#length + chunk.length > this.#buffer.length) {
      const larger = new Uint8Array(Math.max(this.#length + chunk.length, this.#buffer.length * 2));
      larger.set(this.#buffer.subarray(0, this.#length));
      this.#buffer = larger;
    }
    this.#buffer.set(chunk, this.#length);
    this.#length += chunk.length;
    this.#splitRows(false);
  }

  /** To be called after the last chunk. */
  end(): void {
    this.#splitRows(true);
  }

  #splitRows(last: boolean): void {
    this.#delimiter ??= detectDelimiter(this.#buffer, this.#length, last);
    if (this.#delimiter === undefined) return;
    let start = 0;
    while (start < this.#length) {
      const next = this.#splitRow(start, last, this.#delimiter);
      if (next < 0) break;
      start = next;
    }
    this.#buffer.copyWithin(0, start, this.#length);
    this.#length -= start;
    if (this.#length > MAX_ROW_BYTES) {
      throw new RangeError(`line ${this.#line}: a row of more than ${MAX_ROW_BYTES} bytes; is a quote left open?`);
    }
  }

  /** Splits the row at `start`; returns where the next one starts, or -1 when more bytes are needed. */
  #splitRow(start: number, last: boolean, delimiter: number): number {
    const buffer = this.#buffer;
    const length = this.#length;
    if (this.#afterCr) {
      this.#afterCr = false;
      if (buffer[start] === LF) return start + 1;
    }
    let fields = 0;
    let lines = 1;
    let broken = false;
    let at = start;
    for (;;) {
      let from = at;
      let to = -1;
      if (at < length && buffer[at] === QUOTE) {
        from = ++at;
        let doubled = false;
        for (;;) {
          while (at < length && buffer[at] !== QUOTE) {
            if (buffer[at] === LF || (buffer[at] === CR && buffer[at + 1] !== LF)) lines += 1;
            at++;
          }
          if (at + 1 >= length && !last) return this.#waitForMore();
          if (at >= length) {
            broken = true; // the quote is never closed
            break;
          }
          if (at + 1 >= length || buffer[at + 1] !== QUOTE) break;
          doubled = true;
          at += 2;
        }
        to = Math.min(at, length);
        at = to + 1;
        if (doubled) this.#doubled.push(fields);
        if (at < length && buffer[at] !== delimiter && buffer[at] !== LF && buffer[at] !== CR) broken = true;
      }
      while (at < length && buffer[at] !== delimiter && buffer[at] !== LF && buffer[at] !== CR) at++;
      if (at >= length && !last) return this.#waitForMore();
      if (to < 0) to = at;
      if (2 * fields + 2 > this.#bounds.length) this.#bounds = withRoom(this.#bounds);
      this.#bounds[2 * fields] = from;
      this.#bounds[2 * fields + 1] = to;
      fields += 1;
      if (at >= length || buffer[at] !== delimiter) break;
      at += 1;
    }
    this.#afterCr = at < length && buffer[at] === CR;
    const line = this.#line;
    this.#line += lines;
    if (at > start) this.#tell(fields, broken, line);
    return Math.min(at + 1, length);
  }

  #waitForMore(): number {
    this.#doubled.length = 0;
    return -1;
  }

  #tell(fields: number, broken: boolean, line: number): void {
    for (const field of this.#doubled) {
      const end = unescapeQuotes(this.#buffer, this.#bounds[2 * field]!, this.#bounds[2 * field + 1]!);
      this.#bounds[2 * field + 1] = end;
    }
    this.#doubled.length = 0;
    this.#onRow(this.#buffer, this.#bounds, broken ? -1 : fields, line);
  }
}

const LF = 10;
const CR = 13;
const QUOTE = 34;

function withRoom(bounds: Int32Array): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(bounds.length * 2);
  larger.set(bounds);
  return larger;
}

/** Makes each doubled quote in `start .. end` one, in place; returns the new end. */
function unescapeQuotes(bytes: Uint8Array, start: number, end: number): number {
  let to = start;
  for (let from = start; from < end; from++) {
    bytes[to++] = bytes[from]!;
    if (bytes[from] === QUOTE) from++;
  }
  return to;
}

/** The most frequent of , tab ; | outside quotes in the first line, ties in this order; undefined until it is whole. */
function detectDelimiter(bytes: Uint8Array, length: number, last: boolean): number | undefined {
  const candidates = [44, 9, 59, 124];
  const counts = [0, 0, 0, 0];
  let quoted = false;
  let at = 0;
  for (; at < length; at++) {
    const byte = bytes[at]!;
    if (byte === QUOTE) quoted = !quoted;
    else if (quoted) continue;
    else if (byte === LF || byte === CR) break;
    else if (candidates.includes(byte)) counts[candidates.indexOf(byte)]! += 1;
  }
  if (at >= length && !last) return undefined;
  return candidates[counts.indexOf(Math.max(...counts))];
}
