import { sum } from "../../core/internal";
import type { GroupCounts } from "../patterns/count-patterns";
import type { PatternIndex } from "../patterns/pattern-index";

/** What a segment, or several as one, does: its actions and direct successions of two, ascending by pattern. */
export interface SegmentMix {
  readonly size: number;
  readonly ids: Uint32Array;
  /** Members that show each. */
  readonly shown: Float64Array;
  /** Occurrences of each in all members. */
  readonly occurrences: Float64Array;
}

/** The mix of a counted segment. */
export function mixOf(within: GroupCounts, patterns: PatternIndex): SegmentMix {
  const ids = new Uint32Array(within.seen.length);
  const shown = new Float64Array(ids.length);
  const occurrences = new Float64Array(ids.length);
  let used = 0;
  for (let id = 0; id < patterns.size && patterns.lengthOf(id) <= 2; id++) {
    if (within.shown[id] === 0) continue;
    ids[used] = id;
    shown[used] = within.shown[id]!;
    occurrences[used++] = within.occurrences[id]!;
  }
  return {
    size: within.size,
    ids: ids.slice(0, used),
    shown: shown.slice(0, used),
    occurrences: occurrences.slice(0, used),
  };
}

/** Two mixes as one. */
export function mergeMixes(a: SegmentMix, b: SegmentMix): SegmentMix {
  const ids = new Uint32Array(a.ids.length + b.ids.length);
  const shown = new Float64Array(ids.length);
  const occurrences = new Float64Array(ids.length);
  let used = 0;
  for (let i = 0, j = 0; i < a.ids.length || j < b.ids.length; used++) {
    const id = Math.min(a.ids[i] ?? Number.POSITIVE_INFINITY, b.ids[j] ?? Number.POSITIVE_INFINITY);
    ids[used] = id;
    for (const [mix, at] of [
      [a, i],
      [b, j],
    ] as const) {
      if (mix.ids[at] !== id) continue;
      shown[used]! += mix.shown[at]!;
      occurrences[used]! += mix.occurrences[at]!;
      if (mix === a) i++;
      else j++;
    }
  }
  return {
    size: a.size + b.size,
    ids: ids.slice(0, used),
    shown: shown.slice(0, used),
    occurrences: occurrences.slice(0, used),
  };
}

/**
 * Hellinger distance of two mixes: √(1 - Σ √(p q)) of the shares of their actions and transitions. 0 for the same mix, 1
 * for nothing in common, or a segment without members.
 */
export function mixDistance(a: SegmentMix, b: SegmentMix): number {
  const ofA = sum(a.occurrences);
  const ofB = sum(b.occurrences);
  if (ofA === 0 || ofB === 0) return 1;
  let overlap = 0;
  for (let i = 0, j = 0; i < a.ids.length && j < b.ids.length; ) {
    if (a.ids[i] === b.ids[j]) overlap += Math.sqrt((a.occurrences[i++]! / ofA) * (b.occurrences[j++]! / ofB));
    else if (a.ids[i]! < b.ids[j]!) i++;
    else j++;
  }
  return Math.sqrt(Math.max(0, 1 - overlap));
}
