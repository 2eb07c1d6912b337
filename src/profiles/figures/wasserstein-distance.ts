import type { Sample } from "./distribution";

/**
 * Wasserstein-1 distance of two samples, in the unit of their values: the area between their distribution functions
 * (Ramdas, Garcia & Cuturi 2017, eq. 4). The second is `all` without `part`, a sample drawn from it.
 *
 * @returns null when either is empty.
 */
export function wassersteinToRest(part: Sample, all: Sample): number | null {
  const here = part.cumulative.at(-1) ?? 0;
  const rest = (all.cumulative.at(-1) ?? 0) - here;
  if (here === 0 || rest === 0) return null;
  let area = 0;
  let p = 0;
  for (let i = 0; i + 1 < all.values.length; i++) {
    const value = all.values[i]!;
    while (p < part.values.length && part.values[p]! <= value) p++;
    if (all.values[i + 1] === value) continue;
    const upTo = p === 0 ? 0 : part.cumulative[p - 1]!;
    area += Math.abs(upTo / here - (all.cumulative[i]! - upTo) / rest) * (all.values[i + 1]! - value);
  }
  return area;
}
