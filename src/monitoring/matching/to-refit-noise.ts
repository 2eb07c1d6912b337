import { plainObject, wrongType, wrongValue } from "../../core/internal";
import type { RefitComparison, RefitNoise } from "./refit-noise";

/**
 * Reads what {@link refitNoise} gave, also back from JSON.
 *
 * @throws TypeError or RangeError naming the part that is wrong, or when it is of another model.
 */
export function toRefitNoise(
  name: string,
  value: unknown,
  { hash, segments }: { readonly hash: string; readonly segments: number },
): RefitNoise {
  const { model, comparisons } = plainObject(name, "what refitNoise gave", value);
  if (model !== hash) throw wrongValue(`${name}.model`, `the hash of the earlier model (${hash})`, model);
  if (!Array.isArray(comparisons) || comparisons.length < 2 || comparisons.length % 2 !== 0) {
    throw wrongType(`${name}.comparisons`, "a list of pairs of comparisons", comparisons);
  }
  for (const [b, comparison] of comparisons.entries()) checkComparison(`${name}.comparisons[${b}]`, comparison, segments);
  return value as RefitNoise;
}

function checkComparison(name: string, value: unknown, segments: number): void {
  const { jaccard, shareChange, unexplained } = plainObject(name, "a comparison of refits", value) as Partial<RefitComparison>;
  checkFigures(`${name}.jaccard`, jaccard, segments, (figure) => isBetween(figure, 0, 1));
  checkFigures(`${name}.shareChange`, shareChange, segments, (figure) => figure === null || isBetween(figure, -1, 1));
  checkFigures(`${name}.unexplained`, [unexplained], 1, (figure) => isBetween(figure, 0, 1));
}

function checkFigures(name: string, value: unknown, length: number, accepts: (figure: unknown) => boolean): void {
  if (Array.isArray(value) && value.length === length && value.every(accepts)) return;
  throw wrongType(name, `${length} figures in their range`, value);
}

function isBetween(figure: unknown, least: number, most: number): boolean {
  return typeof figure === "number" && figure >= least && figure <= most;
}
