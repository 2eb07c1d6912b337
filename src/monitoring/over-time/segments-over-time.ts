import type { Duration } from "../../core";
import {
  checkpoint,
  duration,
  integer,
  NOISE,
  number,
  readOptions,
  type Schema,
  wrongType,
  wrongValue,
} from "../../core/internal";
import type { Events } from "../../events";
import { toEvents } from "../../events/internal";
import type { RunOptions } from "../../parallel";
import { RUN_OPTIONS, withPool } from "../../parallel/internal";
import type { SegmentModel } from "../../segments";
import { toSegmentModel } from "../../segments/internal";
import { holm, wilsonInterval } from "../../statistics";
import { changeOfShare } from "./change-of-share";

/** Options of {@link segmentsOverTime}. */
export interface SegmentsOverTimeOptions extends RunOptions {
  /** Length of a period, such as `"7d"` or milliseconds. @default a week */
  every?: Duration | undefined;
  /** Start of the first period, milliseconds since 1970-01-01T00:00Z. @default the time of the first event */
  from?: number | undefined;
  /** Probability of any significant change while nothing changes. @default 0.05 */
  alpha?: number | undefined;
  /** Periods, at most; more are refused. @default 1000 */
  mostPeriods?: number | undefined;
}

/** Segments in one period. */
export interface SegmentPeriod {
  /** Milliseconds since 1970-01-01T00:00Z; the end is not in it. */
  readonly start: number;
  readonly end: number;
  /** Users with an event in it. */
  readonly users: number;
  /** Of them, those who were not there in the period before, and those of then who are not there now. */
  readonly entered: number;
  readonly left: number;
  /** Users of both periods who are in another segment now. */
  readonly moved: number;
  /** Each segment, and none last. */
  readonly segments: readonly SegmentInPeriod[];
  /** Users of both periods, by their segment then (rows; none last) and now (columns; none last); undefined in the first. */
  readonly flows: readonly (readonly number[])[] | undefined;
}

/** A segment in a period. */
export interface SegmentInPeriod {
  /** -1 for none. */
  readonly segment: number;
  readonly id: string | null;
  readonly name: string | null;
  readonly users: number;
  /** Share of the period's users, with its 95% interval (Wilson 1927). */
  readonly share: number;
  readonly lower: number;
  readonly upper: number;
  /** Change of the share since the period before; undefined in the first, and beside a period without users. */
  readonly change: number | undefined;
  /** p of the change, corrected for all changes reported (Holm 1979). */
  readonly adjusted: number | undefined;
  readonly significant: boolean;
}

const MOST_MS = 8.64e15;
const WEEK = 604_800_000;

const SEGMENTS_OVER_TIME_OPTIONS = {
  ...RUN_OPTIONS,
  every: duration(),
  from: number({ min: -MOST_MS, max: MOST_MS }),
  alpha: number({ above: 0, max: 1 }, 0.05),
  mostPeriods: integer({ min: 1, max: 100_000 }, 1000),
} satisfies Schema<SegmentsOverTimeOptions>;

/**
 * How a model's segments do from period to period: each user of a period is assigned by what he did in it. Changes of shares are tested with
 * regard to users of both periods, and corrected for their number.
 *
 * @param model fitted or loaded.
 * @param events as `readEvents` gives them.
 * @param options length of a period, where the first one begins, level, workers, progress and abort.
 * @returns the periods from the first event to the last, also those without users.
 * @throws TypeError when `model` is no model or `events` are none; RangeError when there are more periods than `mostPeriods`.
 * @example
 * const rows = Array.from({ length: 120 }, (_, i) => ({ user: `u${i % 40}`, action: "ABC"[i % 3], time: i * 3_600_000 }));
 * const events = await readEvents(rows, { user: "user", action: "action", time: "time", timeUnit: "ms" });
 * const model = await fitSegments(events);
 * const periods = await segmentsOverTime(model, events, { every: "1d" });
 * periods.length; // 5
 */
export async function segmentsOverTime(
  model: SegmentModel,
  events: Events,
  options: SegmentsOverTimeOptions = {},
): Promise<SegmentPeriod[]> {
  const {
    every = WEEK,
    from,
    alpha,
    mostPeriods,
    workers,
    signal,
    onProgress,
  } = readOptions(options, SEGMENTS_OVER_TIME_OPTIONS);
  toSegmentModel("model", model);
  if (typeof events !== "object" || events === null || !("users" in events))
    throw wrongType("events", "events", events);
  const log = toEvents("events", events);
  const starts = periodStarts(log, every, from, mostPeriods);
  return withPool(workers, async (pool) => {
    const at = checkpoint("comparing", { signal, onProgress });
    const labels: ReadonlyMap<number, number>[] = [];
    for (const runs of runsByPeriod(log, starts, every)) {
      labels.push(await labelsOf(model, log, runs, { workers: pool, signal }));
      await at.pass(labels.length / starts.length);
    }
    const cells = [...model.segments.map(({ segment }) => segment), NOISE];
    const periods = starts.map((start, period) => {
      return describePeriod(model, cells, { start, end: start + every }, labels[period - 1], labels[period]!);
    });
    return withCorrections(periods, alpha);
  });
}

