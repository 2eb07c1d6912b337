import { daysInMonth, daysSinceEpoch } from "./calendar";
import { monthOf } from "./date-words";
import { type FormatField, parseFormatFields } from "./format-fields";
import { type TimeDetails, zoneOffset } from "./parse-iso-time";

/** Two-digit years from here on are of the 20th century, as in POSIX. */
const FIRST_YEAR_OF_1900 = 69;

/**
 * Reads times by a format, `dd.MM.yyyy HH:mm`; see docs/reading.md for its letters. Digits are ASCII, names of months of
 * several languages. A number of one or two digits may have either, unless another number follows it without a separator.
 */
export class TimeFormat {
  readonly #fields: readonly FormatField[];
  /** Where the field under way ends; -1 when it is not there. */
  #at = 0;

  /** @throws RangeError when the format has no meaning; the message names the place. */
  constructor(readonly pattern: string) {
    this.#fields = parseFormatFields(pattern);
  }

  /**
   * Whole milliseconds since 1970, rounded down; NaN for text of another form. Without a zone the time is taken as UTC.
   *
   * @param details where the nanoseconds are put, and whether the text names its zone.
   */
  parse(bytes: Uint8Array, start: number, end: number, details: TimeDetails): number {
    details.nanoseconds = 0;
    details.zoned = false;
    this.#at = start;
    let [year, month, day, hour, minute, second, nanoseconds, half, offset] = [0, 0, 0, 0, 0, 0, 0, -1, 0];
    for (const field of this.#fields) {
      const from = this.#at;
      switch (field.kind) {
        case "year":
          year = this.#digits(bytes, end, field.least, field.most);
          if (field.most === 2) year += year >= FIRST_YEAR_OF_1900 ? 1900 : 2000;
          break;
        case "month":
          month = this.#digits(bytes, end, field.least, field.most);
          break;
        case "monthName":
          month = this.#monthName(bytes, end);
          break;
        case "day":
          day = this.#digits(bytes, end, field.least, field.most);
          break;
        case "hour":
        case "hourOfHalf":
          hour = this.#digits(bytes, end, field.least, field.most);
          break;
        case "minute":
          minute = this.#digits(bytes, end, field.least, field.most);
          break;
        case "second":
          second = this.#digits(bytes, end, field.least, field.most);
          break;
        case "fraction":
          nanoseconds = this.#digits(bytes, end, field.least, field.most);
          for (let digits = this.#at - from; digits < 9; digits++) nanoseconds *= 10;
          break;
        case "half":
          half = this.#half(bytes, end);
          break;
        case "zone":
          offset = this.#zone(bytes, end, details);
          break;
        case "weekday":
          this.#name(bytes, end);
          break;
        default:
          this.#literal(bytes, end, field.text);
      }
      if (this.#at < 0) return Number.NaN;
    }
    if (this.#at !== end || month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return Number.NaN;
    if (half >= 0) {
      if (hour < 1 || hour > 12) return Number.NaN;
      hour = (hour % 12) + 12 * half;
    }
    if (hour > 23 || minute > 59 || second > 59) return Number.NaN;
    details.nanoseconds = nanoseconds % 1e6;
    const ms = (hour * 3600 + minute * 60 + second) * 1000 + (nanoseconds - details.nanoseconds) / 1e6;
    return daysSinceEpoch(year, month, day) * 86_400_000 + ms - offset;
  }

  #digits(bytes: Uint8Array, end: number, least: number, most: number): number {
    let value = 0;
    let digits = 0;
    for (; digits < most && this.#at < end; digits++, this.#at++) {
      const digit = bytes[this.#at]! - ZERO;
      if (digit < 0 || digit > 9) break;
      value = value * 10 + digit;
    }
    if (digits < least) this.#at = -1;
    return value;
  }

  /** The letters that begin here, small, with one `?` for a run of those beyond ASCII; none is an error. */
  #word(bytes: Uint8Array, end: number): string {
    let word = "";
    for (; this.#at < end; this.#at++) {
      const byte = bytes[this.#at]!;
      if (isLetter(byte)) word += String.fromCharCode(byte | LOWER);
      else if (byte < BEYOND_ASCII) break;
      else if (!word.endsWith("?")) word += "?";
    }
    if (word === "") this.#at = -1;
    return word;
  }

  /** A word, and the point that shortens it: `févr.` */
  #name(bytes: Uint8Array, end: number): string {
    const word = this.#word(bytes, end);
    if (this.#at + 1 < end && bytes[this.#at] === POINT && bytes[this.#at + 1] === BLANK) this.#at += 1;
    return word;
  }

  #monthName(bytes: Uint8Array, end: number): number {
    return monthOf(this.#name(bytes, end));
  }

  /** 0 before noon, 1 after it. */
  #half(bytes: Uint8Array, end: number): number {
    const letter = this.#at < end ? bytes[this.#at]! | LOWER : 0;
    const half = letter === A ? 0 : letter === P ? 1 : -1;
    let at = this.#at + 1;
    if (bytes[at] === POINT && at < end) at++;
    if (at < end && (bytes[at]! | LOWER) === M) at++;
    if (bytes[at] === POINT && at < end) at++;
    this.#at = half < 0 ? -1 : at;
    return half;
  }

  /** Milliseconds east of UTC. */
  #zone(bytes: Uint8Array, end: number, details: TimeDetails): number {
    let to = this.#at;
    while (to < end && (isLetter(bytes[to]!) || isZoneSign(bytes[to]!))) to++;
    const from = isWorldTime(bytes, this.#at) && to > this.#at + 3 ? this.#at + 3 : this.#at;
    const offset = to > from ? zoneOffset(bytes, from, to, details) : Number.NaN;
    this.#at = Number.isNaN(offset) ? -1 : afterZoneName(bytes, to, end);
    return offset;
  }

  #literal(bytes: Uint8Array, end: number, text: Uint8Array): void {
    for (const expected of text) {
      if (expected === BLANK) {
        const after = afterBlanks(bytes, this.#at, end);
        if (after === this.#at) this.#at = -1;
        else this.#at = after;
      } else if (this.#at < end && bytes[this.#at] === expected) this.#at++;
      else this.#at = -1;
      if (this.#at < 0) return;
    }
  }
}

const BLANK = 32;
const OPEN = 40;
const CLOSE = 41;
const POINT = 46;
const OPEN_BRACKET = 91;
const CLOSE_BRACKET = 93;
const ZERO = 48;
const COLON = 58;
const BEYOND_ASCII = 128;
/** Makes an ASCII letter a small one. */
const LOWER = 32;
const A = 97;
const M = 109;
const P = 112;

/** `GMT` or `UTC`, which may stand before an offset: `GMT+0100`. */
function isWorldTime(bytes: Uint8Array, at: number): boolean {
  const word = String.fromCharCode(bytes[at]!, bytes[at + 1]!, bytes[at + 2]!);
  return word === "GMT" || word === "UTC";
}

/** After the name of a zone in parentheses, as in `+0100 (Central European Time)`, or in brackets, `+01:00[Europe/Berlin]`. */
function afterZoneName(bytes: Uint8Array, start: number, end: number): number {
  if (start < end && bytes[start] === OPEN_BRACKET && bytes[end - 1] === CLOSE_BRACKET) return end;
  const isNamed = start + 1 < end && bytes[start] === BLANK && bytes[start + 1] === OPEN && bytes[end - 1] === CLOSE;
  return isNamed ? end : start;
}

function isLetter(byte: number): boolean {
  return (byte | LOWER) >= A && (byte | LOWER) <= 122;
}

/** A sign, a digit or a colon. */
function isZoneSign(byte: number): boolean {
  return byte === 43 || byte === 45 || byte === COLON || (byte >= ZERO && byte < COLON);
}

/** Blanks, tabs, and the UTF-8 of no-break spaces, which some programs put before AM and PM. */
function afterBlanks(bytes: Uint8Array, start: number, end: number): number {
  let at = start;
  for (;;) {
    if (at < end && (bytes[at] === BLANK || bytes[at] === 9)) at += 1;
    else if (at + 1 < end && bytes[at] === 0xc2 && bytes[at + 1] === 0xa0) at += 2;
    else if (at + 2 < end && bytes[at] === 0xe2 && bytes[at + 1] === 0x80 && bytes[at + 2] === 0xaf) at += 3;
    else return at;
  }
}
