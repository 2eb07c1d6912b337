import { contrast, type SegmentContrast } from "../patterns/contrast";
import type { GroupCounts } from "../patterns/count-patterns";
import type { ProfileContext } from "../profile-context";

/** An action that members begin or end with; `members`, `coverage` and `elsewhere` count those that do. */
export interface EndAction extends SegmentContrast {
  readonly action: string;
}

/** The actions that most members begin with (`"first"`) or end with (`"last"`). */
export function endActions(
  context: ProfileContext,
  within: GroupCounts,
  end: "first" | "last",
  count: number,
): EndAction[] {
  const { everybody, sequences } = context;
  const { actions } = sequences.vocabulary;
  return Array.from(within[end].keys())
    .filter((token) => within[end][token]! > 0)
    .sort((a, b) => within[end][b]! - within[end][a]! || (actions[a]! < actions[b]! ? -1 : 1))
    .slice(0, count)
    .map((token) => {
      const members = within[end][token]!;
      const others = everybody[end][token]! - members;
      const figures = contrast(members, within.size, others, everybody.size - within.size);
      return { action: actions[token]!, ...figures };
    });
}
