/** How every row of {@link ProfileTables} begins. */
export interface ProfileRow {
  /** The segment's id, from 0; -1 for unassigned inputs. */
  readonly segment: number;
  /** What texts call the segment, from 1; null for unassigned inputs. */
  readonly number: number | null;
  readonly name: string;
}

/** The tables of {@link toRows}, and what a row of each holds. Shares are numbers from 0 to 1. */
export interface ProfileTables {
  /** A row for each segment. */
  readonly segments: ProfileRow & {
    readonly description: string;
    readonly name_coverage: number | null;
    readonly name_elsewhere: number | null;
    readonly size: number;
    readonly share: number;
    readonly small: boolean;
    readonly cohesion: number | null;
    readonly persistence: number | null;
    readonly coverage_of_description: number;
    readonly median_actions: number | null;
    readonly median_actions_elsewhere: number | null;
    readonly median_duration_ms: number | null;
    readonly median_active_days: number | null;
    readonly typical_path: string | null;
  };
  /** A row for each listed pattern of a segment. */
  readonly patterns: ProfileRow & {
    readonly heading:
      | "distinctive action"
      | "distinctive n-gram"
      | "distinctive subsequence"
      | "lacking action"
      | "common action";
    readonly pattern: string;
    readonly members: number;
    readonly of_members: number;
    readonly coverage: number;
    readonly elsewhere: number | null;
    readonly elsewhere_as_long: number | null;
    readonly lift: number | null;
    readonly effect: number | null;
    readonly p: number | null;
    readonly q: number | null;
    readonly per_member: number | null;
  };
  /** A row for each pair of the most common actions of a segment. */
  readonly transitions: ProfileRow & {
    readonly from: string;
    readonly to: string;
    readonly times: number;
    readonly of_times: number;
    readonly probability: number;
    readonly elsewhere: number | null;
    readonly difference: number | null;
  };
  /** A row for each position and action; `(other)` and `(ended)` make the shares of a position sum to 1. */
  readonly steps: ProfileRow & {
    readonly position: number;
    readonly action: string;
    readonly share: number;
    readonly of_members: number;
  };
  /** A row for each hour of the day and each day of the week; none without times. */
  readonly hours: ProfileRow & {
    readonly unit: "hour UTC" | "weekday UTC, 1 is Monday";
    readonly value: number;
    readonly share: number;
    readonly elsewhere: number | null;
    readonly of_actions: number;
  };
  /** A row for each exemplar path of a segment. */
  readonly exemplars: ProfileRow & {
    readonly rank: number;
    readonly path: string;
    readonly actions: number;
    readonly members: number;
    readonly represents: number;
    readonly of_members: number;
    readonly coverage: number;
  };
  /** A row for each numeric property of a segment. */
  readonly properties: ProfileRow & {
    readonly property: string;
    readonly known: number;
    readonly missing: number;
    readonly median: number | null;
    readonly mean: number | null;
    readonly median_elsewhere: number | null;
    readonly mean_elsewhere: number | null;
    readonly wasserstein: number | null;
    readonly wasserstein_in_deviations: number | null;
  };
}
