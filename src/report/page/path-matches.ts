import type { CodedPathPattern, PathPattern } from "../../sequences";
import type { PathSteps } from "../path-steps";
import type { GroupMatches } from "../views/pattern-view";
import type { Points } from "./unpack-points";

/** What a path pattern finds among the paths of a page. */
export interface PathMatches {
  /** 1 for each point whose path surely holds a match. */
  readonly shows: Uint8Array;
  /** For each group, in the order of the page. */
  readonly groups: readonly GroupMatches[];
}

/**
 * Looks for a pattern in the paths of the map. Of long paths the page holds the two ends alone, of some nothing: where what is
 * missing would decide, they are counted apart.
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
  const coded = pattern.over(names);
  const groupOf = new Map(segments.map((segment, group) => [segment, group]));
  const groups = segments.map(() => ({ surely: 0, perhaps: 0, seen: 0 }));
  const shows = new Uint8Array(points.count);
  for (let point = 0; point < points.count; point++) {
    const group = groups[groupOf.get(points.segments[point]!) ?? -1];
    const weight = points.weights[point]!;
    const [surely, perhaps] = answersOf(coded, points.path(point), names.length);
    if (surely) shows[point] = 1;
    if (group === undefined) continue;
    group.seen += weight;
    if (surely) group.surely += weight;
    else if (perhaps) group.perhaps += weight;
  }
  return { shows, groups };
}

/** Whether a path surely holds a match, and whether it may. */
function answersOf(coded: CodedPathPattern, path: PathSteps | undefined, names: number): [boolean, boolean] {
  if (path === undefined) return [false, true];
  const { head, skipped, tail } = path;
  const withUnknown = (unknown: number) => {
    const actionsOf = (steps: PathSteps["head"]) =>
      steps.flatMap(({ action, times }) => Array<number>(times).fill(action < names ? action : unknown));
    return Uint32Array.from([...actionsOf(head), ...Array<number>(skipped).fill(unknown), ...actionsOf(tail)]);
  };
  return [coded.test(withUnknown(names)), coded.test(withUnknown(names + 1))];
}
