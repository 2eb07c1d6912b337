import type { TimeDetails } from "./parse-iso-time";

/**
 * Number of digits before the point of a plain decimal such as `-12.5`, without leading zeros.
 *
 * @returns -1 when the bytes are not a plain decimal.
 */
export function integerDigits(bytes: Uint8Array, start: number, end: number): number {
  let digits = 0;
  let significant = 0;
  let point = -1;
  for (let i = bytes[start] === MINUS ? start + 1 : start; i < end; i++) {
    const byte = bytes[i]!;
    if (byte >= ZERO && byte <= NINE) {
      digits += 1;
      if (point < 0 && (significant > 0 || byte !== ZERO)) significant += 1;
    } else if (byte === POINT && point < 0) point = i;
    else return -1;
  }
  return digits > 0 ? significant : -1;
}

/**
 * Reads an epoch number, a plain decimal, digit by digit, so that no digit is lost beyond 2^53.
 *
 * @param shift how many of the digits before the point are below a millisecond: -3 for seconds, 6 for nanoseconds.
 * @param below where the part below a millisecond is put; what is beyond nanoseconds is cut off.
 * @returns whole milliseconds since 1970, rounded down.
 */
export function parseEpoch(
  bytes: Uint8Array,
  start: number,
  end: number,
  shift: number,
  below: Pick<TimeDetails, "nanoseconds">,
): number {
  const negative = bytes[start] === MINUS;
  const from = negative ? start + 1 : start;
  let whole = 0;
  while (from + whole < end && bytes[from + whole] !== POINT) whole++;
  const given = Math.max(whole, end - from - 1);
  const msDigits = whole - shift;
  let ms = 0;
  let nanoseconds = 0;
  for (let place = Math.min(0, msDigits); place < msDigits + 6; place++) {
    const at = from + place + (place >= whole ? 1 : 0);
    const digit = place >= 0 && place < given ? bytes[at]! - ZERO : 0;
    if (place < msDigits) ms = ms * 10 + digit;
    else nanoseconds = nanoseconds * 10 + digit;
  }
  below.nanoseconds = negative && nanoseconds > 0 ? 1e6 - nanoseconds : nanoseconds;
  if (!negative) return ms;
  return nanoseconds > 0 ? -ms - 1 : 0 - ms;
}

const MINUS = 45;
const POINT = 46;
const ZERO = 48;
const NINE = 57;
