import { doubled } from "../../core/internal";
import { CsvDialect } from "./csv-dialect";
import { BROKEN_QUOTES, type CsvFormat, MAX_HEADER_BYTES, MAX_ROW_BYTES, type OnCsvRow, TOO_LONG } from "./csv-format";
import { EscapedFields } from "./escaped-fields";

const LF = 10;
const CR = 13;
const BLANK = 32;
const QUOTE = 34;

/** Where in a field the scan stands. */
const BEGINNING = 0;
const PLAIN = 1;
const QUOTED = 2;
const CLOSED = 3;

/**
 * Splits CSV bytes (RFC 4180) into rows of byte ranges, across chunk borders, without making a string. Quoted fields may
 * hold delimiters, line breaks and doubled quotes; a quote inside an unquoted field is text; CR, LF and CRLF end a
 * row; empty lines are skipped. Where tabs separate, quotes are text, unless each name in the first line is quoted. Where a
 * blank follows each separator in the first line, blanks at the beginning of a field are no part of it. After an escape
 * character, where there is one, any other stands for itself; `\\N` alone is nothing.
 *
 * A row whose quotes are broken is reported as such and ends at its line break, whatever the open quote would have taken
 * with it: reading goes on with the next line. Each byte is scanned once, those after a broken quote twice.
 */
export class CsvSplitter {
  readonly #onRow: OnCsvRow;
  readonly #dialect: CsvDialect;
  #buffer = new Uint8Array(1 << 16);
  #length = 0;
  #bounds = new Int32Array(64);
  readonly #escape: number;
  readonly #escaped = new EscapedFields();
  #line: number;
  #isFirst = true;
  #afterCr = false;
  #skipping = false;
  /** The scan of the row under way, which goes on where it stopped. */
  #state = BEGINNING;
  #at = 0;
  #from = 0;
  #to = 0;
  #fields = 0;
  #lines = 1;
  #broken = false;
  /** Where the line after the first break in the quoted field under way begins, -1 for none, and how many lines are before it. */
  #restart = -1;
  #linesBefore = 0;

  /** @param format see {@link CsvFormat}. */
  constructor(format: CsvFormat, onRow: OnCsvRow) {
    this.#dialect = new CsvDialect(format.delimiter?.charCodeAt(0));
    this.#escape = format.escape?.charCodeAt(0) ?? -1;
    this.#line = format.firstLine;
    this.#onRow = onRow;
  }

  /** What the first line says of all lines. */
  get dialect(): Readonly<Pick<CsvDialect, "delimiter" | "skipsBlanks">> {
    return this.#dialect;
  }

