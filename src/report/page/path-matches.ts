import type { PathPattern } from "../../sequences";
import type { GroupMatches } from "../views/pattern-view";
import type { Points } from "./unpack-points";

/** What a path pattern finds among the paths of a page. */
export interface PathMatches {
  /** 1 for each point whose path holds a match. */
  readonly shows: Uint8Array;
  /** For each group, in the order of the page. */
  readonly groups: readonly GroupMatches[];
}

/**
 * Looks for a pattern in the paths of the map. Paths of which the page holds the two ends alone, or nothing, are counted
 * apart: whether they hold a match is not known here.
 *
 * @param names of the actions; others have none here.
 * @param segments number of the segment of each group, -1 for none.
 */
export function pathMatches(
  pattern: PathPattern,
  points: Points,
  names: readonly string[],
  segments: readonly number[],
): PathMatches {
  const coded = pattern.over([...names, ""]); // the last stands for an action that has no name here
  const groupOf = new Map(segments.map((segment, group) => [segment, group]));
  const groups = segments.map(() => ({ members: 0, known: 0, all: 0 }));
  const shows = new Uint8Array(points.count);
  for (let point = 0; point < points.count; point++) {
    const group = groups[groupOf.get(points.segments[point]!) ?? -1];
    const path = points.path(point);
    const weight = points.weights[point]!;
    if (group) group.all += weight;
    if (path === undefined || path.skipped > 0) continue;
    const tokens = path.head.flatMap(({ action, times }) => Array<number>(times).fill(Math.min(action, names.length)));
    shows[point] = coded.test(Uint32Array.from(tokens)) ? 1 : 0;
    if (group) group.known += weight;
    if (group) group.members += weight * shows[point]!;
  }
  return { shows, groups };
}
