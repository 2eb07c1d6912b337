import type { SegmentProfile } from "../profiles";
import type { PackedPoints } from "./pack-points";

/** What the page's script reads, as JSON in the page. */
export interface ReportData {
  readonly unit: string;
  /** Segments in order, then those in none, if there are some. */
  readonly groups: readonly ReportGroup[];
  /** Names of the actions; those that paths refer to by number. */
  readonly actions: readonly string[];
  /** Members of each group that show each action: `actionMembers[action * groups + group]`. */
  readonly actionMembers: readonly number[];
  /** Patterns that set any segment apart, and the members of each group that show them. */
  readonly patterns: readonly { readonly actions: readonly string[]; readonly gapped: boolean }[];
  readonly patternMembers: readonly number[];
  readonly profiles: readonly SegmentProfile[];
  readonly map: PackedPoints | null;
}

export interface ReportGroup {
  /** -1 for those in none. */
  readonly segment: number;
  readonly name: string;
  readonly size: number;
}

/** A profile without the paths of few: those taken by fewer members. */
export function withoutPathsOfFew(profile: SegmentProfile, minMembers: number): SegmentProfile {
  const shown = ({ members }: { readonly members: number }) => members >= minMembers;
  const { medoid, exemplars, borderline } = profile;
  return {
    ...profile,
    medoid: medoid && shown(medoid) ? medoid : null,
    exemplars: exemplars.filter(shown),
    borderline: borderline.filter(shown),
    summary: medoid && !shown(medoid) ? "" : profile.summary, // it tells the typical path
  };
}
