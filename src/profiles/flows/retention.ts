import type { Duration } from "../../core";
import {
  checkpoint,
  duration,
  either,
  type Field,
  forEachYielding,
  number,
  readOptions,
  type Schema,
  toLabels,
  verbatim,
  wrongValue,
} from "../../core/internal";
import type { Events } from "../../events";
import { toEvents } from "../../events/internal";
import type { RunOptions } from "../../parallel";
import { RUN_OPTIONS } from "../../parallel/internal";
import type { InputLabels } from "../../sequences";
import {
  type Interval,
  kaplanMeier,
  type LogRankTest,
  logRankTest,
  type SurvivalCurve,
  wilsonInterval,
} from "../../statistics";
import { type ActivityPeriods, activityPeriods } from "./activity-periods";

/** Options of {@link retention}. */
export interface RetentionOptions extends Omit<RunOptions, "workers"> {
  /** Length of a period. Periods begin on a Monday at 00:00 UTC, or at a whole multiple of it since; a week where nothing is said. @default 604800000 */
  every?: Duration | undefined;
  /** One label for each user, such as a model's of users: a survival curve of each segment, and a test of their difference. */
  by?: InputLabels | undefined;
  /** A user without an event for so long before the end of the log has left; four periods where nothing is said. */
  goneAfter?: Duration | undefined;
}

/** Users whose first event is in one period. */
export interface Cohort {
  /** Start of the period, milliseconds since 1970-01-01T00:00Z. */
  readonly start: number;
  readonly users: number;
  /** For each period from the first one on (0: all of them) up to the last one of the log. */
  readonly periods: readonly CohortPeriod[];
}

/** A cohort in one period. */
export interface CohortPeriod {
  /** Users with an event in it. */
  readonly active: number;
  /** `active` of the cohort's users. */
  readonly share: number;
  /** 95% interval of the share (Wilson). */
  readonly interval: Interval;
  /** Whether the log covers the whole period. */
  readonly complete: boolean;
}

/** Who is there in one period. */
export interface PeriodUsers {
  readonly start: number;
  /** With their first event. */
  readonly new: number;
  /** Active now and in the period before. */
  readonly current: number;
  /** Active now and earlier, not in the period before. */
  readonly reactivated: number;
  /** Active earlier, not now. */
  readonly dormant: number;
  readonly complete: boolean;
}

/** How long users stay. */
export interface StayCurve extends SurvivalCurve {
  /** Label of the segment, -1 for those in none; undefined for all users. */
  readonly segment: number | undefined;
}

/** Result of {@link retention}. */
export interface Retention {
  /** By period, the earliest first; periods in which nobody began are left out. */
  readonly cohorts: readonly Cohort[];
  /** By period, without a gap. */
  readonly periods: readonly PeriodUsers[];
  /** Days from the first event of a user to the last one of those who left; of all, and by segment, those in none last. */
  readonly stay: readonly StayCurve[];
  /** Whether segments (those in none apart) differ in how long they stay; null with fewer than two, or where nobody left. */
  readonly difference: LogRankTest | null;
}

const WEEK = 604_800_000;
const DAY = 86_400_000;
/** Most periods reported: a longer log wants longer ones. */
const MOST_PERIODS = 10_000;

const RETENTION_OPTIONS = {
  signal: RUN_OPTIONS.signal,
  onProgress: RUN_OPTIONS.onProgress,
  every: either(duration(), number({ above: 0 }), WEEK),
  by: {
    expected: "one label for each user",
    default: undefined,
    read: (value) => value as InputLabels,
  } as Field<InputLabels, undefined>,
  goneAfter: duration(),
} satisfies Schema<RetentionOptions>;

/**
 * Who comes back: cohorts by the period of their first event, users who are new, current, reactivated and dormant, and how long
 * users stay. A user stays until the last event; for one with a recent event it is not known how much longer.
 *
 * @param events of users, with times.
 * @param options the length of a period, segments, and from when on a user has left.
 * @returns triangles of cohorts, users by period, curves by Kaplan and Meier, and the log-rank test of segments.
 * @throws TypeError when events or labels are none; RangeError when the log has no event, or spans more than 10,000 periods.
 * @example
 * const rows = [["ann", 0], ["ann", 8], ["ann", 15], ["bob", 1], ["cas", 9], ["cas", 16]] as const;
 * const days = rows.map(([user, day]) => ({ user, action: "play", time: day * 86_400_000 }));
 * const events = await readEvents(days, { user: "user", action: "action", time: "time", timeUnit: "ms" });
 * const { cohorts } = await retention(events);
 * cohorts.map(({ users, periods }) => `${users}: ${periods.map(({ active }) => active).join(" ")}`); // ["2: 2 0 1 ...", ...]
 */
