/**
 * Reads an ISO 8601 time from ASCII bytes: a date, or a date and a time of day after `T` or a space, to any fraction of
 * a second, with a zone (`Z`, `UTC`, `+02:00`, `+0200`, `+02`) or without one, which means UTC.
 *
 * @returns milliseconds since 1970 with microseconds kept in the fraction; NaN for anything else.
 */
export function parseIsoTime(bytes: Uint8Array, start: number, end: number): number {
  const length = end - start;
  if (length < 10 || bytes[start + 4] !== DASH || bytes[start + 7] !== DASH) return Number.NaN;
  const year = twoDigits(bytes, start) * 100 + twoDigits(bytes, start + 2);
  const month = twoDigits(bytes, start + 5);
  const day = twoDigits(bytes, start + 8);
  if (!(month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month))) return Number.NaN;
  const midnight = daysSinceEpoch(year, month, day) * 86_400_000;
  if (length === 10) return midnight;

  const separator = bytes[start + 10]!;
  if ((separator !== T && separator !== SPACE) || length < 16 || bytes[start + 13] !== COLON) return Number.NaN;
  const hour = twoDigits(bytes, start + 11);
  const minute = twoDigits(bytes, start + 14);
  if (!(hour <= 23 && minute <= 59)) return Number.NaN;
  let ms = (hour * 60 + minute) * 60_000;
  let at = start + 16;
  if (bytes[at] === COLON && at < end) {
    const second = at + 3 <= end ? twoDigits(bytes, at + 1) : Number.NaN;
    if (!(second <= 59)) return Number.NaN;
    ms += second * 1000;
    at += 3;
    if (at < end && (bytes[at] === POINT || bytes[at] === COMMA)) {
      let digits = 0;
      let scale = 1;
      let fraction = 0;
      for (at += 1; at < end && isDigit(bytes[at]!); at++, digits++) {
        if (digits >= 9) continue;
        fraction = fraction * 10 + (bytes[at]! - ZERO);
        scale *= 10;
      }
      if (digits === 0) return Number.NaN;
      ms += (fraction * 1000) / scale;
    }
  }
  return midnight + ms - zoneOffset(bytes, at, end);
}

const SPACE = 32;
const PLUS = 43;
const COMMA = 44;
const DASH = 45;
const POINT = 46;
const ZERO = 48;
const COLON = 58;
const T = 84;
const Z = 90;

function isDigit(byte: number): boolean {
  return byte >= ZERO && byte <= ZERO + 9;
}

/** NaN when one of the two is not a digit. */
function twoDigits(bytes: Uint8Array, at: number): number {
  const tens = bytes[at]!;
  const ones = bytes[at + 1]!;
  return isDigit(tens) && isDigit(ones) ? (tens - ZERO) * 10 + (ones - ZERO) : Number.NaN;
}

function daysInMonth(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** Days from 1970-01-01 in the proleptic Gregorian calendar; years are counted from March, so that February ends them. */
function daysSinceEpoch(year: number, month: number, day: number): number {
  const y = month > 2 ? year : year - 1;
  const monthFromMarch = (month + 9) % 12;
  const dayOfYear = Math.floor((153 * monthFromMarch + 2) / 5) + day - 1;
  return 365 * y + Math.floor(y / 4) - Math.floor(y / 100) + Math.floor(y / 400) + dayOfYear - 719_468;
}

/** Milliseconds east of UTC; NaN when what follows the time is not a zone. */
function zoneOffset(bytes: Uint8Array, start: number, end: number): number {
  const length = end - start;
  if (length === 0) return 0;
  const first = bytes[start]!;
  if (first === Z) return length === 1 ? 0 : Number.NaN;
  if (first === SPACE) return length === 4 && matches(bytes, start + 1, "UTC") ? 0 : Number.NaN;
  if (first !== PLUS && first !== DASH) return Number.NaN;
  const hours = length >= 3 ? twoDigits(bytes, start + 1) : Number.NaN;
  let minutes = 0;
  if (length === 5) minutes = twoDigits(bytes, start + 3);
  else if (length === 6 && bytes[start + 3] === COLON) minutes = twoDigits(bytes, start + 4);
  else if (length !== 3) return Number.NaN;
  if (!(hours <= 23 && minutes <= 59)) return Number.NaN;
  return (first === DASH ? -1 : 1) * (hours * 60 + minutes) * 60_000;
}

function matches(bytes: Uint8Array, start: number, text: string): boolean {
  for (let i = 0; i < text.length; i++) if (bytes[start + i] !== text.charCodeAt(i)) return false;
  return true;
}
