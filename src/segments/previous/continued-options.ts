import type { ModelParts } from "../model/model-parts";
import type { FitSegmentsOptions } from "../options/fit-segments-options";
import type { Pin } from "../options/pin";
import { isGuided, pinOf } from "./fit-pinned";

/** Options that a next model takes from the one before. */
const KEPT = ["sequences", "embedding", "reduction", "clustering", "projection", "effort", "minPathMembers", "seed"];
/** Stages that are chosen; where one is asked for anew, the choice is made again. */
const CHOSEN = ["embedding", "reduction", "clustering", "guide"];

/**
 * Options of a fit that follows another: those of the fit before, and in their place those given; and its pipeline, unless a part of
 * it is asked for anew.
 *
 * @throws TypeError naming an option of the fit before that no model holds: a function, an object of the user's own.
 */
export function continuedOptions(
  { previous, ...given }: FitSegmentsOptions,
  parts: ModelParts,
  hasSequences: boolean,
): { readonly options: FitSegmentsOptions; readonly pinned: Pin | undefined } {
  const asked = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  const before = Object.entries(parts.origin.options).filter(([key]) => {
    return KEPT.includes(key) && !(key in asked) && !(key === "sequences" && hasSequences);
  });
  for (const [key, value] of before) {
    if (isWhole(value)) continue;
    throw new TypeError(
      `"${key}" expected to be given again, for the model before holds no functions or objects of your own`,
    );
  }
  const anew = isGuided(parts) || CHOSEN.some((stage) => stage in asked);
  return {
    options: { ...Object.fromEntries(before), seed: parts.origin.seed, ...asked },
    pinned: anew ? undefined : pinOf(parts),
  };
}

/** Whether an option was kept as it was given. */
function isWhole(value: unknown): boolean {
  if (typeof value === "string")
    return !["(a function)", "(an object of your own)", "(too deep to be kept)"].includes(value);
  return typeof value !== "object" || value === null || Object.values(value).every(isWhole);
}
