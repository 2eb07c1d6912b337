import type { Events } from "../../events";

/** 1970-01-05, a Monday. */
const MONDAY = 345_600_000;

/** The periods of a log, numbered from that of its first event. */
export interface ActivityPeriods {
  readonly count: number;
  /** Time of the last event. */
  readonly end: number;
  /** Periods in which a user has an event, ascending. */
  ofUser(user: number): number[];
  /** Where a period begins, in milliseconds since 1970. */
  startOf(period: number): number;
  /** Whether the log goes on to the end of the period. */
  isComplete(period: number): boolean;
}

/** Cuts the time of a log, which has an event, into periods of one length. */
export function activityPeriods({ offsets, time }: Events, every: number): ActivityPeriods {
  const numberOf = (at: number) => Math.floor((at - MONDAY) / every);
  let [start, end] = [time[0]!, time[0]!];
  for (const at of time) {
    if (at < start) start = at;
    if (at > end) end = at;
  }
  const first = numberOf(start);
  const startOf = (period: number) => MONDAY + (first + period) * every;
  return {
    count: numberOf(end) - first + 1,
    end,
    ofUser(user) {
      const periods: number[] = [];
      for (let event = offsets[user]!; event < offsets[user + 1]!; event++) {
        const period = numberOf(time[event]!) - first;
        if (period !== periods.at(-1)) periods.push(period);
      }
      return periods;
    },
    startOf,
    isComplete: (period) => startOf(period + 1) <= end,
  };
}
