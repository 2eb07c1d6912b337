import { type Checkpoint, sum } from "../../core/internal";
import type { ProfileContext } from "../profile-context";
import type { SegmentPatterns } from "../segment-profile";
import type { SummarizeSettings } from "../summarize-options";
import { type GappedCandidate, gappedCandidate, type PatternCandidate } from "./candidate";
import { descriptionCoverage } from "./description-coverage";
import { distinctivePatterns, distinctiveSubsequences, lackingActions, passedPatterns } from "./distinctive-patterns";
import { lengthClasses } from "./length-classes";
import { countShown } from "./shown-tables";
import { testCandidates } from "./test-candidates";

/** What sets a segment apart, and how much was looked at for it. */
export type TestedPatterns = Omit<SegmentPatterns, "commonActions">;

/** What the tests left of each group. */
export interface TestedGroups {
  readonly patternsOf: readonly TestedPatterns[];
  /** All patterns that set each group apart, listed or not, in no order. */
  readonly passed: readonly (readonly PatternCandidate[])[];
}

/** Tests the candidates of all groups together, and lists what stands. */
export async function testedPatterns(
  context: ProfileContext,
  candidates: readonly (PatternCandidate | GappedCandidate)[],
  groups: number,
  { topActions, topNgrams, falseDiscoveryRate: rate }: SummarizeSettings,
  at: Checkpoint,
): Promise<TestedGroups> {
  const classes = lengthClasses(context.sequences, context.members);
  const shown = await countShown(context, classes, candidates, at.part(0, 0.6));
  const full = candidates.map((candidate, i): PatternCandidate => {
    if ("pattern" in candidate) return candidate;
    return gappedCandidate(context, candidate, { own: sum(shown.own[i]!), everybody: sum(shown.everybody[i]!) });
  });
  const ofGroup = Array.from({ length: groups }, (): PatternCandidate[] => []);
  const kept = await testCandidates(full, shown, at.part(0.6, 0.8));
  for (const candidate of kept) ofGroup[candidate.group]!.push(candidate);
  const listed = (list: readonly PatternCandidate[]) => list.map(({ pattern }) => pattern);
  const found: TestedPatterns[] = [];
  for (const [group, tested] of ofGroup.entries()) {
    const actions = distinctivePatterns(tested, "action", rate, topActions);
    const ngrams = distinctivePatterns(tested, "ngram", rate, topNgrams);
    const subsequences = distinctiveSubsequences(tested, [...actions, ...ngrams], rate, topNgrams);
    const step = at.part(0.8 + (0.2 * group) / groups, 0.8 + (0.2 * (group + 1)) / groups);
    found.push({
      distinctiveActions: listed(actions),
      distinctiveNgrams: listed(ngrams),
      distinctiveSubsequences: listed(subsequences),
      lackingActions: listed(lackingActions(tested, rate, topActions)),
      coverage: await descriptionCoverage(context, group, [...actions, ...ngrams, ...subsequences], step),
      tested: tested.length,
    });
  }
  return { patternsOf: found, passed: ofGroup.map((tested) => passedPatterns(tested, 1, rate)) };
}
