import { groupsOfSegments, type SegmentGroup, type SegmentRelations } from "../../profiles";

/** From this many segments on, a few groups of them help the reader. */
const MANY = 7;
/** Numbers of groups, the one that is easiest to read first. */
const COUNTS = [5, 4, 6, 3, 7];
/** Share of the members that one group holds at most. */
const MOST = 0.6;

/**
 * Many segments in 3 to 7 groups, largest first; undefined when there are few segments, or every such cut leaves one group
 * with most of the members, or fewer than two groups of several segments.
 */
export function evenGroups(relations: SegmentRelations): SegmentGroup[] | undefined {
  if (relations.order.length < MANY) return undefined;
  const chosen = COUNTS.map((count) => groupsOfSegments(relations, count)).find(isEven);
  return chosen && [...chosen].sort((a, b) => b.size - a.size || a.segments[0]! - b.segments[0]!);
}

function isEven(groups: readonly SegmentGroup[]): boolean {
  const all = groups.reduce((sum, { size }) => sum + size, 0);
  const several = groups.filter(({ segments }) => segments.length > 1);
  return several.length > 1 && groups.every(({ size }) => size <= MOST * all);
}
