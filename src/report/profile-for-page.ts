import type { SegmentProfile } from "../profiles";

/** What the page's script needs of a profile, without the paths of few: those taken by fewer members. */
export function profileForPage(profile: SegmentProfile, minMembers: number): SegmentProfile {
  const shown = ({ members }: { readonly members: number }) => members >= minMembers;
  const { medoid, exemplars } = profile;
  return {
    ...profile,
    medoid: medoid && shown(medoid) ? medoid : null,
    exemplars: exemplars.filter(shown),
    summary: "", // it tells the typical path
    borderline: [],
    entryActions: [],
    exitActions: [],
    dropOffs: [],
    transitions: [],
    dwellTimes: [],
    properties: [],
  };
}

/** A profile without its large tables: steps, transitions, and when. */
export function withoutTables(profile: SegmentProfile): SegmentProfile {
  return {
    ...profile,
    stepMatrix: { actions: [], positions: 0, shares: [], other: [], ended: [] },
    transitionMatrix: { actions: [], counts: [], followed: [], probabilities: [], elsewhere: [], differences: [] },
    activity: null,
  };
}
