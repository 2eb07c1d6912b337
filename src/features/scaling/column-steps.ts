import { exp, log } from "../../core/internal";

/** One thing that is done to every number of a column. Plain data, so that it can be saved. */
export type ColumnStep =
  /** A missing number becomes this one. */
  | { readonly kind: "fill"; readonly value: number }
  /** Numbers beyond the bounds become the bounds. */
  | { readonly kind: "clip"; readonly low: number; readonly high: number }
  /** ln(1 + x); of a number below 0, -ln(1 - x). */
  | { readonly kind: "log" }
  /** The power transform of Yeo and Johnson (2000). */
  | { readonly kind: "yeo-johnson"; readonly lambda: number }
  /** (x - center) / scale. */
  | { readonly kind: "scale"; readonly center: number; readonly scale: number };

/** A column after a step; what is missing stays missing, but for `fill`. */
export function applyStep(values: Float64Array, step: ColumnStep): Float64Array {
  switch (step.kind) {
    case "fill":
      return values.map((x) => (Number.isNaN(x) ? step.value : x));
    case "clip":
      return values.map((x) => Math.min(step.high, Math.max(step.low, x)));
    case "log":
      return values.map((x) => (x < 0 ? -log(1 - x) : log(1 + x)));
    case "yeo-johnson":
      return values.map((x) => yeoJohnsonOf(x, step.lambda));
    case "scale":
      return values.map((x) => (x - step.center) / step.scale);
  }
}

/** The transform of one number; continuous in lambda, where it turns into a logarithm. */
export function yeoJohnsonOf(x: number, lambda: number): number {
  return x >= 0 ? powerOf(x, lambda) : -powerOf(-x, 2 - lambda);
}

/** ((1 + x)^p - 1) / p, which is ln(1 + x) at p = 0. */
function powerOf(x: number, p: number): number {
  const grown = log(1 + x);
  return Math.abs(p) < 1e-12 ? grown : (exp(p * grown) - 1) / p;
}