  /** @throws RangeError when the first line is longer than any header can be. */
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
    if (!this.#dialect.detect(this.#buffer, this.#length, last)) {
      this.#refuseEndless();
      return;
    }
    let start = 0;
    while (start < this.#length) {
      if (this.#skipping) start = this.#skipLine(start);
      else if (this.#afterCr) {
        this.#afterCr = false;
        if (this.#buffer[start] === LF) start += 1;
        this.#begin(start);
      } else {
        if (!this.#scanRow(last)) break;
        start = this.#endRow(start);
      }
    }
    this.#drop(start);
    if (this.#length > (this.#isFirst ? MAX_HEADER_BYTES : MAX_ROW_BYTES)) this.#giveUp();
  }

  /** Makes a row begin at `start`. */
  #begin(start: number): void {
    this.#state = BEGINNING;
    this.#at = start;
    this.#fields = 0;
    this.#lines = 1;
    this.#broken = false;
    this.#restart = -1;
    this.#escaped.clear();
  }

  /** Scans on to the end of the row, where #at then stands; false when that has not come yet. */
  #scanRow(last: boolean): boolean {
    const buffer = this.#buffer;
    const length = this.#length;
    const { delimiter, quotes, skipsBlanks } = this.#dialect;
    let at = this.#at;
    let from = this.#from;
    let state = this.#state;
    let whole = false;
    for (;;) {
      if (state === BEGINNING) {
        if (skipsBlanks) while (at < length && buffer[at] === BLANK) at++;
        if (at >= length && !last) break;
        state = quotes && at < length && buffer[at] === QUOTE ? QUOTED : PLAIN;
        if (state === QUOTED) this.#restart = -1;
        from = state === QUOTED ? ++at : at;
      }
      if (state === QUOTED) {
        this.#state = QUOTED;
        at = this.#scanQuoted(at, last);
        state = this.#state;
        if (state === QUOTED) break;
        whole = this.#broken && this.#restart >= 0;
        if (whole) break;
      }
      if (state === CLOSED && this.#broken) while (at < length && buffer[at] !== LF && buffer[at] !== CR) at++;
      else if (this.#escape >= 0 && state === PLAIN) {
        at = this.#scanEscaped(at);
        if (at === length - 1 && buffer[at] === this.#escape) {
          if (!last) break;
          at = length;
        }
      } else while (at < length && buffer[at] !== delimiter && buffer[at] !== LF && buffer[at] !== CR) at++;
      if (at >= length && !last) break;
      const field = 2 * this.#fields++;
      if (field + 2 > this.#bounds.length) this.#bounds = doubled(this.#bounds);
      this.#bounds[field] = from;
      this.#bounds[field + 1] = state === CLOSED ? this.#to : at;
      whole = at >= length || buffer[at] !== delimiter;
      if (whole) break;
      at += 1;
      state = BEGINNING;
    }
    this.#at = at;
    this.#from = from;
    this.#state = state;
    return whole;
  }

  /** The end of a plain field, or an escape character with which the buffer ends. */
  #scanEscaped(start: number): number {
    const buffer = this.#buffer;
    const length = this.#length;
    const { delimiter } = this.#dialect;
    for (let at = start; ; at++) {
      if (at >= length || buffer[at] === delimiter || buffer[at] === LF || buffer[at] === CR) return at;
      if (buffer[at] !== this.#escape) continue;
      if (at + 1 >= length) return at;
      this.#escaped.addEscaped(this.#fields);
      if (buffer[at + 1] !== LF && buffer[at + 1] !== CR) at++;
    }
  }

  /** Scans a quoted field from `at` to behind its closing quote; the state stays QUOTED when that has not come yet. */
  #scanQuoted(start: number, last: boolean): number {
    const buffer = this.#buffer;
    const length = this.#length;
    for (let at = start; ; ) {
      while (at < length && buffer[at] !== QUOTE) {
        const byte = buffer[at++]!;
        if (byte === this.#escape) {
          if (at >= length && !last) return at - 1;
          this.#escaped.addEscaped(this.#fields);
          if (at < length && (buffer[at] === QUOTE || buffer[at] === byte)) at++;
          continue;
        }
        if (byte !== LF && byte !== CR) continue;
        if (byte === CR && at >= length && !last) return at - 1;
        if (byte === CR && buffer[at] === LF && at < length) continue;
        if (this.#restart < 0) {
          this.#restart = at;
          this.#linesBefore = this.#lines;
        }
        this.#lines += 1;
      }
      if (at + 1 >= length && !last) return at;
      if (at >= length) return this.#close(at, at, true); // never closed
      if (at + 1 < length && buffer[at + 1] === QUOTE) {
        this.#escaped.addDoubled(this.#fields);
        at += 2;
        continue;
      }
      const next = at + 1 < length ? buffer[at + 1] : LF;
      return this.#close(at, at + 1, next !== this.#dialect.delimiter && next !== LF && next !== CR);
    }
  }

  #close(to: number, next: number, broken: boolean): number {
    this.#state = CLOSED;
    this.#to = to;
    this.#broken = broken;
    return next;
  }

  /** Reports the row that #scanRow has completed; returns where the next one starts. */
  #endRow(start: number): number {
    if (this.#broken && this.#restart >= 0) return this.#endBrokenLine();
    const at = this.#at;
    const line = this.#line;
    const lines = this.#lines;
    this.#line += lines;
    this.#afterCr = at < this.#length && this.#buffer[at] === CR;
    if (at > start) this.#emit(this.#broken ? BROKEN_QUOTES : this.#fields, line, lines);
    const next = Math.min(at + 1, this.#length);
    this.#begin(next);
    return next;
  }

  /** A quote was opened that does not close its field: only the line in which it stands is lost. */
  #endBrokenLine(): number {
    const [line, next] = [this.#line, this.#restart];
    this.#line += this.#linesBefore;
    this.#emit(BROKEN_QUOTES, line, this.#linesBefore);
    this.#begin(next);
    return next;
  }

  #emit(fields: number, line: number, lines: number): void {
    this.#isFirst = false;
    if (fields >= 0) this.#escaped.unescape(this.#buffer, this.#bounds, this.#escape);
    this.#onRow(this.#buffer, this.#bounds, fields, line, lines);
  }

  /** The row under way is longer than any may be. */
  #giveUp(): void {
    if (this.#isFirst) this.#refuseEndless();
    if (this.#state === QUOTED && this.#restart >= 0) {
      this.#drop(this.#endBrokenLine());
      this.#splitRows(false);
      return;
    }
    this.#onRow(this.#buffer, this.#bounds, TOO_LONG, this.#line, this.#lines);
    this.#line += this.#lines - 1;
    this.#skipping = true;
    this.#length = 0;
    this.#begin(0);
  }

  #refuseEndless(): void {
    if (this.#length <= MAX_HEADER_BYTES) return;
    throw new RangeError(
      `the first line does not end within ${MAX_HEADER_BYTES} bytes; it should hold the names of the columns (is a quote left open in it?)`,
    );
  }

  /** Skips the rest of a row that is too long. */
  #skipLine(start: number): number {
    let at = start;
    while (at < this.#length && this.#buffer[at] !== LF && this.#buffer[at] !== CR) at++;
    if (at >= this.#length) return this.#length;
    this.#skipping = false;
    this.#line += 1;
    this.#afterCr = this.#buffer[at] === CR;
    this.#begin(at + 1);
    return at + 1;
  }

  /** Forgets the bytes before `start`. */
  #drop(start: number): void {
    if (start === 0) return;
    this.#buffer.copyWithin(0, start, this.#length);
    this.#length -= start;
    this.#at = Math.max(0, this.#at - start);
    this.#from -= start;
    this.#to -= start;
    if (this.#restart >= 0) this.#restart -= start;
    for (let i = 0; i < 2 * this.#fields; i++) this.#bounds[i]! -= start;
  }
}
