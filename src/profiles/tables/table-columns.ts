import type { ProfileRow, ProfileTables } from "./profile-tables";

type OwnColumns<T extends keyof ProfileTables> = {
  readonly [K in Exclude<keyof ProfileTables[T], keyof ProfileRow>]: 1;
};

/** Columns of each table behind those of {@link ProfileRow}, in the order of its rows. */
const OWN: { readonly [T in keyof ProfileTables]: OwnColumns<T> } = {
  segments: {
    description: 1,
    name_coverage: 1,
    name_elsewhere: 1,
    size: 1,
    share: 1,
    small: 1,
    cohesion: 1,
    persistence: 1,
    coverage_of_description: 1,
    median_actions: 1,
    median_actions_elsewhere: 1,
    median_duration_ms: 1,
    median_active_days: 1,
    typical_path: 1,
  },
  patterns: {
    heading: 1,
    pattern: 1,
    members: 1,
    of_members: 1,
    coverage: 1,
    elsewhere: 1,
    elsewhere_as_long: 1,
    lift: 1,
    effect: 1,
    p: 1,
    q: 1,
    per_member: 1,
  },
  transitions: { from: 1, to: 1, times: 1, of_times: 1, probability: 1, elsewhere: 1, difference: 1 },
  steps: { position: 1, action: 1, share: 1, of_members: 1 },
  hours: { unit: 1, value: 1, share: 1, elsewhere: 1, of_actions: 1 },
  exemplars: { rank: 1, path: 1, actions: 1, members: 1, represents: 1, of_members: 1, coverage: 1 },
  properties: {
    property: 1,
    known: 1,
    missing: 1,
    median: 1,
    mean: 1,
    median_elsewhere: 1,
    mean_elsewhere: 1,
    wasserstein: 1,
    wasserstein_in_deviations: 1,
  },
};

/** Names of a table's columns, which a table without rows has too. */
export function tableColumns(table: keyof ProfileTables): string[] {
  return ["segment", "number", "name", ...Object.keys(OWN[table])];
}
