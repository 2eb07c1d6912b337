import type { LogStructure, Verdict } from "./types";

const HALF = 0.5;
const QUARTER = 0.25;

/** Half of the share of inputs that are at a border where a crowd without a gap is cut in two. */
const EMPTY_BORDER = 0.25 * HALF;

/**
 * Clear segments: of what shuffled logs leave unexplained the best division explains half or more, its borders are empty by half
 * or more, and half or more of the inputs are in segments that are found again. Some: it explains half, but borders are not empty
 * or few segments are found again; or it explains a quarter, its borders are empty, and segments save bits that neither shuffled
 * logs nor one chain for all explain. Else, and where inputs are not divided or nothing is found again, a continuum. A function
 * of figures alone.
 */
export function kindOf(log: LogStructure): Verdict["kind"] {
  const { beyondShuffled, stableShare, divided } = log;
  if (!divided || stableShare === 0) return "continuum";
  if (beyondShuffled >= HALF && hasEmptyBorder(log) && stableShare >= HALF) return "clear segments";
  return beyondShuffled >= HALF || (beyondShuffled >= QUARTER && hasEmptyBorder(log) && predictsNext(log))
    ? "some stable segments in a continuum"
    : "continuum";
}

/** Whether next to nobody stands between the groups of the best division. */
export function hasEmptyBorder({ atBorder }: Pick<LogStructure, "atBorder">): boolean {
  return atBorder <= EMPTY_BORDER;
}

/** Whether segments predict what comes next: more than in logs without groups, and than one chain for all does. */
export function predictsNext({ savedBits, shuffledBits, transitionBits }: LogStructure): boolean {
  return savedBits > Math.max(0, shuffledBits, transitionBits ?? Number.POSITIVE_INFINITY);
}

/** How much of what the most separate of the shuffled logs leaves unexplained is explained. */
export function beyondShuffled(separation: number, shuffled: readonly number[]): number {
  const most = Math.max(0, ...shuffled);
  return most >= 1 ? 0 : (separation - most) / (1 - most);
}

/** Whether a separation explains half of what the shuffled logs leave unexplained. */
export function standsApart(separation: number | undefined, { shuffled }: Pick<LogStructure, "shuffled">): boolean {
  return separation !== undefined && beyondShuffled(separation, shuffled) >= HALF;
}
