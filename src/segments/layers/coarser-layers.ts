import { groupsOfSegments, type SegmentGroup, type SegmentRelations } from "../../profiles";
import type { ModelParts } from "../model/model-parts";
import type { LayerGroup } from "./segment-layer";

/** A coarser layer has between a quarter and two thirds as many segments as the next finer one. */
const FEWEST_OF = 1 / 4;
const MOST_OF = 2 / 3;

/**
 * How many groups each coarser layer has, finest first: where the tree of merging has its widest gap, that is where those that are
 * merged are most alike beside those that are not; of equal gaps the one with more groups.
 */
export function coarserCounts(relations: SegmentRelations, most: number): number[] {
  const counts: number[] = [];
  for (let count = relations.order.length; counts.length < most; ) {
    const next = widestGap(relations, Math.max(2, Math.ceil(FEWEST_OF * count)), Math.floor(MOST_OF * count));
    if (next === undefined) break;
    counts.push(next);
    count = next;
  }
  return counts;
}

function widestGap({ groups, order }: SegmentRelations, from: number, to: number): number | undefined {
  // undoing the merges from the last one back: `groups[groups.length - i]` is undone where i groups become i + 1
  const undone = (count: number) => groups[groups.length - count]?.distance ?? 0;
  let best: number | undefined;
  let widest = Number.NEGATIVE_INFINITY;
  for (let count = Math.min(to, order.length - 1); count >= from; count--) {
    const gap = undone(count - 1) - undone(count);
    if (gap > widest) [best, widest] = [count, gap];
  }
  return best;
}

/** The segments in this many groups, largest first; ties by the smallest segment. */
export function groupsAt({ relations, segments, lineage }: ModelParts, count: number): LayerGroup[] {
  const groups = groupsOfSegments(relations!, count).map((group) => layerGroup(group, segments, lineage.ids));
  return groups.sort((a, b) => b.size - a.size || a.segments[0]! - b.segments[0]!);
}

function layerGroup(
  { name, segments }: Pick<SegmentGroup, "name" | "segments">,
  profiles: ModelParts["segments"],
  ids: readonly string[],
): LayerGroup {
  const sizeOf = (segment: number) => profiles[segment]!.size;
  const ascending = segments.toSorted((a, b) => a - b);
  const largest = ascending.reduce((best, segment) => (sizeOf(segment) > sizeOf(best) ? segment : best));
  const more = ascending.length - 1;
  return {
    id: more === 0 ? ids[largest]! : `${ids[largest]}+${more}`,
    name,
    size: ascending.reduce((sum, segment) => sum + sizeOf(segment), 0),
    segments: ascending,
  };
}
