import { daysInMonth, daysSinceEpoch } from "./calendar";

/** What is found out about a time besides its whole milliseconds. */
export interface TimeDetails {
  /** What it holds below them, 0 to 999,999. */
  nanoseconds: number;
  /** Whether it names its zone. */
  zoned: boolean;
}

/**
 * Reads an ISO 8601 time from ASCII bytes. The date is `2024-03-04`, `2024/03/04`, `20240304` or that of a week, `2024-W10-1`;
 * a time of day may follow after `T` or a blank (`09:30`, `09:30:00`, `09:30:00.123456789`) or, after a date without dashes, with or
 * without `T` (`0930`, `093000`, `093000.123`, `093000123`); then a zone (`Z`, `UTC`, `GMT`, `EST`, `CEST`, `+02:00`, `+0200`, `+02`, a blank
 * before it or not, `[Europe/Berlin]` after it or not). Without a zone it is UTC.
 *
 * @param below where the part below a millisecond is put (what is beyond nanoseconds is cut off), and whether there is a zone.
 * @returns whole milliseconds since 1970, rounded down; NaN for anything else.
 */
export function parseIsoTime(bytes: Uint8Array, start: number, end: number, below: TimeDetails): number {
  below.nanoseconds = 0;
  below.zoned = false;
  if (end - start < 8) return Number.NaN;
  const mark = bytes[start + 4]!;
  if (mark !== DASH && mark !== SLASH) return parseBasic(bytes, start, end, below);
  if (end - start < 10) return Number.NaN;
  const isWeek = (bytes[start + 5]! | LOWER) === W;
  if (bytes[start + (isWeek ? 8 : 7)] !== mark) return Number.NaN;
  const midnight = isWeek ? midnightInWeek(bytes, start) : midnightOf(bytes, start, start + 5, start + 8);
  if (end - start === 10) return midnight;

  const separator = bytes[start + 10]!;
  if (((separator | LOWER) !== T && separator !== SPACE) || end - start < 16 || bytes[start + 13] !== COLON)
    return Number.NaN;
  const minutes = minutesOf(bytes, start + 11, start + 14);
  if (bytes[start + 16] !== COLON || end === start + 16) {
    return midnight + minutes - zoneOffset(bytes, start + 16, end, below);
  }
  if (end - start < 19) return Number.NaN;
  return midnight + minutes + parseSeconds(bytes, start + 17, end, below);
}

/** A date and a time of day without dashes and colons. */
function parseBasic(bytes: Uint8Array, start: number, end: number, below: TimeDetails): number {
  const midnight = midnightOf(bytes, start, start + 4, start + 6);
  if (end - start === 8 || Number.isNaN(midnight)) return midnight;
  const at = (bytes[start + 8]! | LOWER) === T ? start + 9 : start + 8;
  if (end - at < 4) return Number.NaN;
  const minutes = minutesOf(bytes, at, at + 2);
  if (end - at < 6 || !isDigit(bytes[at + 4]!)) return midnight + minutes - zoneOffset(bytes, at + 4, end, below);
  const milliseconds = end - at === 9 ? threeDigits(bytes, at + 6) : Number.NaN;
  if (milliseconds >= 0) return midnight + minutes + secondsOf(bytes, at + 4) + milliseconds;
  return midnight + minutes + parseSeconds(bytes, at + 4, end, below);
}

/** Milliseconds of seconds, their fraction and the zone that may follow. */
function parseSeconds(bytes: Uint8Array, start: number, end: number, below: TimeDetails): number {
  let ms = secondsOf(bytes, start);
  let at = start + 2;
  if (at < end && (bytes[at] === POINT || bytes[at] === COMMA)) {
    let digits = 0;
    let fraction = 0;
    for (at += 1; at < end && isDigit(bytes[at]!); at++, digits++) {
      if (digits < 9) fraction = fraction * 10 + (bytes[at]! - ZERO);
    }
    if (digits === 0) return Number.NaN;
    if (digits === 3) ms += fraction;
    else {
      for (; digits < 9; digits++) fraction *= 10;
      below.nanoseconds = fraction % 1e6;
      ms += (fraction - below.nanoseconds) / 1e6;
    }
  }
  return ms - zoneOffset(bytes, at, end, below);
}

const SPACE = 32;
const PLUS = 43;
const COMMA = 44;
const DASH = 45;
const POINT = 46;
const SLASH = 47;
const ZERO = 48;
const COLON = 58;
const OPEN_BRACKET = 91;
const CLOSE_BRACKET = 93;
/** Makes an ASCII letter a small one; blanks and digits stay. */
const LOWER = 32;
const T = 116;
const W = 119;
const Z = 122;

function isDigit(byte: number): boolean {
  return byte >= ZERO && byte <= ZERO + 9;
}

