import { NOISE } from "../../core/internal";
import { type Heirs, jaccard, type Overlap, type Overlaps, shareOfAfter, shareOfBefore } from "../../segments/internal";

/** What became of an earlier segment, by the rules alone. */
export interface SegmentFate {
  readonly kind: "survive" | "split" | "merge" | "absorb" | "death" | "dissolve";
  /** The later segments that it concerns, the one that continues it first. */
  readonly into: readonly number[];
}

/** Jaccard similarity from which on a segment survives whatever else there is; MONIC's survival threshold. */
const SURVIVES = 0.7;
/** The same where no other rule fits. */
const MAY_SURVIVE = 0.5;
/** Share of a segment that makes a part of a split, and that all parts hold together. */
const PART = 0.3;
const WHOLE = 0.7;
/** Share of a later segment that must come from one earlier one, for it to be of that one. */
export const OWN = 0.5;

/**
 * What became of each earlier segment (after Spiliopoulou, Ntoutsi, Theodoridis & Schult 2006, MONIC): a split is read in the later
 * population, a death in the earlier one, survival in both.
 */
export function segmentFates(overlaps: Overlaps, { likest }: Pick<Heirs, "likest">): SegmentFate[] {
  const { next } = overlaps;
  const survives = Array.from(likest, (j, i) => j !== NOISE && least(overlaps, i, j) >= SURVIVES);
  const mergedInto = (i: number) => columns(next).find((j) => shareOfBefore(next, i, j) >= WHOLE) ?? NOISE;
  return Array.from(likest, (heir, i): SegmentFate => {
    if (survives[i]) return { kind: "survive", into: [heir] };
    const parts = columns(next).filter((j) => shareOfBefore(next, i, j) >= PART && shareOfAfter(next, i, j) >= OWN);
    if (parts.length >= 2 && parts.reduce((sum, j) => sum + shareOfBefore(next, i, j), 0) >= WHOLE) {
      return { kind: "split", into: heirFirst(parts, heir, (j) => shareOfBefore(next, i, j)) };
    }
    const whole = mergedInto(i);
    const others = whole === NOISE ? [] : [...likest.keys()].filter((o) => o !== i && mergedInto(o) === whole);
    if (others.length > 0) {
      const kept = others.some((o) => survives[o] && likest[o] === whole);
      return { kind: kept ? "absorb" : "merge", into: [whole] };
    }
    if (shareOfBefore(overlaps.previous, i, overlaps.previous.after) >= OWN) return { kind: "death", into: [] };
    if (heir !== NOISE && least(overlaps, i, heir) >= MAY_SURVIVE) return { kind: "survive", into: [heir] };
    return { kind: "dissolve", into: heir === NOISE ? [] : [heir] };
  });
}

/** Later segments of which no earlier one makes up half, in the later population. */
export function bornSegments({ next }: Overlaps): number[] {
  return columns(next).filter((j) => next.afterSizes[j]! > 0 && unexplained(next, j) > 1 - OWN);
}

/** Share of a later segment that is not in the earlier segment that makes up most of it. */
export function unexplained(overlap: Overlap, j: number): number {
  let most = 0;
  for (let i = 0; i < overlap.before; i++) most = Math.max(most, shareOfAfter(overlap, i, j));
  return 1 - most;
}

/** The smaller of the similarities in both populations; one that shows neither segment has no say. */
export function least({ previous, next }: Overlaps, i: number, j: number): number {
  const seen = [previous, next].filter((overlap) => overlap.beforeSizes[i]! + overlap.afterSizes[j]! > 0);
  return seen.length === 0 ? 0 : Math.min(...seen.map((overlap) => jaccard(overlap, i, j)));
}

function columns({ after }: Overlap): number[] {
  return Array.from({ length: after }, (_, j) => j);
}

function heirFirst(parts: readonly number[], heir: number, size: (j: number) => number): number[] {
  return [...parts].sort((a, b) => Number(b === heir) - Number(a === heir) || size(b) - size(a) || a - b);
}
