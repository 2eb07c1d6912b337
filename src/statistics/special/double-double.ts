import { exp, log, powerOfTwo } from "../../core/internal";

/**
 * The sum `high + low` of two doubles, `low` at most half a unit in the last place of `high`: some 31 digits from exact
 * operations of doubles (Dekker 1971, "A floating-point technique for extending the available precision"). Exponents of
 * tails are computed in it: an error of 1e-13 in an exponent of -690 is one of 1e-13 in the tail.
 */
export interface DoubleDouble {
  readonly high: number;
  readonly low: number;
}

export const ONE: DoubleDouble = { high: 1, low: 0 };
export const PI: DoubleDouble = { high: Math.PI, low: 1.2246467991473532e-16 };
const LN2: DoubleDouble = { high: Math.LN2, low: 2.3190468138462996e-17 };

/** Beyond it, splitting a number would overflow. */
const LARGE = 1e290;
const TWO_TO_53 = 0x20000000000000;

export function double(high: number): DoubleDouble {
  return { high, low: 0 };
}

export function add(a: DoubleDouble, b: DoubleDouble): DoubleDouble {
  const sum = a.high + b.high;
  const part = sum - a.high;
  const error = a.high - (sum - part) + (b.high - part);
  return renormalized(sum, error + a.low + b.low);
}

function negated({ high, low }: DoubleDouble): DoubleDouble {
  return { high: -high, low: -low };
}

export function subtract(a: DoubleDouble, b: DoubleDouble): DoubleDouble {
  return add(a, negated(b));
}

export function multiply(a: DoubleDouble, b: DoubleDouble): DoubleDouble {
  const product = a.high * b.high;
  const a1 = leading(a.high);
  const b1 = leading(b.high);
  const a2 = a.high - a1;
  const b2 = b.high - b1;
  const error = a2 * b2 - (product - a1 * b1 - a2 * b1 - a1 * b2);
  return renormalized(product, error + (a.high * b.low + a.low * b.high));
}

export function divide(a: DoubleDouble, b: DoubleDouble): DoubleDouble {
  const quotient = double(a.high / b.high);
  const rest = subtract(a, multiply(quotient, b));
  return renormalized(quotient.high, rest.high / b.high);
}

/** Natural logarithm of a positive number, by twice the inverse hyperbolic tangent of (m - 1) / (m + 1). */
export function logOf({ high, low }: DoubleDouble): DoubleDouble {
  const exponent = Math.round(log(high) / Math.LN2);
  const half = Math.trunc(exponent / 2);
  const scale = (x: number) => x * powerOfTwo(-half) * powerOfTwo(half - exponent);
  const m = { high: scale(high), low: scale(low) }; // in [0.707, 1.415]
  const t = divide(subtract(m, ONE), add(m, ONE));
  const square = multiply(t, t); // below 0.0295
  let tail = 0;
  for (let j = LAST_TERM; j >= DOUBLE_FROM; j--) tail = tail * square.high + ODD_RECIPROCALS[j]!.high;
  let series = double(tail);
  for (let j = DOUBLE_FROM - 1; j >= 0; j--) series = add(multiply(series, square), ODD_RECIPROCALS[j]!);
  return add(multiply(double(exponent), LN2), multiply(multiply(double(2), t), series));
}

/** e to this power, as a double. */
export function expOf({ high, low }: DoubleDouble): number {
  const value = exp(high);
  return value + value * low;
}

/** From this term on a double is enough: 0.0295^10 is 5e-16. */
const DOUBLE_FROM = 10;
const LAST_TERM = 20;
const ODD_RECIPROCALS = Array.from({ length: LAST_TERM + 1 }, (_, j) => divide(ONE, double(2 * j + 1)));

function renormalized(large: number, small: number): DoubleDouble {
  const high = large + small;
  return { high, low: small - (high - large) };
}

/** The leading 26 bits (Veltkamp); of an infinite number itself. */
function leading(x: number): number {
  if (!Number.isFinite(x)) return x;
  if (Math.abs(x) > LARGE) return leading(x / TWO_TO_53) * TWO_TO_53;
  const scaled = x * 0x8000001;
  return scaled - (scaled - x);
}