/** NaN when one of the two is not a digit. */
function twoDigits(bytes: Uint8Array, at: number): number {
  const tens = bytes[at]!;
  const ones = bytes[at + 1]!;
  return isDigit(tens) && isDigit(ones) ? (tens - ZERO) * 10 + (ones - ZERO) : Number.NaN;
}

function threeDigits(bytes: Uint8Array, at: number): number {
  return isDigit(bytes[at + 2]!) ? twoDigits(bytes, at) * 10 + (bytes[at + 2]! - ZERO) : Number.NaN;
}

/** Milliseconds of a date since 1970. */
function midnightOf(bytes: Uint8Array, yearAt: number, monthAt: number, dayAt: number): number {
  const year = twoDigits(bytes, yearAt) * 100 + twoDigits(bytes, yearAt + 2);
  const month = twoDigits(bytes, monthAt);
  const day = twoDigits(bytes, dayAt);
  if (!(month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month))) return Number.NaN;
  return daysSinceEpoch(year, month, day) * 86_400_000;
}

/** The same of a day of a week, 1 to 7; the first week of a year holds January 4. */
function midnightInWeek(bytes: Uint8Array, start: number): number {
  const year = twoDigits(bytes, start) * 100 + twoDigits(bytes, start + 2);
  const week = twoDigits(bytes, start + 6);
  const day = bytes[start + 9]! - ZERO;
  const firstMonday = mondayBefore(daysSinceEpoch(year, 1, 4));
  const weeks = (mondayBefore(daysSinceEpoch(year + 1, 1, 4)) - firstMonday) / 7;
  if (!(week >= 1 && week <= weeks && day >= 1 && day <= 7)) return Number.NaN;
  return (firstMonday + 7 * (week - 1) + day - 1) * 86_400_000;
}

/** The last Monday up to a day, both counted from 1970-01-01, a Thursday. */
function mondayBefore(day: number): number {
  return day - ((((day + 3) % 7) + 7) % 7);
}

function minutesOf(bytes: Uint8Array, hourAt: number, minuteAt: number): number {
  const hour = twoDigits(bytes, hourAt);
  const minute = twoDigits(bytes, minuteAt);
  return hour <= 23 && minute <= 59 ? (hour * 60 + minute) * 60_000 : Number.NaN;
}

function secondsOf(bytes: Uint8Array, at: number): number {
  const second = twoDigits(bytes, at);
  return second <= 59 ? second * 1000 : Number.NaN;
}

/** Milliseconds east of UTC; NaN when what follows the time is not a zone. */
export function zoneOffset(bytes: Uint8Array, at: number, end: number, found: TimeDetails): number {
  if (at >= end) return 0;
  found.zoned = true;
  const start = bytes[at] === SPACE ? at + 1 : at;
  const length = beforeBrackets(bytes, start, end) - start;
  const first = bytes[start]!;
  if ((first | LOWER) === Z) return length === 1 ? 0 : Number.NaN;
  if (first !== PLUS && first !== DASH) {
    const hours =
      length === 3 || length === 4
        ? ZONES.get(String.fromCharCode(...bytes.subarray(start, start + length)))
        : undefined;
    return hours === undefined ? Number.NaN : hours * 3_600_000;
  }
  const hours =
    length >= 3 ? twoDigits(bytes, start + 1) : isDigit(bytes[start + 1]!) ? bytes[start + 1]! - ZERO : Number.NaN;
  let minutes = 0;
  if (length === 5) minutes = twoDigits(bytes, start + 3);
  else if (length === 6 && bytes[start + 3] === COLON) minutes = twoDigits(bytes, start + 4);
  else if (length !== 3 && length !== 2) return Number.NaN;
  if (!(hours <= 23 && minutes <= 59)) return Number.NaN;
  return (first === DASH ? -1 : 1) * (hours * 60 + minutes) * 60_000;
}

/** Hours east of UTC of the zones that have one meaning: those of RFC 5322, and of Europe and Japan. */
const ZONES: ReadonlyMap<string, number> = new Map([
  ...([
    ["UTC", 0],
    ["GMT", 0],
    ["EST", -5],
    ["EDT", -4],
    ["CST", -6],
    ["CDT", -5],
    ["MST", -7],
    ["MDT", -6],
  ] as const),
  ...([
    ["PST", -8],
    ["PDT", -7],
    ["WET", 0],
    ["WEST", 1],
    ["CET", 1],
    ["CEST", 2],
    ["EET", 2],
    ["EEST", 3],
  ] as const),
  ["JST", 9],
]);

/** Where the name of a zone in brackets begins, as in `+01:00[Europe/Berlin]`. */
function beforeBrackets(bytes: Uint8Array, start: number, end: number): number {
  if (bytes[end - 1] !== CLOSE_BRACKET) return end;
  const open = bytes.subarray(start, end).indexOf(OPEN_BRACKET);
  return open < 0 ? end : start + open;
}
