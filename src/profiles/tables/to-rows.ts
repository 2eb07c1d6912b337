import { asExpected, oneOf, wrongType } from "../../core/internal";
import type { SegmentProfile } from "../segment-profile";
import { segmentNumber } from "../words/segment-number";
import type { ProfileRow, ProfileTables } from "./profile-tables";

/**
 * Profiles as the rows of a table, for a spreadsheet, a data frame or a warehouse.
 *
 * @param profiles of `summarizeSegments` or a model.
 * @param table what a row is: a segment (`"segments"`), a pattern of a segment (`"patterns"`), and so on.
 * @returns plain objects, all with the same keys: those that {@link ProfileTables} names for the table.
 * @throws TypeError when `profiles` is not an array; RangeError for an unknown table.
 * @example
 * const sequences = await sequencesFrom(["START -> BUY", "START -> QUIT"]);
 * const profiles = await summarizeSegments(sequences, [0, 1]);
 * toRows(profiles, "segments").map(({ size }) => size); // [1, 1]
 */
export function toRows<T extends keyof ProfileTables>(
  profiles: readonly SegmentProfile[],
  table: T,
): ProfileTables[T][] {
  if (!Array.isArray(profiles)) throw wrongType("profiles", "an array of profiles", profiles);
  const rowsOf = TABLES[TABLE_NAME.read(table, "table") as T];
  return asExpected("profiles", "an array of profiles", profiles, () =>
    profiles.flatMap((profile: SegmentProfile) => {
      const { segment, name } = profile;
      const first: ProfileRow = { segment, number: segment < 0 ? null : segmentNumber(segment), name };
      return rowsOf(profile).map((row) => ({ ...first, ...row }) as ProfileTables[T]);
    }),
  );
}

type RowsOf<T extends keyof ProfileTables> = (profile: SegmentProfile) => Omit<ProfileTables[T], keyof ProfileRow>[];

const TABLES: { readonly [T in keyof ProfileTables]: RowsOf<T> } = {
  segments: (profile) => [
    {
      description: profile.description,
      name_coverage: profile.words.nameTruth?.coverage ?? null,
      name_elsewhere: profile.words.nameTruth?.elsewhere ?? null,
      size: profile.size,
      share: profile.share,
      small: profile.small,
      cohesion: profile.cohesion,
      persistence: profile.persistence,
      coverage_of_description: profile.patterns.coverage,
      median_actions: profile.paths.length?.median ?? null,
      median_actions_elsewhere: profile.paths.lengthElsewhere?.median ?? null,
      median_duration_ms: profile.times.duration?.median ?? null,
      median_active_days: profile.times.activity?.activeDays.median ?? null,
      typical_path: profile.paths.medoid?.path ?? null,
    },
  ],
  patterns: ({ size, patterns: found }) => {
    const lists = [
      ["distinctive action", found.distinctiveActions],
      ["distinctive n-gram", found.distinctiveNgrams],
      ["distinctive subsequence", found.distinctiveSubsequences],
      ["lacking action", found.lackingActions],
      ["common action", found.commonActions],
    ] as const;
    return lists.flatMap(([heading, patterns]) =>
      patterns.map((pattern) => ({
        heading,
        pattern: pattern.text,
        members: pattern.members,
        of_members: size,
        coverage: pattern.coverage,
        elsewhere: pattern.elsewhere,
        elsewhere_as_long: pattern.elsewhereAsLong,
        lift: pattern.lift,
        effect: pattern.effect,
        p: pattern.p,
        q: pattern.q,
        per_member: pattern.perMember,
      })),
    );
  },
  transitions: ({
    flow: {
      transitionMatrix: { actions, counts, followed, probabilities, elsewhere, differences },
    },
  }) =>
    actions.flatMap((from, i) =>
      actions.map((to, j) => ({
        from,
        to,
        times: counts[i]![j]!,
        of_times: followed[i]!,
        probability: probabilities[i]![j]!,
        elsewhere: elsewhere[i]![j]!,
        difference: differences[i]![j]!,
      })),
    ),
  steps: ({
    size,
    flow: {
      stepMatrix: { actions, positions, shares, other, ended },
    },
  }) =>
    Array.from({ length: positions }, (_, p) => [
      ...actions.map((action, i) => ({ position: p + 1, action, share: shares[i]![p]!, of_members: size })),
      { position: p + 1, action: "(other)", share: other[p]!, of_members: size },
      { position: p + 1, action: "(ended)", share: ended[p]!, of_members: size },
    ]).flat(),
  hours: ({ times: { activity } }) =>
    activity === null
      ? []
      : [
          ...activity.hours.map((share, hour) => ({
            unit: "hour UTC" as const,
            value: hour,
            share,
            elsewhere: activity.hoursElsewhere?.[hour] ?? null,
            of_actions: activity.actions,
          })),
          ...activity.weekdays.map((share, day) => ({
            unit: "weekday UTC, 1 is Monday" as const,
            value: day + 1,
            share,
            elsewhere: activity.weekdaysElsewhere?.[day] ?? null,
            of_actions: activity.actions,
          })),
        ],
  exemplars: ({ paths, size }) =>
    paths.exemplars.map(({ path, length, members, represents, coverage }, i) => ({
      rank: i + 1,
      path,
      actions: length,
      members,
      represents,
      of_members: size,
      coverage,
    })),
  properties: ({ properties }) =>
    properties.map(({ name, known, missing, here, elsewhere, wasserstein, wassersteinInDeviations }) => ({
      property: name,
      known,
      missing,
      median: here?.median ?? null,
      mean: here?.mean ?? null,
      median_elsewhere: elsewhere?.median ?? null,
      mean_elsewhere: elsewhere?.mean ?? null,
      wasserstein,
      wasserstein_in_deviations: wassersteinInDeviations,
    })),
};

/** Names of the tables. */
export const TABLE_NAMES = Object.keys(TABLES) as (keyof ProfileTables)[];

const TABLE_NAME = oneOf(TABLE_NAMES);
