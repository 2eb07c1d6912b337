import type { GroupCounts } from "../patterns/count-patterns";
import type { ProfileContext } from "../profile-context";

/**
 * Transitions among the actions that most members show. `probabilities[i][j]` is the share of the times that action i is
 * followed by anything, that it is followed by action j; what is missing to 1 leads to actions not listed.
 */
export interface TransitionMatrix {
  /** Rows and columns: the actions that most members show, most common first. */
  readonly actions: readonly string[];
  /** Times that action i is directly followed by action j. */
  readonly counts: readonly (readonly number[])[];
  /** Times that action i is followed by anything: the denominators. */
  readonly followed: readonly number[];
  /** Null in rows of actions that nothing ever follows here. */
  readonly probabilities: readonly (readonly (number | null)[])[];
  /** The same among everybody else. */
  readonly elsewhere: readonly (readonly (number | null)[])[];
  /** probabilities - elsewhere; null where one of them is. */
  readonly differences: readonly (readonly (number | null)[])[];
}

/** The transitions among the `count` most common actions of the counted segment. */
export function transitionMatrix(context: ProfileContext, within: GroupCounts, count: number): TransitionMatrix {
  const { everybody, patterns, sequences } = context;
  const tokens = mostCommon(context, within, count);
  const ids = tokens.map((from) => tokens.map((to) => patterns.pairOf(from, to)));
  const times = (of: GroupCounts, id: number) => (id < 0 ? 0 : of.occurrences[id]!);
  const counts = ids.map((row) => row.map((id) => times(within, id)));
  const probabilities = counts.map((row, i) => shares(row, within.followed[tokens[i]!]!));
  const elsewhere = ids.map((row, i) => {
    const others = row.map((id) => times(everybody, id) - times(within, id));
    return shares(others, everybody.followed[tokens[i]!]! - within.followed[tokens[i]!]!);
  });
  return {
    actions: tokens.map((token) => sequences.vocabulary.actions[token]!),
    counts,
    followed: tokens.map((token) => within.followed[token]!),
    probabilities,
    elsewhere,
    differences: probabilities.map((row, i) =>
      row.map((share, j) => (share === null || elsewhere[i]![j] === null ? null : share - elsewhere[i]![j]!)),
    ),
  };
}

/** The tokens of the `count` actions that most members show; ties by name. */
export function mostCommon({ patterns, sequences }: ProfileContext, within: GroupCounts, count: number): number[] {
  const { actions } = sequences.vocabulary;
  return actionsOf(within, patterns.actions)
    .sort((a, b) => within.shown[b]! - within.shown[a]! || (actions[a]! < actions[b]! ? -1 : 1))
    .slice(0, count);
}

/** The actions that members show, ascending; patterns of one action are numbered as it is. */
function actionsOf({ shown }: GroupCounts, actions: number): number[] {
  const found: number[] = [];
  for (let id = 0; id < actions; id++) if (shown[id]! > 0) found.push(id);
  return found;
}

function shares(counts: readonly number[], of: number): (number | null)[] {
  return counts.map((count) => (of === 0 ? null : count / of));
}
