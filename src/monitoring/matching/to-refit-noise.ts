import { plainObject, wrongType, wrongValue } from "../../core/internal";
import type { RefitNoise } from "./refit-noise";
import { MEASURES } from "./segment-measures";

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
  for (const [b, comparison] of comparisons.entries())
    checkComparison(`${name}.comparisons[${b}]`, comparison, segments);
  return value as RefitNoise;
}

function checkComparison(name: string, value: unknown, segments: number): void {
  const { recovered, measures, unexplained } = plainObject(name, "a comparison of refits", value);
  checkList(`${name}.recovered`, recovered, segments, (figure) => isBetween(figure, 0, 1));
  checkList(`${name}.measures`, measures, segments, (found) => found === null || isMeasures(found));
  checkList(`${name}.unexplained`, [unexplained], 1, (figure) => isBetween(figure, 0, 1));
}

function isMeasures(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  return MEASURES.every((measure) => {
    const figure = (value as Record<string, unknown>)[measure];
    return measure === "share" ? isBetween(figure, -2, 2) : isBetween(figure, 0, 1);
  });
}

function checkList(name: string, value: unknown, length: number, accepts: (figure: unknown) => boolean): void {
  if (Array.isArray(value) && value.length === length && value.every(accepts)) return;
  throw wrongType(name, `${length} entries in their range`, value);
}

function isBetween(figure: unknown, least: number, most: number): boolean {
  return typeof figure === "number" && figure >= least && figure <= most;
}
