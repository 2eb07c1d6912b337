import fc from "fast-check";
import { expect, test } from "vitest";
import { readEvents } from "../../../src/events";
import { type BuildSequencesOptions, buildSequences, decodeSequence } from "../../../src/sequences";
import { Cases } from "../../helpers/cases";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

interface Row {
  user: string;
  action: string;
  time: number;
}

async function clockOf(rows: readonly Row[], options: BuildSequencesOptions = {}) {
  const columns = { user: "user", action: "action", time: "time", timeUnit: "ms" } as const;
  const sequences = await buildSequences(await readEvents(rows, columns as never), options);
  const { clock, rowOf, ids } = sequences;
  return ids!.map((id, input) => {
    const [start, end] = [clock!.offsets[input]!, clock!.offsets[input + 1]!];
    return {
      id,
      tokens: rowOf[input]! < 0 ? [] : decodeSequence(sequences, rowOf[input]!),
      gaps: [...clock!.gaps.subarray(start, end)].map((gap) => (Number.isNaN(gap) ? null : gap)),
      hours: [...clock!.hours.subarray(start, end)],
      start: clock!.starts[input]!,
      activeDays: clock!.activeDays[input]!,
      sessions: clock!.sessions?.[input],
    };
  });
}

// 2026-01-05 is a Monday.
const MONDAY = Date.UTC(2026, 0, 5);
const at = (action: string, time: number, user = "ann"): Row => ({ user, action, time: MONDAY + time });

test("an event that has an end lasts until then, whatever follows", async () => {
  const rows = [
    { user: "ann", action: "A", from: 0, to: 300, visit: "1" },
    { user: "ann", action: "A", from: 1000, to: 1200, visit: "1" },
    { user: "ann", action: "B", from: 9000, to: null, visit: "1" },
    { user: "ann", action: "C", from: 9500, to: 9507, visit: "2" },
    { user: "ann", action: "D", from: 9800, to: null, visit: "2" },
  ];
  const columns = {
    user: "user",
    action: "action",
    time: "from",
    end: "to",
    session: "visit",
    timeUnit: "ms",
  } as const;
  const events = await readEvents(rows, columns);
  const gapsOf = async (options: BuildSequencesOptions) => {
    const sequences = await buildSequences(events, options);
    const names = decodeSequence(sequences, sequences.rowOf[0]!);
    return names.map((name, i) => [name, sequences.clock!.gaps[i]]);
  };
  const none = Number.NaN;
  const between = ["(new session)", none];
  // the end of the first session lasts nobody knows how long
  expect(await gapsOf({})).toEqual([["A", 300], ["A", 200], ["B", none], between, ["C", 7], ["D", none]]);
  expect(await gapsOf({ collapseRepeats: true })).toEqual([["A", 500], ["B", none], between, ["C", 7], ["D", none]]);
  // a marker is no event of the log: time passes until the next one
  const marked = await gapsOf({ prepare: [{ step: "markers" }, { step: "drop", actions: "B" }] });
  expect(marked).toEqual([["START", 0], ["A", 300], ["A", 200], between, ["C", 7], ["D", 0], ["END", none]]);
  await expect(buildSequences({ ...events, duration: [1] as never })).rejects.toThrow("duration");
});

test("records gaps, hours of the week, days and start", async () => {
  const rows = [at("A", 0), at("B", 5000), at("C", HOUR + 5000), at("A", 6 * DAY + 23 * HOUR)];
  expect(await clockOf(rows)).toEqual([
    {
      id: "ann",
      tokens: ["A", "B", "C", "A"],
      gaps: [5000, HOUR, Math.fround(6 * DAY + 22 * HOUR - 5000), null],
      hours: [0, 0, 1, 167],
      start: MONDAY,
      activeDays: 2,
      sessions: undefined,
    },
  ]);
});

test("sessions and pauses: nothing is said of how long one stayed before them", async () => {
  const rows = [at("A", 0), at("B", 1000), at("C", 2 * HOUR), at("D", 2 * HOUR + 9000), at("E", 2 * DAY)];
  const options = { sessionGap: "1h", timeGaps: ["1d"] };
  expect(await clockOf(rows, options)).toMatchObject([
    {
      tokens: ["A", "B", "(new session)", "C", "D", "(1d later)", "(new session)", "E"],
      gaps: [1000, null, null, 9000, null, null, null, null],
      hours: [0, 0, 255, 2, 2, 255, 255, 48],
      sessions: 3,
      activeDays: 2,
    },
  ]);
  expect(await clockOf(rows, { ...options, unit: "session" })).toMatchObject([
    { id: "ann#1", gaps: [1000, null], sessions: undefined, activeDays: 1, start: MONDAY },
    { id: "ann#2", gaps: [9000, null], start: MONDAY + 2 * HOUR },
    { id: "ann#3", gaps: [null], hours: [48] },
  ]);
});

test("collapsed runs are as long as all of them; cut sequences keep what is left", async () => {
  const rows = [at("A", 0), at("A", 1000), at("A", 3000), at("B", 7000), at("C", 8000), at("D", 9500)];
  expect(await clockOf(rows, { collapseRepeats: true })).toMatchObject([{ gaps: [7000, 1000, 1500, null] }]);
  expect(await clockOf(rows, { collapseRepeats: true, maxLength: 2 })).toMatchObject([
    { tokens: ["A", "B"], gaps: [7000, 1000] },
  ]);
  const two = [...rows, at("X", HOUR, "bob"), at("Y", HOUR + 1, "bob")];
  expect(await clockOf(two, { maxLength: 2, keep: "last" })).toMatchObject([
    { tokens: ["C", "D"], gaps: [1500, null] },
    { tokens: ["X", "Y"], gaps: [1, null], hours: [1, 1] },
  ]);
});

test("stands beside each token of each input, whatever the options", async () => {
  const cases = new Cases("session", "user");
  const anyRow = fc.record({
    user: fc.constantFrom("ann", "bob", "cleo"),
    action: fc.constantFrom("A", "B", "C"),
    time: fc.integer({ min: 0, max: 60 }).map((hours) => MONDAY + hours * HOUR),
  });
  const anyOptions = fc.record({
    collapseRepeats: fc.constantFrom(true, false, "buckets" as const),
    maxLength: fc.option(fc.integer({ min: 1, max: 4 }), { nil: undefined }),
    keep: fc.constantFrom("first" as const, "last" as const),
    unit: fc.constantFrom("user" as const, "session" as const),
    sessionGap: fc.constant("5h" as const),
    rename: fc.constantFrom({}, { A: null }),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(anyRow, { maxLength: 25 }), anyOptions, async (rows, options) => {
      const given = Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
      for (const { id, tokens, gaps, hours, activeDays, start } of await clockOf(rows, given)) {
        expect(gaps).toHaveLength(tokens.length);
        expect(hours.map((hour) => hour === 255)).toEqual(tokens.map((token) => token === "(new session)"));
        for (const gap of gaps) expect(gap === null || (gap >= 0 && gap % HOUR === 0)).toBe(true);
        if (cases.when("session", options.unit === "session", "user")) continue;
        const times = rows
          .filter(({ user, action }) => user === id && !(action in options.rename))
          .map(({ time }) => time);
        expect(activeDays).toBe(new Set(times.map((time) => Math.floor(time / DAY))).size);
        expect(start).toBe(times.length === 0 ? Number.NaN : Math.min(...times));
      }
    }),
    { numRuns: 100 },
  );
  cases.expectAll(20);
});
