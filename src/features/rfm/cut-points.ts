import { type Field, sum, wrongType, wrongValue } from "../../core/internal";

/**
 * What becomes of a value that equals a cut point.
 * - `"up"`: it is above: a bin holds its lower cut point, not its upper one
 * - `"down"`: it is below: a bin holds its upper cut point, as pandas' `qcut` has it
 * - `"rfm-package"`: cut points are the quantiles plus one, and a value that equals one is above: what the R package `rfm` does
 */
export type TieRule = "up" | "down" | "rfm-package";

/** The cut points between bins at the quantiles 1/n, 2/n, ... (linear between order statistics, R's type 7). */
export function quantileCuts(values: Float64Array, bins: number, ties: TieRule): number[] {
  const sorted = Float64Array.from(values).sort();
  const cuts = Array.from({ length: bins - 1 }, (_, i) => quantileOf(sorted, (i + 1) / bins));
  return ties === "rfm-package" ? cuts.map((cut) => cut + 1) : cuts;
}

/** A quantile of ascending values, linear between them; NaN of none. */
export function quantileOf(sorted: Float64Array, share: number): number {
  if (sorted.length === 0) return Number.NaN;
  const place = share * (sorted.length - 1);
  const below = Math.floor(place);
  const low = sorted[below]!;
  return place === below ? low : low + (place - below) * (sorted[below + 1]! - low);
}

/** The bin of each value, from 1: cut points that it is above, and one. */
export function binsOf(values: Float64Array, cuts: readonly number[], ties: TieRule): Uint8Array {
  return Uint8Array.from(values, (value) => {
    return 1 + sum(cuts.map((cut) => Number(ties === "down" ? value > cut : value >= cut)));
  });
}

/** Cut points that are given: ascending finite numbers. */
export const CUTS: Field<readonly number[], undefined> = {
  expected: "an array of 1 to 19 ascending numbers",
  default: undefined,
  read(value, name) {
    if (!Array.isArray(value)) throw wrongType(name, CUTS.expected, value);
    const sound = value.every((cut, i) => Number.isFinite(cut) && (i === 0 || cut >= value[i - 1]));
    if (!sound || value.length < 1 || value.length > 19) throw wrongValue(name, CUTS.expected, value);
    return value;
  },
};
