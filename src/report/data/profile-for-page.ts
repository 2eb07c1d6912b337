import type { SegmentProfile } from "../../profiles";

/** What the page's script needs of a profile, without the paths of few: those taken by fewer members. */
export function profileForPage(profile: SegmentProfile, minMembers: number): SegmentProfile {
  const shown = ({ members }: { readonly members: number }) => members >= minMembers;
  const { paths, flow, times } = profile;
  const { medoid, exemplars } = paths;
  return {
    ...profile,
    summary: "", // it has the typical path
    paths: {
      ...paths,
      medoid: medoid && shown(medoid) ? medoid : null,
      exemplars: exemplars.filter(shown),
      borderline: [],
    },
    flow: { ...flow, entryActions: [], exitActions: [], dropOffs: [], transitions: [] },
    times: { ...times, dwellTimes: [] },
    properties: [],
    words: { ...profile.words, audit: null },
  };
}

/** A profile without its large tables: steps, transitions, and when. */
export function withoutTables(profile: SegmentProfile): SegmentProfile {
  return {
    ...profile,
    flow: {
      ...profile.flow,
      stepMatrix: { actions: [], positions: 0, shares: [], other: [], ended: [] },
      transitionMatrix: { actions: [], counts: [], followed: [], probabilities: [], elsewhere: [], differences: [] },
    },
    times: { ...profile.times, activity: null },
  };
}
