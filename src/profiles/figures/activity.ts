import { type Checkpoint, forEachYielding, sum } from "../../core/internal";
import type { ProfileContext } from "../profile-context";
import {
  type DistributionSummary,
  distribution,
  distributionWithout,
  type Sample,
  sampleOfCounts,
} from "./distribution";

/** When the members act, and how often. */
export interface SegmentActivity {
  /** Hours and weekdays are in this time zone, wherever the users are. */
  readonly timeZone: "UTC";
  /** Actions counted: the denominator of `hours` and `weekdays`. */
  readonly actions: number;
  /** Share of the members' actions in each hour of the day, 24 shares from 00:00. */
  readonly hours: readonly number[];
  /** The same among everybody else; null when there is nobody else. */
  readonly hoursElsewhere: readonly number[] | null;
  /** Share of the members' actions on each day of the week, seven shares from Monday. */
  readonly weekdays: readonly number[];
  readonly weekdaysElsewhere: readonly number[] | null;
  /** Days on which a member acts, over members. */
  readonly activeDays: DistributionSummary;
  readonly activeDaysElsewhere: DistributionSummary | null;
  /** Sessions of a member; null where sessions are not known, or are the inputs themselves. */
  readonly sessions: DistributionSummary | null;
  readonly sessionsElsewhere: DistributionSummary | null;
}

/** What {@link SegmentActivity} is made from; undefined without times. */
export interface ActivityCounts {
  /** Actions in each hour of the week. */
  readonly hours: Float64Array;
  readonly activeDays: Sample;
  readonly sessions: Sample | undefined;
}

/** Counts when the inputs in the groups `from .. to - 1` act. */
export async function countActivity(
  { sequences, members }: ProfileContext,
  [from, to]: readonly [number, number],
  at: Checkpoint,
): Promise<ActivityCounts | undefined> {
  const { clock } = sequences;
  if (clock === undefined) return undefined;
  const hours = new Float64Array(256);
  const days = new Map<number, number>();
  const sessions = new Map<number, number>();
  const inputs = members.inputs.subarray(members.inputOffsets[from], members.inputOffsets[to]);
  await forEachYielding(inputs.length, at, (i) => {
    const input = inputs[i]!;
    const start = clock.offsets[input]!;
    const end = clock.offsets[input + 1]!;
    for (let p = start; p < end; p++) hours[clock.hours[p]!]! += 1;
    count(days, clock.activeDays[input]!);
    if (clock.sessions) count(sessions, clock.sessions[input]!);
    return end - start;
  });
  return {
    hours: hours.subarray(0, 168),
    activeDays: sampleOfCounts(days),
    sessions: clock.sessions && sampleOfCounts(sessions),
  };
}

function count(inputs: Map<number, number>, value: number): void {
  inputs.set(value, (inputs.get(value) ?? 0) + 1);
}

/** Compares when a group acts with when everybody else does. */
export function segmentActivity(
  here: ActivityCounts | undefined,
  everybody: ActivityCounts | undefined,
): SegmentActivity | null {
  if (here === undefined || everybody === undefined) return null;
  const activeDays = distribution(here.activeDays);
  if (activeDays === null) return null;
  const others = everybody.hours.map((count, hour) => count - here.hours[hour]!);
  const somebodyElse = others.some((count) => count > 0);
  return {
    timeZone: "UTC",
    actions: sum(here.hours),
    hours: shares(here.hours, 24, (hour) => hour % 24),
    hoursElsewhere: somebodyElse ? shares(others, 24, (hour) => hour % 24) : null,
    weekdays: shares(here.hours, 7, (hour) => Math.floor(hour / 24)),
    weekdaysElsewhere: somebodyElse ? shares(others, 7, (hour) => Math.floor(hour / 24)) : null,
    activeDays,
    activeDaysElsewhere: distributionWithout(everybody.activeDays, here.activeDays),
    sessions: here.sessions ? distribution(here.sessions) : null,
    sessionsElsewhere:
      here.sessions && everybody.sessions ? distributionWithout(everybody.sessions, here.sessions) : null,
  };
}

function shares(hours: Float64Array, classes: number, classOf: (hour: number) => number): number[] {
  const sums = new Array<number>(classes).fill(0);
  hours.forEach((count, hour) => {
    sums[classOf(hour)]! += count;
  });
  const all = sum(hours);
  return sums.map((sum) => (all === 0 ? 0 : sum / all));
}
