import { percentText } from "../../core/internal";
import type { SegmentPatterns } from "../segment-profile";
import type { NameTruth } from "./name-truth";

/** How much of a segment its description speaks of: `these 4 patterns describe 93% of members, 7% match none`. */
export function coverageText(found: CoveringPatterns): string {
  const { coverage, distinctiveActions, distinctiveNgrams, distinctiveSubsequences } = found;
  const patterns = distinctiveActions.length + distinctiveNgrams.length + distinctiveSubsequences.length;
  if (patterns === 0) return "no pattern sets these members apart";
  const these = patterns === 1 ? "this 1 pattern describes" : `these ${patterns} patterns describe`;
  return `${these} ${percentText(coverage)} of members, ${percentText(1 - coverage)} match none`;
}

/** Of how many a segment's name is true: `The name is true of 98% of members and 0.2% of everybody else`. */
export function nameTruthText({ coverage, elsewhere }: NameTruth): string {
  return `The name is true of ${percentText(coverage)} of members and ${percentText(elsewhere)} of everybody else`;
}

type CoveringPatterns = Pick<
  SegmentPatterns,
  "coverage" | "distinctiveActions" | "distinctiveNgrams" | "distinctiveSubsequences"
>;
