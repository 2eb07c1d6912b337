import { log, logGamma } from "../../core/internal";
import { continuedFraction } from "./continued-fraction";
import { add, divide, double, expOf, logOf, multiply, subtract } from "./double-double";
import { expm1, log1p } from "./elementary";
import { stirlingError } from "./stirling-error";
import { fromLower, fromUpper, type Tails } from "./tails";

/** x^a e^-x / Gamma(a). */
export function gammaKernel(a: number, x: number): number {
  if (x / a === 0 || x < 0 || x > 1000 + 100 * a) return 0; // below the smallest double
  const shape = double(a);
  const exponent = add(
    multiply(shape, logOf(divide(double(x), shape))),
    add(subtract(shape, double(x)), double(-stirlingError(a))),
  );
  return expOf(exponent) * Math.sqrt(a / (2 * Math.PI));
}

/** The regularized incomplete gamma functions P(a, x) and Q(a, x) (NIST Digital Library of Mathematical Functions 8.2.4). */
export function gammaTails(a: number, x: number): Tails {
  if (x <= 0) return fromLower(0);
  if (x === Number.POSITIVE_INFINITY) return fromUpper(0);
  if (x > Math.max(a, 1)) return fromUpper(gammaKernel(a, x) / upperFraction(a, x));
  const lower = (gammaKernel(a, x) / a) * lowerSeries(a, x);
  return lower > 0.9 && a < 1 ? fromUpper(upperOfSmallShape(a, x)) : fromLower(lower);
}

/** Legendre's fraction, contracted (DLMF 8.9.2). */
function upperFraction(a: number, x: number): number {
  return continuedFraction(x - a + 1, (n) => [-n * (n - a), x - a + 2 * n + 1]);
}

/** 1 + x / (a + 1) + x^2 / ((a + 1) (a + 2)) + ... (DLMF 8.11.4). */
function lowerSeries(a: number, x: number): number {
  let sum = 1;
  let term = 1;
  for (let n = 1; term > sum * 1e-17; n++) {
    term *= x / (a + n);
    sum += term;
  }
  return sum;
}

/** Q for a < 1 and x <= 1 where it is small: 1 - x^a / Gamma(1 + a) is taken first (Gautschi 1979). */
function upperOfSmallShape(a: number, x: number): number {
  const exponent = a * log(x) - logGammaOnePlus(a);
  let term = 1;
  let sum = 0;
  for (let n = 1; Math.abs(term) > 1e-18; n++) {
    term *= -x / n;
    sum += term / (a + n);
  }
  const rest = -expm1(exponent);
  return rest - (1 - rest) * a * sum;
}

/** ln Gamma(1 + a) for a in (0, 1), with all digits near 0 (DLMF 5.7.3). */
function logGammaOnePlus(a: number): number {
  if (a > 0.5) return logGamma(1 + a);
  let series = 0;
  for (const coefficient of ZETA_TERMS) series = (series + coefficient) * -a;
  return a * (1 - EULER) - series * a - log1p(a);
}

const EULER = 0.5772156649015329;
/** (zeta(k) - 1) / k of k from 26 down to 2. */
const ZETA_TERMS = [
  5.731367241678862e-10, 1.1921401405860912e-9, 2.4836745438024785e-9, 5.183475041970047e-9, 1.0838659214896955e-8,
  2.2711094608943164e-8, 4.7698101693639804e-8, 1.0043224823968099e-7, 2.1207184805554665e-7, 4.492469198764566e-7,
  9.55141213040742e-7, 2.039215753801366e-6, 4.374866789907488e-6, 9.439488275268397e-6, 2.050721277567069e-5,
  4.492623673813314e-5, 9.945751278180853e-5, 0.00022315475845357939, 0.0005096695247430425, 0.001192753911703261,
  0.0028905103307415234, 0.007385551028673986, 0.020580808427784546, 0.0673523010531981, 0.3224670334241132,
];