function periodStarts({ time }: Events, every: number, from: number | undefined, most: number): number[] {
  if (time.length === 0) return [];
  let [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const moment of time) {
    first = Math.min(first, moment);
    last = Math.max(last, moment);
  }
  const start = from ?? first;
  const count = Math.max(0, Math.floor((last - start) / every) + 1);
  if (count > most) throw wrongValue("every", `a length that gives at most ${most} periods`, every);
  return Array.from({ length: count }, (_, period) => start + period * every);
}

/** What a user did in a period: the events `start .. end`. */
interface Run {
  readonly user: number;
  readonly start: number;
  readonly end: number;
}

/** The users of each period, in one pass over the events, which stand in the order of time. */
function runsByPeriod({ users, time, offsets }: Events, starts: readonly number[], every: number): Run[][] {
  const runs: Run[][] = starts.map(() => []);
  if (starts.length === 0) return runs;
  for (const user of users.keys()) {
    const end = offsets[user + 1]!;
    let period = -1;
    let start = offsets[user]!;
    for (let e = start; e < end; ) {
      period = Math.max(period, Math.floor((time[e]! - starts[0]!) / every) - 1); // or one less, where a quotient is rounded
      while (period + 1 < starts.length && starts[period + 1]! <= time[e]!) period += 1;
      start = e;
      const next = starts[period + 1] ?? Number.POSITIVE_INFINITY;
      while (e < end && time[e]! < next) e += 1;
      if (period >= 0) runs[period]!.push({ user, start, end: e });
    }
  }
  return runs;
}

/** The segment of each user of a period, by what they did in it. */
async function labelsOf(
  model: SegmentModel,
  { actions, action }: Events,
  runs: readonly Run[],
  run: RunOptions,
): Promise<Map<number, number>> {
  const paths = runs.map(({ start, end }) => Array.from(action.subarray(start, end), (code) => actions[code]!));
  const answers = await model.assign(paths, run);
  return new Map(runs.map(({ user }, i) => [user, answers[i]!.segment]));
}

interface RawPeriod extends SegmentPeriod {
  /** p of each segment's change; NaN where there is none. */
  readonly p: readonly number[];
}

function describePeriod(
  model: SegmentModel,
  cells: readonly number[],
  { start, end }: { readonly start: number; readonly end: number },
  before: ReadonlyMap<number, number> | undefined,
  now: ReadonlyMap<number, number>,
): RawPeriod {
  const flows = cells.map(() => new Array<number>(cells.length).fill(0));
  let both = 0;
  for (const [user, segment] of now) {
    const was = before?.get(user);
    if (was === undefined) continue;
    both += 1;
    flows[cells.indexOf(was)]![cells.indexOf(segment)]! += 1;
  }
  const stayed = flows.reduce((sum, row, cell) => sum + row[cell]!, 0);
  const counts = countsOf(now, cells);
  const earlier = before && countsOf(before, cells);
  const changes = cells.map((_, cell) => {
    if (before === undefined || before.size === 0 || now.size === 0) return undefined;
    return changeOfShare({
      before: { members: earlier![cell]!, users: before.size },
      now: { members: counts[cell]!, users: now.size },
      both: {
        users: both,
        before: flows[cell]!.reduce((sum, count) => sum + count, 0),
        now: flows.reduce((sum, row) => sum + row[cell]!, 0),
        inBoth: flows[cell]![cell]!,
      },
    });
  });
  return {
    start,
    end,
    users: now.size,
    entered: now.size - both,
    left: (before?.size ?? 0) - both,
    moved: both - stayed,
    segments: cells.map((segment, cell): SegmentInPeriod => {
      const users = counts[cell]!;
      const interval = now.size === 0 ? { lower: 0, upper: 1 } : wilsonInterval({ successes: users, trials: now.size });
      return {
        segment,
        id: model.lineage.ids[segment] ?? null,
        name: model.segments[segment]?.name ?? null,
        users,
        share: now.size === 0 ? 0 : users / now.size,
        ...interval,
        change: changes[cell]?.change,
        adjusted: undefined,
        significant: false,
      };
    }),
    flows: before && flows,
    p: changes.map((change) => change?.p ?? Number.NaN),
  };
}

function countsOf(labels: ReadonlyMap<number, number>, cells: readonly number[]): number[] {
  const counts = cells.map(() => 0);
  for (const segment of labels.values()) counts[cells.indexOf(segment)]! += 1;
  return counts;
}

function withCorrections(periods: readonly RawPeriod[], alpha: number): SegmentPeriod[] {
  const tested = periods.flatMap(({ p }) => p.filter((value) => !Number.isNaN(value)));
  const adjusted = tested.length > 0 ? holm(tested) : [];
  let at = 0;
  return periods.map(({ p, ...period }) => ({
    ...period,
    segments: period.segments.map((segment, cell) => {
      if (Number.isNaN(p[cell])) return segment;
      const corrected = adjusted[at++]!;
      return { ...segment, adjusted: corrected, significant: corrected <= alpha };
    }),
  }));
}
