import fc from "fast-check";
import { buildSequences, readEvents } from "../../src";
import type { BuildSequencesOptions, TokenizedSequences } from "../../src/sequences";
import type { WarehouseOptions } from "../../src/warehouse";

/** A row of a log in a warehouse; `us` is its time in microseconds, null for none. */
export interface LogRow {
  readonly user: string | null;
  readonly action: string | null;
  readonly us: number | null;
  readonly session: string | null;
  /** Orders rows of one time; undefined where nothing does. */
  readonly seq: number;
}

const MINUTE_US = 60_000_000;
/** 2026-01-05T23:30Z, so that sessions cross midnight and the end of a week's first day. */
const START_US = Date.UTC(2026, 0, 5, 23, 30) * 1000;

/** Names that trip texts and orders up. */
const ACTIONS = [
  "A",
  "a",
  "B",
  "É",
  "e\u0301",
  "it's",
  'say "hi"',
  "back\\slash",
  "a -> b",
  "two words",
  "🎮",
  "\uffee",
  "__proto__",
  "日本",
  "%_",
  "$x",
];

/** Logs with ties, missing values, times to the microsecond, and pauses just below, at and above 30 minutes. */
export const anyLog: fc.Arbitrary<LogRow[]> = fc
  .array(
    fc.record({
      user: fc.oneof(
        { weight: 20, arbitrary: fc.constantFrom("ann", "bob", "Ünal", "O'Neil") },
        fc.constantFrom(null, "", "NA", "\\N"),
      ),
      action: fc.oneof({ weight: 20, arbitrary: fc.constantFrom(...ACTIONS) }, fc.constantFrom(null, "")),
      minutes: fc.oneof(fc.constantFrom(0, 0, 29, 30, 31, 60, 1440), fc.integer({ min: 0, max: 90 })),
      micros: fc.constantFrom(0, 0, 0, -1, 1, 999, 333),
      missing: fc.integer({ min: 0, max: 30 }).map((n) => n === 0),
      session: fc.oneof({ weight: 20, arbitrary: fc.constantFrom("s1", "s2") }, fc.constantFrom(null, "", "None")),
    }),
    { maxLength: 40 },
  )
  .map((rows) => {
    let us = START_US;
    return rows.map(({ user, action, minutes, micros, missing, session }, seq) => {
      us += minutes * MINUTE_US + micros;
      return { user, action, us: missing ? null : us, session, seq };
    });
  })
  .chain((rows) => fc.shuffledSubarray(rows, { minLength: rows.length }));

/** What is asked of a log, with a column of sessions or without. */
export type LogOptions = Omit<WarehouseOptions, "dialect" | "table" | "query" | "columns" | "timeUnit"> & {
  readonly withSession?: boolean;
};

/** Every combination of options that SQL is written for. */
export const anyLogOptions: fc.Arbitrary<LogOptions> = fc
  .record({
    unit: fc.constantFrom("user" as const, "session" as const),
    sessionGap: fc.constantFrom(undefined, "30m", "1h"),
    sessionBoundary: fc.constantFrom(undefined, false as const, "A", "(it's new)"),
    timeGaps: fc.constantFrom(undefined, ["31m"], ["29m", "1d"], []),
    collapseRepeats: fc.constantFrom(false, true, "buckets" as const),
    minLength: fc.constantFrom(undefined, 2, 3),
    maxLength: fc.constantFrom(undefined, 1, 3, 5),
    keep: fc.constantFrom("first" as const, "last" as const),
    minCount: fc.constantFrom(undefined, 2, 4),
    rename: fc.constantFrom(undefined, { A: "it's", B: null, "a -> b": "back\\slash", "🎮": "" }),
    paths: fc.constantFrom("text" as const, "codes" as const),
    withSession: fc.boolean(),
  })
  .filter(({ unit, sessionGap, withSession }) => unit === "user" || sessionGap !== undefined || withSession)
  .map((options) => Object.fromEntries(Object.entries(options).filter(([, v]) => v !== undefined)) as LogOptions);

/** The same log as the library builds it from its rows: equal times by `seq`, or by the bytes of names. */
export async function builtSequences(
  rows: readonly LogRow[],
  { paths: _, withSession, ...options }: LogOptions,
  order: "seq" | "name",
): Promise<TokenizedSequences> {
  const sorted = rows.toSorted(
    order === "seq"
      ? (a, b) => a.seq - b.seq
      : (a, b) =>
          Buffer.compare(Buffer.from(a.action ?? ""), Buffer.from(b.action ?? "")) || compareText(a.session, b.session),
  );
  const events = await readEvents(
    sorted.map(({ us, ...row }) => ({ ...row, time: us })),
    {
      user: "user",
      action: "action",
      time: "time",
      timeUnit: "us",
      ...(withSession ? { session: "session" } : {}),
    },
  ).catch((error: Error) => {
    if (/no row is an event/.test(error.message)) return undefined;
    throw error;
  });
  const none = [{ user: "", action: "", time: "" }].slice(1);
  return buildSequences(
    events ??
      readEvents(none, { user: "user", action: "action", time: "time", session: withSession ? "session" : undefined }),
    options as BuildSequencesOptions,
  );
}

function compareText(a: string | null, b: string | null): number {
  return Buffer.compare(Buffer.from(a ?? ""), Buffer.from(b ?? ""));
}

/** What paths from a warehouse must have in common with those built from events: all but names and the order of users. */
export function inCommon({ tokens, offsets, weights, vocabulary, rules, report }: TokenizedSequences) {
  const { notes: _, ...counts } = report;
  return { tokens, offsets, weights, vocabulary, rules, report: counts };
}

/** What times of paths must have in common: for each row the values of its inputs, in order, to three digits. */
export function timesInCommon({ rowOf, weights, offsets, durations, clock }: TokenizedSequences) {
  const rows = Array.from(weights, (_, row) => {
    const length = offsets[row + 1]! - offsets[row]!;
    return {
      durations: [] as number[],
      days: [] as number[],
      sessions: [] as number[],
      hours: [] as number[],
      gaps: Array.from({ length }, (): number[] => []),
    };
  });
  for (const [input, r] of rowOf.entries()) {
    const row = rows[r];
    if (row === undefined || !clock || !durations) continue;
    row.durations.push(threeDigits(durations[input]!));
    row.days.push(clock.activeDays[input]!);
    if (clock.sessions) row.sessions.push(clock.sessions[input]!);
    const start = clock.offsets[input]!;
    row.hours.push(...clock.hours.subarray(start, clock.offsets[input + 1]));
    for (const [place, gaps] of row.gaps.entries()) {
      const gap = clock.gaps[start + place]!;
      if (!Number.isNaN(gap)) gaps.push(threeDigits(gap));
    }
  }
  const sorted = (values: number[]) => values.sort((a, b) => a - b);
  return rows.map(({ gaps, ...counts }) => ({
    ...Object.fromEntries(Object.entries(counts).map(([name, values]) => [name, sorted(values)])),
    gaps: gaps.map(sorted),
  }));
}

/** Half up, to three digits. */
export function threeDigits(ms: number): number {
  const whole = Math.floor(ms + 0.5);
  const step = 10 ** Math.max(0, String(whole).length - 3);
  return Math.floor((whole + step / 2) / step) * step;
}

/** What a promise came to: its value, or the words of its error. */
export async function outcome<T>(promise: Promise<T>): Promise<T | { error: string }> {
  return promise.catch((error: Error) => ({ error: error.message }));
}