export async function retention(events: Events, options: RetentionOptions = {}): Promise<Retention> {
  const { users, time } = toEvents("events", events);
  const { every, by, goneAfter = 4 * every, ...run } = readOptions(options, RETENTION_OPTIONS);
  const labels = by && toLabels("by", by, users.length, "one per user");
  if (time.length === 0) throw wrongValue("events", "an event", verbatim("none"));
  const activity = activityPeriods(events, every);
  if (activity.count > MOST_PERIODS) {
    throw wrongValue("every", `a length of which the log spans at most ${MOST_PERIODS}`, verbatim(`${activity.count}`));
  }
  const tally = new PeriodTally(activity);
  await forEachYielding(users.length, checkpoint("retention", run), (user) => tally.add(user));
  const stay = staysOf(events, activity.end, goneAfter);
  const segments = labels ? [...new Set(labels)].sort((a, b) => (a < 0 ? 1 : b < 0 ? -1 : a - b)) : [];
  const ofSegments = segments.map((segment) => stay.filter((_, user) => labels![user] === segment));
  const compared = ofSegments.filter((_, i) => segments[i]! >= 0);
  const canCompare = compared.length > 1 && compared.some((group) => group.some(({ left }) => left));
  return {
    ...tally.finish(),
    stay: [curveOf(stay, undefined), ...segments.map((segment, i) => curveOf(ofSegments[i]!, segment))],
    difference: canCompare ? logRankTest(compared.map(durationsOf)) : null,
  };
}

/** Counts users by cohort and period. */
class PeriodTally {
  readonly #activity: ActivityPeriods;
  readonly #sizes: Float64Array;
  /** For each cohort, users active in each period from its own on. */
  readonly #active: readonly Float64Array[];
  readonly #users: Record<"new" | "current" | "reactivated" | "seen", Float64Array>;

  constructor(activity: ActivityPeriods) {
    const { count } = activity;
    const zeros = () => new Float64Array(count);
    this.#activity = activity;
    this.#sizes = zeros();
    this.#active = Array.from({ length: count }, (_, cohort) => new Float64Array(count - cohort));
    this.#users = { new: zeros(), current: zeros(), reactivated: zeros(), seen: zeros() };
  }

  /** Adds a user; returns the work done. */
  add(user: number): number {
    const periods = this.#activity.ofUser(user);
    const cohort = periods[0];
    if (cohort === undefined) return 1;
    this.#sizes[cohort]! += 1;
    this.#users.seen[cohort]! += 1;
    for (const [i, period] of periods.entries()) {
      this.#active[cohort]![period - cohort]! += 1;
      const kind = i === 0 ? "new" : periods[i - 1] === period - 1 ? "current" : "reactivated";
      this.#users[kind][period]! += 1;
    }
    return periods.length + 1;
  }

  finish(): Pick<Retention, "cohorts" | "periods"> {
    const { count, startOf, isComplete } = this.#activity;
    const { new: begun, current, reactivated, seen } = this.#users;
    let known = 0;
    const periods = Array.from({ length: count }, (_, period): PeriodUsers => {
      known += seen[period]!;
      const active = begun[period]! + current[period]! + reactivated[period]!;
      return {
        start: startOf(period),
        new: begun[period]!,
        current: current[period]!,
        reactivated: reactivated[period]!,
        dormant: known - active,
        complete: isComplete(period),
      };
    });
    const cohorts = Array.from({ length: count }, (_, cohort): Cohort => {
      const users = this.#sizes[cohort]!;
      return {
        start: startOf(cohort),
        users,
        periods: Array.from(users > 0 ? this.#active[cohort]! : [], (active, k) => ({
          active,
          share: active / users,
          interval: wilsonInterval({ successes: active, trials: users }),
          complete: isComplete(cohort + k),
        })),
      };
    });
    return { cohorts: cohorts.filter(({ users }) => users > 0), periods };
  }
}

/** How long a user was seen to stay. */
interface Stay {
  readonly days: number;
  readonly left: boolean;
}

function staysOf({ offsets, time, users }: Events, end: number, goneAfter: number): Stay[] {
  return users.flatMap((_, user) => {
    const [from, to] = [offsets[user]!, offsets[user + 1]!];
    if (from === to) return [];
    const last = time[to - 1]!;
    return [{ days: (last - time[from]!) / DAY, left: end - last >= goneAfter }];
  });
}

function durationsOf(stays: readonly Stay[]) {
  return { times: stays.map(({ days }) => days), ended: stays.map(({ left }) => left) };
}

function curveOf(stays: readonly Stay[], segment: number | undefined): StayCurve {
  return { segment, ...kaplanMeier(durationsOf(stays)) };
}
