import type { SegmentPattern } from "./pattern";

/** Whether a path shows a pattern: in direct succession, or for a subsequence with any others between. */
export function showsPattern(
  path: readonly string[],
  { kind, actions }: Pick<SegmentPattern, "kind" | "actions">,
): boolean {
  if (kind === "subsequence") {
    let matched = 0;
    for (const action of path) if (action === actions[matched]) matched++;
    return matched === actions.length;
  }
  return path.some((_, start) => actions.every((action, i) => path[start + i] === action));
}
