import { exp, log } from "../core/internal";

/** The curve 1 / (1 + a x^(2b)). */
export interface UmapCurve {
  readonly a: number;
  readonly b: number;
}

const SAMPLES = 300;

/**
 * The curve nearest, in least squares over 300 points of [0, 3 spread], to 1 up to `minDist` and
 * exp(-(x - minDist) / spread) beyond (McInnes, Healy & Melville 2018, section 4.2), by Levenberg and Marquardt's
 * method.
 */
export function fitCurve(minDist: number, spread: number): UmapCurve {
  const xs = Array.from({ length: SAMPLES }, (_, i) => (3 * spread * i) / (SAMPLES - 1));
  const ys = xs.map((x) => (x < minDist ? 1 : exp(-(x - minDist) / spread)));
  let curve: UmapCurve = { a: 1, b: 1 };
  const logs = xs.map((x) => (x > 0 ? log(x) : 0));
  let { error, gradient, hessian } = normalEquations(curve, xs, logs, ys);
  let damping = 1e-3;
  for (let round = 0; round < 500 && damping < 1e12; round++) {
    const [g0, g1] = gradient;
    const [h00, h01, h11] = hessian;
    const d00 = h00 * (1 + damping);
    const d11 = h11 * (1 + damping);
    const determinant = d00 * d11 - h01 * h01;
    const next = {
      a: curve.a + (d11 * g0 - h01 * g1) / determinant,
      b: curve.b + (d00 * g1 - h01 * g0) / determinant,
    };
    const there = next.a > 0 && next.b > 0 ? normalEquations(next, xs, logs, ys) : undefined;
    if (there && there.error <= error) {
      const settled = error - there.error <= 1e-16 * error;
      curve = next;
      ({ error, gradient, hessian } = there);
      damping /= 10;
      if (settled) break;
    } else {
      damping *= 10;
    }
  }
  return curve;
}

/** Squared error of a curve, and J'r and J'J of its residuals r. */
function normalEquations({ a, b }: UmapCurve, xs: readonly number[], logs: readonly number[], ys: readonly number[]) {
  let error = 0;
  const gradient: [number, number] = [0, 0];
  const hessian: [number, number, number] = [0, 0, 0];
  for (const [i, x] of xs.entries()) {
    const logX = logs[i]!;
    const power = x > 0 ? exp(2 * b * logX) : 0;
    const value = 1 / (1 + a * power);
    const residual = ys[i]! - value;
    const byA = -value * value * power;
    const byB = byA * a * 2 * logX;
    error += residual * residual;
    gradient[0] += byA * residual;
    gradient[1] += byB * residual;
    hessian[0] += byA * byA;
    hessian[1] += byA * byB;
    hessian[2] += byB * byB;
  }
  return { error, gradient, hessian };
}
