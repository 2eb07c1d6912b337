import { continuedFraction } from "./continued-fraction";
import { add, type DoubleDouble, divide, double, expOf, logOf, multiply, ONE, subtract } from "./double-double";
import { stirlingError } from "./stirling-error";
import { fromLower, fromUpper, type Tails } from "./tails";

/** A share and what it leaves of 1, both with all their digits. */
export interface Share {
  readonly x: DoubleDouble;
  readonly y: DoubleDouble;
}

/** The share x of 1. */
export function shareOf(x: number): Share {
  return { x: double(x), y: subtract(ONE, double(x)) };
}

/** The share a / (a + b). */
export function shareOfOdds(a: DoubleDouble, b: DoubleDouble): Share {
  const sum = add(a, b);
  return { x: divide(a, sum), y: divide(b, sum) };
}

/** x^a y^b / B(a, b), where x + y = 1. */
export function betaKernel(a: number, b: number, { x, y }: Share): number {
  if (x.high <= 0 || y.high <= 0) return 0;
  const sum = add(double(a), double(b));
  const powers = add(logRatio(a, x, sum), logRatio(b, y, sum));
  const n = sum.high;
  const exponent = add(powers, double(stirlingError(n) - stirlingError(a) - stirlingError(b)));
  return expOf(exponent) * Math.sqrt(((a / n) * b) / (2 * Math.PI));
}

/** a ln(x n / a). */
function logRatio(a: number, x: DoubleDouble, n: DoubleDouble): DoubleDouble {
  return multiply(double(a), logOf(divide(multiply(x, n), double(a))));
}

/** The regularized incomplete beta functions I(x; a, b) and I(y; b, a), where x + y = 1 (DLMF 8.17.2). */
export function betaTails(a: number, b: number, share: Share): Tails {
  const { x, y } = share;
  if (x.high <= 0) return fromLower(0);
  if (y.high <= 0) return fromUpper(0);
  const kernel = betaKernel(a, b, share);
  const distance = subtract(multiply(double(a), y), multiply(double(b), x)).high;
  if (distance > 0) return fromLower(kernel / betaFraction(a, b, x.high, distance));
  return fromUpper(kernel / betaFraction(b, a, y.high, -distance));
}

/**
 * What x^a y^b / B(a, b) is divided by to give I(x; a, b) (Didonato & Morris 1992, "Algorithm 708", eq. 9). Left of the
 * mean it converges in some sqrt(a + b) terms.
 *
 * @param distance a y - b x, positive left of the mean.
 */
function betaFraction(a: number, b: number, x: number, distance: number): number {
  const denominator = (n: number): number => {
    const inner = (n * (b - n) * x) / (a + 2 * n - 1);
    return n + (n > 0 ? inner : 0) + ((a + n) * (distance + 1 + n * (2 - x))) / (a + 2 * n + 1);
  };
  return continuedFraction(denominator(0), (n) => {
    const odd = a + 2 * n - 1;
    return [((((a + n - 1) / odd) * (a + b + n - 1)) / odd) * n * (b - n) * x * x, denominator(n)];
  });
}
