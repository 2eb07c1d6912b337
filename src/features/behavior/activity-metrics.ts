import type { Duration } from "../../core";
import {
  duration,
  type Field,
  isArrayOf,
  readOptions,
  type Schema,
  verbatim,
  wrongType,
  wrongValue,
} from "../../core/internal";
import type { Events } from "../../events";
import { TimeZone, toEvents } from "../../events/internal";
import { dayOf, dayOfMoment, MOMENT, type Moment, ZONE } from "../calendar/days";
import type { FeatureTable } from "../table/feature-table";

/** Options of {@link activityMetrics}. */
export interface ActivityMetricsOptions {
  /** A pause that ends a session, where no session column was read. @default half an hour */
  sessionGap?: Duration | undefined;
  /** Actions that are what is wanted: a session with one of them is converted. @default none: conversion is not reported */
  conversion?: readonly string[] | undefined;
  /** The day as of which users are seen; later events are left out. @default the day after the last event */
  asOf?: Moment | undefined;
  /** Zone whose clocks tell days apart. @default UTC */
  zone?: string | undefined;
}

/**
 * What is measured of a user's visits.
 * - `recency`: days since the last event; `tenure`: since the first
 * - `activeDays`: days with an event
 * - `sessions`; `actions`; `actionsPerSession`
 * - `minutes`: time on site, from the first to the last event of each session; `minutesPerSession`
 * - `bounce`: share of sessions of one event
 * - `conversion`: share of sessions with an action that is wanted, where such are named
 */
export type ActivityMetric =
  | "recency"
  | "tenure"
  | "activeDays"
  | "sessions"
  | "actions"
  | "actionsPerSession"
  | "minutes"
  | "minutesPerSession"
  | "bounce"
  | "conversion";

const HALF_AN_HOUR = 1_800_000;

const ACTIONS: Field<readonly string[], undefined> = {
  expected: "an array of names of actions",
  default: undefined,
  read(value, name) {
    if (!isArrayOf("string", value)) throw wrongType(name, ACTIONS.expected, value);
    return value;
  },
};

const ACTIVITY_METRICS_OPTIONS = {
  sessionGap: duration(),
  conversion: ACTIONS,
  asOf: MOMENT,
  zone: ZONE,
} satisfies Schema<ActivityMetricsOptions>;

/**
 * A table of what each user's visits were like ({@link ActivityMetric}).
 *
 * @param events of a log of clicks, as `readEvents` gives them.
 * @param options pause that ends a session, wanted actions, day and zone.
 * @returns a row for each user with an event by then, in order of first appearance.
 * @throws RangeError when no user has an event on or before `asOf`, or no event is of an action named for `conversion`.
 * @example
 * const rows = ["VIEW", "BUY"].map((what, i) => ({ who: "ann", what, when: 60 * i }));
 * const events = await readEvents(rows, { user: "who", action: "what", time: "when", timeUnit: "s" });
 * column(activityMetrics(events, { conversion: ["BUY"] }), "conversion"); // Float64Array [1]
 */
export function activityMetrics(events: Events, options: ActivityMetricsOptions = {}): FeatureTable<ActivityMetric> {
  const { sessionGap = HALF_AN_HOUR, conversion, asOf, zone = "UTC" } = readOptions(options, ACTIVITY_METRICS_OPTIONS);
  toEvents("events", events);
  const clock = new TimeZone(zone);
  const wanted = conversion && wantedActions(events, conversion);
  const until = asOf === undefined ? Number.POSITIVE_INFINITY : dayOfMoment(asOf, clock);
  const days = Int32Array.from(events.time, (time) => dayOf(time, clock));
  const last = days.reduce((latest, day) => (day <= until ? Math.max(latest, day) : latest), Number.NEGATIVE_INFINITY);
  if (last === Number.NEGATIVE_INFINITY) throw wrongValue("events", "at least one event by then", verbatim("none"));
  const today = asOf === undefined ? last + 1 : until;
  const users = [...events.users.keys()].filter((u) => events.offsets[u]! < endOf(u));
  const rows = users.map((u) =>
    metricsOf(events, { from: events.offsets[u]!, to: endOf(u), days, today, sessionGap, wanted }),
  );
  const names = Object.keys(rows[0]!) as ActivityMetric[];
  return {
    ids: users.map((u) => events.users[u]!),
    names,
    columns: names.map((name) => Float64Array.from(rows, (row) => row[name]!)),
  };

  /** Where the events of a user that are seen end; they stand in the order of time. */
  function endOf(user: number): number {
    let end = events.offsets[user + 1]!;
    while (end > events.offsets[user]! && days[end - 1]! > until) end -= 1;
    return end;
  }
}

function wantedActions({ actions }: Events, names: readonly string[]): Uint8Array {
  const wanted = Uint8Array.from(actions, (action) => Number(names.includes(action)));
  if (!wanted.includes(1)) throw wrongValue("conversion", "an action of the log", names);
  return wanted;
}

interface UserEvents {
  readonly from: number;
  readonly to: number;
  readonly days: Int32Array;
  readonly today: number;
  readonly sessionGap: number;
  readonly wanted: Uint8Array | undefined;
}

function metricsOf(
  { action, time, session }: Events,
  { from, to, days, today, sessionGap, wanted }: UserEvents,
): Partial<Record<ActivityMetric, number>> {
  let [sessions, bounced, converted, spent, activeDays] = [0, 0, 0, 0, 0];
  let start = from;
  const close = (end: number) => {
    sessions += 1;
    spent += time[end - 1]! - time[start]!;
    if (end - start === 1) bounced += 1;
    if (wanted && action.subarray(start, end).some((each) => wanted[each] === 1)) converted += 1;
    start = end;
  };
  for (let i = from; i < to; i++) {
    if (i === from || days[i] !== days[i - 1]) activeDays += 1;
    const ends = session ? session[i] !== session[i - 1] : time[i]! - time[i - 1]! > sessionGap;
    if (i > from && ends) close(i);
  }
  close(to);
  return {
    recency: today - days[to - 1]!,
    tenure: today - days[from]!,
    activeDays,
    sessions,
    actions: to - from,
    actionsPerSession: (to - from) / sessions,
    minutes: spent / 60_000,
    minutesPerSession: spent / 60_000 / sessions,
    bounce: bounced / sessions,
    ...(wanted && { conversion: converted / sessions }),
  };
}
