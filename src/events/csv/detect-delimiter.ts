/** , tab ; | in the order in which they win a tie. */
const CANDIDATES = [44, 9, 59, 124];
const TAB = 9;
const LF = 10;
const CR = 13;
const QUOTE = 34;

/** Detects the delimiter of CSV from its first line; each byte is looked at once. */
export class DelimiterDetector {
  /** Occurrences of each candidate outside of quotes, up to the first line break outside of quotes. */
  readonly #counts = [0, 0, 0, 0];
  /** Occurrences of each in the first line of the text, whatever stands in quotes. */
  readonly #plain = [0, 0, 0, 0];
  #at = 0;
  #quoted = false;
  /** Whether a quote here would open a quoted cell, or go on with it: at a cell's beginning and after a closing quote. */
  #opens = true;
  #inFirstLine = true;

  /** The separator, or undefined until the line is whole; `bytes` begins as it did in earlier calls. */
  detect(bytes: Uint8Array, length: number, last: boolean): number | undefined {
    for (; this.#at < length; this.#at++) {
      const byte = bytes[this.#at]!;
      if (byte === LF || byte === CR) {
        this.#inFirstLine = false;
        if (mostOf(this.#plain) === TAB) return TAB; // a quote in there is text
        if (!this.#quoted) return mostOf(this.#counts);
      }
      const candidate = CANDIDATES.indexOf(byte);
      const toggles = byte === QUOTE && (this.#quoted || this.#opens);
      if (toggles) this.#quoted = !this.#quoted;
      else if (candidate >= 0) {
        if (this.#inFirstLine) this.#plain[candidate]! += 1;
        if (!this.#quoted) this.#counts[candidate]! += 1;
      }
      this.#opens = !this.#quoted && (candidate >= 0 || toggles);
    }
    if (!last) return undefined;
    return mostOf(this.#inFirstLine && mostOf(this.#plain) === TAB ? this.#plain : this.#counts);
  }
}

function mostOf(counts: readonly number[]): number {
  return CANDIDATES[counts.indexOf(Math.max(...counts))]!;
}
