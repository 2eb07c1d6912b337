import type { LogStructure, Verdict } from "./types";

const HALF = 0.5;
const QUARTER = 0.25;

/**
 * Clear segments: of what shuffled logs leave untold at least half is told, and at least half of the inputs are in segments
 * that are found again. Some: the first alone; or a quarter of it, with bits saved that neither shuffled logs nor one chain
 * for all explain. Else, and where inputs are not divided at all, a continuum. A function of figures alone.
 */
export function kindOf(log: LogStructure): Verdict["kind"] {
  const { beyondShuffled, stableShare, divided } = log;
  if (!divided || stableShare === 0) return "continuum";
  if (beyondShuffled >= HALF) return stableShare >= HALF ? "clear segments" : "some stable segments in a continuum";
  return beyondShuffled >= QUARTER && tellsNext(log) ? "some stable segments in a continuum" : "continuum";
}

/** Whether segments tell what comes next: more than in logs without groups, and than one chain for all does. */
export function tellsNext({ savedBits, shuffledBits, transitionBits }: LogStructure): boolean {
  return savedBits > Math.max(0, shuffledBits, transitionBits ?? Number.POSITIVE_INFINITY);
}

/** What of that which the most separate of the shuffled logs leaves untold is told. */
export function beyondShuffled(separation: number, shuffled: readonly number[]): number {
  const most = Math.max(0, ...shuffled);
  return most >= 1 ? 0 : (separation - most) / (1 - most);
}

/** Whether a separation tells half of what the shuffled logs leave untold. */
export function standsApart(separation: number | undefined, { shuffled }: Pick<LogStructure, "shuffled">): boolean {
  return separation !== undefined && beyondShuffled(separation, shuffled) >= HALF;
}
