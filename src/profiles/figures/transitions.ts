import { topK } from "../../core/internal";
import { cohensH } from "../patterns/contrast";
import type { GroupCounts } from "../patterns/count-patterns";
import type { ProfileContext } from "../profile-context";

/** One action directly followed by another (or by itself). */
export interface SegmentTransition {
  readonly from: string;
  readonly to: string;
  /** Times it happens in the segment. */
  readonly count: number;
  /** Share of the times that `from` is followed by anything, that it is followed by `to`: P(to | from) in the segment. */
  readonly probability: number;
  /** The same among everybody else; null when there `from` is followed by nothing. */
  readonly elsewhere: number | null;
  /** probability - elsewhere; null when `elsewhere` is null. */
  readonly difference: number | null;
  /** Cohen's h of the two probabilities; null when `elsewhere` is null. */
  readonly effect: number | null;
}

/** The transitions that happen most often in the counted segment. */
export function strongestTransitions(context: ProfileContext, within: GroupCounts, count: number): SegmentTransition[] {
  const { everybody, patterns, sequences } = context;
  const { actions } = sequences.vocabulary;
  const from = (id: number) => patterns.prefixOf(id);
  const to = (id: number) => patterns.lastOf(id);
  const pairs = within.seen.filter((id) => patterns.lengthOf(id) === 2);
  const byCount = (a: number, b: number) =>
    within.occurrences[b]! - within.occurrences[a]! ||
    compare(actions[from(a)]!, actions[from(b)]!) ||
    compare(actions[to(a)]!, actions[to(b)]!);
  return topK(pairs, count, byCount).map((id) => {
    const times = within.occurrences[id]!;
    const probability = times / within.followed[from(id)]!;
    const followedElsewhere = everybody.followed[from(id)]! - within.followed[from(id)]!;
    const elsewhere = followedElsewhere > 0 ? (everybody.occurrences[id]! - times) / followedElsewhere : null;
    return {
      from: actions[from(id)]!,
      to: actions[to(id)]!,
      count: times,
      probability,
      elsewhere,
      difference: elsewhere === null ? null : probability - elsewhere,
      effect: elsewhere === null ? null : cohensH(probability, elsewhere),
    };
  });
}

function compare(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
