import { log } from "../../core/internal";
import { quantileOf } from "../rfm/cut-points";
import { presentSorted } from "./column-figures";
import { yeoJohnsonOf } from "./column-steps";
import type { FitStep } from "./fitted-features";
import { minimize } from "./minimize";

/** Missing numbers become the median, the mean, or a number; 0 where there is none to take it of. */
export function fitFill(missing: "median" | "mean" | number): FitStep {
  return (_, { mean, median, present }) => {
    const value = typeof missing === "number" ? missing : present === 0 ? 0 : missing === "mean" ? mean : median;
    return { kind: "fill", value };
  };
}

/** Bounds that leave a share of the numbers out on either side. */
export function fitClip(share: number): FitStep {
  return (values, { present }) => {
    if (present === 0) return undefined;
    const sorted = presentSorted(values);
    return { kind: "clip", low: quantileOf(sorted, share), high: quantileOf(sorted, 1 - share) };
  };
}

export const fitLog: FitStep = () => ({ kind: "log" });

/** The power at which the column is most likely normal; none for a constant. */
export const fitYeoJohnson: FitStep = (values, { deviation }) => {
  if (!(deviation > 0)) return undefined;
  const sorted = presentSorted(values);
  const lambda = minimize((power) => -likelihoodOf(sorted, power), -5, 5);
  return { kind: "yeo-johnson", lambda };
};

/** The logarithm of the likelihood of Yeo and Johnson (2000), but for a constant. */
function likelihoodOf(sorted: Float64Array, lambda: number): number {
  const n = sorted.length;
  let [mean, growth] = [0, 0];
  const values = sorted.map((x) => {
    const y = yeoJohnsonOf(x, lambda);
    mean += y / n;
    growth += x < 0 ? -log(1 - x) : log(1 + x);
    return y;
  });
  let squares = 0;
  for (const y of values) squares += (y - mean) * (y - mean);
  const variance = squares / n;
  return variance > 0 ? (-n / 2) * log(variance) + (lambda - 1) * growth : Number.NEGATIVE_INFINITY;
}

/** Mean 0 and deviation 1; a constant becomes 0. */
export const fitStandard: FitStep = (_, { mean, deviation, present }) => {
  return present === 0 ? undefined : { kind: "scale", center: mean, scale: deviation > 0 ? deviation : 1 };
};

/** Median 0 and quartiles 1 apart; where the quartiles are equal, by the deviation. */
export const fitRobust: FitStep = (_, { median, lowerQuartile, upperQuartile, deviation, present }) => {
  if (present === 0) return undefined;
  const spread = upperQuartile - lowerQuartile;
  return { kind: "scale", center: median, scale: spread > 0 ? spread : deviation > 0 ? deviation : 1 };
};
