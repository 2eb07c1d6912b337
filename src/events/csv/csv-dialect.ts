import { DelimiterDetector } from "./detect-delimiter";

const TAB = 9;
const LF = 10;
const CR = 13;
const BLANK = 32;
const QUOTE = 34;

/** What the first line of CSV says of all lines: what separates cells, and whether quotes and blanks mean anything. */
export class CsvDialect {
  readonly #detector = new DelimiterDetector();
  /** What separates the columns; undefined until it is known. */
  delimiter: number | undefined;
  /** Whether quotes have a meaning; undefined until the first line has been seen. */
  quotes: boolean | undefined;
  /** Whether blanks at the beginning of fields are left out. */
  skipsBlanks = false;

  /** @param delimiter where the caller names it. */
  constructor(delimiter: number | undefined) {
    this.delimiter = delimiter;
  }

  /** Whether it is known, from bytes that begin as in earlier calls; false until the first line is whole. */
  detect(bytes: Uint8Array, length: number, last: boolean): boolean {
    if (this.quotes !== undefined) return true;
    const detected = this.#detector.detect(bytes, length, last);
    if (detected === undefined) return false;
    this.delimiter ??= detected;
    this.quotes = this.delimiter !== TAB || everyCellIsQuoted(bytes, length, TAB);
    this.skipsBlanks = this.delimiter !== TAB && blankFollowsEach(bytes, length, this.delimiter);
    return true;
  }
}

/** Whether a blank follows each separator in the first line, of which there is one at least. */
function blankFollowsEach(bytes: Uint8Array, length: number, delimiter: number): boolean {
  let separators = 0;
  for (let at = 0; at < length && bytes[at] !== LF && bytes[at] !== CR; at++) {
    if (bytes[at] !== delimiter) continue;
    if (bytes[at + 1] !== BLANK || at + 1 >= length) return false;
    separators += 1;
  }
  return separators > 0;
}

/** Whether each cell of the first line begins and ends with a quote. */
function everyCellIsQuoted(bytes: Uint8Array, length: number, delimiter: number): boolean {
  let from = 0;
  for (let at = 0; ; at++) {
    const ends = at >= length || bytes[at] === LF || bytes[at] === CR;
    if (!ends && bytes[at] !== delimiter) continue;
    if (at - from < 2 || bytes[from] !== QUOTE || bytes[at - 1] !== QUOTE) return false;
    if (ends) return true;
    from = at + 1;
  }
}
