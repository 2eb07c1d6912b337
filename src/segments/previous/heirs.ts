import { NOISE } from "../../core/internal";
import type { ModelLineage } from "../model/model-origin";
import { maximumWeightMatching } from "./maximum-weight-matching";
import { jaccard, type Overlaps, shareOfBefore } from "./overlap";

/** Which later segment continues each earlier one. */
export interface Heirs {
  /** For each earlier segment the later one that is most like it, where every later one continues one at most; -1 for none. */
  readonly likest: Int32Array;
  /** Mean of the Jaccard similarities of both populations; 0 for none. */
  readonly similarity: Float64Array;
  /** The same as `likest`, where they are alike enough to be one: it keeps the id. */
  readonly heirOf: Int32Array;
}

/** Mean similarity from which on a segment is the same one. */
const SAME = 0.5;
/** Similarities become whole numbers of this unit, so that sums are exact. */
const UNIT = 1 / 0x100000000;
/** Share of a segment that a later one takes over, at least, to be called its successor. */
const SUCCESSOR = 0.3;

/** Pairs segments of two models so that the pairs are as alike as can be in all; ties go to the smaller number. */
export function findHeirs(overlaps: Overlaps): Heirs {
  const { before, after } = overlaps.previous;
  const mean = new Float64Array(before * after);
  for (let i = 0; i < before; i++) {
    for (let j = 0; j < after; j++) {
      mean[i * after + j] = (jaccard(overlaps.previous, i, j) + jaccard(overlaps.next, i, j)) / 2;
    }
  }
  const likest = maximumWeightMatching(
    mean.map((value) => Math.round(value / UNIT)),
    before,
    after,
  );
  const similarity = Float64Array.from(likest, (j, i) => (j === NOISE ? 0 : mean[i * after + j]!));
  return { likest, similarity, heirOf: likest.map((j, i) => (similarity[i]! >= SAME ? j : NOISE)) };
}

/**
 * What the later segments are called: heirs keep the id, others get new ones; ids without an heir are retired, with those that took
 * over.
 *
 * @param returned ids that some later segments had before they were retired.
 */
export function inheritedLineage(
  previous: { readonly lineage: ModelLineage; readonly hash: string },
  overlaps: Overlaps,
  { heirOf }: Pick<Heirs, "heirOf">,
  returned: ReadonlyMap<number, string> = new Map(),
): ModelLineage {
  const { lineage } = previous;
  const { after } = overlaps.previous;
  const ids = new Array<string | undefined>(after).fill(undefined);
  for (const [i, j] of heirOf.entries()) if (j !== NOISE) ids[j] = lineage.ids[i]!;
  for (const [j, id] of returned) ids[j] ??= id;
  let { nextId } = lineage;
  const named = ids.map((id) => id ?? `s${nextId++}`);
  const borne = new Set(named);
  const gone = [...heirOf.entries()].filter(([, j]) => j === NOISE);
  const retired = [
    ...lineage.retired.filter(({ id }) => !borne.has(id)),
    ...gone.map(([i]) => ({ id: lineage.ids[i]!, successors: successorsOf(overlaps, i).map((j) => named[j]!) })),
  ];
  return { ids: named, nextId, retired, previous: previous.hash };
}

/** Later segments that hold a good share of an earlier one in either population, the largest first. */
function successorsOf(overlaps: Overlaps, i: number): number[] {
  const share = (j: number) => Math.max(shareOfBefore(overlaps.previous, i, j), shareOfBefore(overlaps.next, i, j));
  const all = Array.from({ length: overlaps.previous.after }, (_, j) => j);
  return all.filter((j) => share(j) >= SUCCESSOR).sort((a, b) => share(b) - share(a) || a - b);
}
