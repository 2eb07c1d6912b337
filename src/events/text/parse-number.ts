/** 10 to the power of 0 .. 15, all exact. */
const POWERS = Array.from({ length: 16 }, (_, digits) => Number(`1e${digits}`));

/** Reads a decimal number such as `-12.5` or `1.5e9` from ASCII bytes, exactly as `Number` would; NaN for anything else. */
export function parseNumber(bytes: Uint8Array, start: number, end: number): number {
  const sign = bytes[start] === MINUS ? -1 : 1;
  let digits = 0;
  let mantissa = 0;
  let point = -1;
  for (let i = start + (sign < 0 ? 1 : 0); i < end; i++) {
    const byte = bytes[i]!;
    if (byte >= ZERO && byte <= NINE) {
      mantissa = mantissa * 10 + (byte - ZERO);
      digits += 1;
    } else if (byte === POINT && point < 0) {
      point = digits;
    } else {
      return parseSlowly(bytes, start, end);
    }
  }
  if (digits === 0 || digits > 15) return parseSlowly(bytes, start, end);
  return (sign * mantissa) / POWERS[point < 0 ? 0 : digits - point]!; // both exact, so the quotient is well rounded
}

const MINUS = 45;
const POINT = 46;
const ZERO = 48;
const NINE = 57;

function parseSlowly(bytes: Uint8Array, start: number, end: number): number {
  if (end - start > 40) return Number.NaN;
  const text = String.fromCharCode(...bytes.subarray(start, end));
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : Number.NaN;
}
