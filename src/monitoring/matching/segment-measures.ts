import { NOISE } from "../../core/internal";
import { type Heirs, type Overlaps, shareOfAfter, shareOfBefore } from "../../segments/internal";
import { least, OWN, unexplained } from "./segment-fates";

/** How much of each event there is to an earlier segment: what its rule is about, as a share of its users. */
export interface SegmentMeasures {
  /** Share of it in the second largest later segment that is mostly of it, in the later population. */
  readonly split: number;
  /** Share of it in later segments that are mostly of others, in the later population. */
  readonly merge: number;
  /** Share of it in none, in the earlier population. */
  readonly death: number;
  /** What it lacks of being the later segment most like it: 1 less the smaller Jaccard similarity of both populations. */
  readonly change: number;
  /** How much its share of all users changed, in standard deviations of a single user; 0 where none continues it. */
  readonly share: number;
}

/** Names of the measures. */
export const MEASURES = ["split", "merge", "death", "change", "share"] as const;

/** The measures of each earlier segment. */
export function segmentMeasures(
  overlaps: Overlaps,
  { likest, heirOf }: Pick<Heirs, "likest" | "heirOf">,
): SegmentMeasures[] {
  const { previous, next } = overlaps;
  return Array.from(likest, (heir, i): SegmentMeasures => {
    const own: number[] = [];
    let merge = 0;
    for (let j = 0; j < next.after; j++) {
      if (shareOfAfter(next, i, j) >= OWN) own.push(shareOfBefore(next, i, j));
      else merge += shareOfBefore(next, i, j);
    }
    return {
      split: own.sort((a, b) => b - a)[1] ?? 0,
      merge,
      death: shareOfBefore(previous, i, previous.after),
      change: 1 - (heir === NOISE ? 0 : least(overlaps, i, heir)),
      share: heirOf[i] === NOISE ? 0 : shift(share(previous.beforeSizes, i), share(next.afterSizes, heirOf[i]!)),
    };
  });
}

/** How far a share moved, in standard deviations of one user's being there or not. */
function shift(before: number, after: number): number {
  const middle = (before + after) / 2;
  return middle <= 0 || middle >= 1 ? 0 : (after - before) / Math.sqrt(middle * (1 - middle));
}

/** Users in the least explained later segment, as a share of all. */
export function largestUnexplained({ next }: Overlaps): number {
  let most = 0;
  for (let j = 0; j < next.after; j++) most = Math.max(most, unexplained(next, j) * share(next.afterSizes, j));
  return most;
}

/** Share of all users that are in a segment. */
export function share(sizes: Float64Array, segment: number): number {
  const all = sizes.reduce((sum, size) => sum + size, 0);
  return all === 0 ? 0 : sizes[segment]! / all;
}
