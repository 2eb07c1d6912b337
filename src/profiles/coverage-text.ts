import type { SegmentFindings } from "./segment-profile";
import { percentText } from "./wording";

/** How much of a segment its description speaks of: `these 4 patterns describe 93% of members, 7% match none`. */
export function coverageText(found: Pick<SegmentFindings, "coverageOfDescription"> & PatternLists): string {
  const { coverageOfDescription: covered } = found;
  const patterns =
    found.distinctiveActions.length + found.distinctiveNgrams.length + found.distinctiveSubsequences.length;
  if (patterns === 0) return "no pattern sets these members apart";
  const these = patterns === 1 ? "this 1 pattern describes" : `these ${patterns} patterns describe`;
  return `${these} ${percentText(covered)} of members, ${percentText(1 - covered)} match none`;
}

type PatternLists = Pick<SegmentFindings, "distinctiveActions" | "distinctiveNgrams" | "distinctiveSubsequences">;
