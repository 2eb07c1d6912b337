import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readEvents } from "../../../src/events";
import { type BuildSequencesOptions, buildSequences, decodeSequence, sequencesFrom } from "../../../src/sequences";
import { anyInputs, anySequenceOptions } from "../../helpers/any-sequences";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

interface Row {
  user: string;
  action: string;
  time: number;
  session?: string;
}

const eventsOf = (rows: readonly Row[], session = false) =>
  readEvents(rows, {
    user: "user",
    action: "action",
    time: "time",
    timeUnit: "ms",
    ...(session && { session: "session" }),
  });

/** The sequence of each input by its name. */
async function byName(rows: readonly Row[], options: BuildSequencesOptions, session = false) {
  const sequences = await buildSequences(await eventsOf(rows, session), options);
  return Object.fromEntries(
    sequences.ids!.map((id, input) => {
      const row = sequences.rowOf[input]!;
      return [id, row < 0 ? undefined : decodeSequence(sequences, row).join(" ")];
    }),
  );
}

const at = (user: string, ...steps: [action: string, time: number, session?: string][]): Row[] =>
  steps.map(([action, time, session = ""]) => ({ user, action, time, session }));

const LOG = [
  ...at("ann", ["A", 0], ["B", MINUTE], ["A", HOUR], ["A", HOUR + 1], ["C", 3 * DAY]),
  ...at("bob", ["A", 0], ["B", 29 * MINUTE]),
];

describe("sessions cut by time", () => {
  test("are marked by a token within a user", async () => {
    expect(await byName(LOG, { sessionGap: "30m" })).toEqual({
      ann: "A B (new session) A A (new session) C",
      bob: "A B",
    });
    expect(await byName(LOG, { sessionGap: "30m", sessionBoundary: "|" })).toMatchObject({ ann: "A B | A A | C" });
    expect(await byName(LOG, { sessionGap: "30m", sessionBoundary: false })).toMatchObject({ ann: "A B A A C" });
    expect(await byName(LOG, {})).toMatchObject({ ann: "A B A A C" });
  });

  test("become inputs of their own", async () => {
    expect(await byName(LOG, { sessionGap: 30 * MINUTE, unit: "session" })).toEqual({
      "ann#1": "A B",
      "ann#2": "A A",
      "ann#3": "C",
      "bob#1": "A B",
    });
  });

  test("begin at a pause as long as the gap", async () => {
    const log = at("ann", ["A", 0], ["B", HOUR - 1], ["C", 2 * HOUR - 1]);
    expect(await byName(log, { sessionGap: "1h" })).toEqual({ ann: "A B (new session) C" });
  });

  test("show how long they took", async () => {
    const events = await eventsOf(LOG);
    expect([...(await buildSequences(events)).durations!]).toEqual([3 * DAY, 29 * MINUTE]);
    const { durations } = await buildSequences(events, { sessionGap: "30m", unit: "session" });
    expect([...durations!]).toEqual([MINUTE, 1, 0, 29 * MINUTE]);
  });
});

describe("sessions of a column", () => {
  const log = at("ann", ["A", 0, "x"], ["B", 1, "y"], ["C", 2, "x"], ["D", DAY, "x"], ["E", DAY + 1, "y"]);

  test("may run at the same time", async () => {
    expect(await byName(log, { unit: "session" }, true)).toEqual({ "ann#1": "A C D", "ann#2": "B E" });
    expect(await byName(log, { unit: "session", sessionGap: "1h" }, true)).toEqual({
      "ann#1": "A C",
      "ann#2": "D",
      "ann#3": "B",
      "ann#4": "E",
    });
  });

  test("are marked by a token where they change", async () => {
    expect(await byName(log, { sessionBoundary: "|" }, true)).toEqual({ ann: "A | B | C D | E" });
  });

  test("or a gap is needed", async () => {
    await expect(byName(log, { unit: "session" })).rejects.toThrow(
      new RangeError(
        '"unit" "session" needs "sessionGap", a step "sessions" of "prepare", or a session column given to readEvents',
      ),
    );
  });
});

describe("pauses", () => {
  test("are named by the longest that fits", async () => {
    const timeGaps = ["1d", "1h", 90_000_000, "60m"];
    expect(await byName(LOG, { timeGaps: timeGaps.slice(0, 2) })).toMatchObject({ ann: "A B A A (1d later) C" });
    const steps = at("ann", ["A", 0], ["B", HOUR], ["C", HOUR + DAY], ["D", 30 * DAY]);
    expect(await byName(steps, { timeGaps })).toEqual({ ann: "A (1h later) B (1d later) C (25h later) D" });
  });

  test("come before the boundary of a session, and break runs", async () => {
    expect(await byName(LOG, { timeGaps: ["1d"], sessionGap: "30m", collapseRepeats: true })).toMatchObject({
      ann: "A B (new session) A (1d later) (new session) C",
    });
  });

  test("are never where a sequence is cut", async () => {
    const options = { timeGaps: ["1d"], sessionGap: "30m", sessionBoundary: "|" };
    for (const maxLength of [5, 6, 7])
      expect(await byName(LOG, { ...options, maxLength })).toMatchObject({ ann: "A B | A A" });
    for (const maxLength of [1, 2, 3]) {
      expect(await byName(LOG, { ...options, maxLength, keep: "last" })).toMatchObject({ ann: "C" });
    }
  });

  test.each([
    [
      ["soon"],
      '"timeGaps[0]" expected a duration > 0 such as "30m", "1.5h", "7d" or a number of milliseconds, got "soon"',
    ],
    ["1h", '"timeGaps" expected an array of durations, got "1h"'],
  ])("%j are refused", async (timeGaps, message) => {
    await expect(byName(LOG, { timeGaps: timeGaps as never })).rejects.toThrow(message);
  });
});

test("actions left out are as if never logged", async () => {
  const log = [
    ...at("ann", ["A", 0], ["ping", 20 * MINUTE], ["B", 40 * MINUTE], ["ping", DAY]),
    ...at("bob", ["ping", 0]),
  ];
  const rename = { ping: null };
  expect(await byName(log, { rename, sessionGap: "30m" })).toEqual({ ann: "A (new session) B", bob: undefined });
  expect(await byName(log, { rename, sessionGap: "30m", unit: "session" })).toEqual({ "ann#1": "A", "ann#2": "B" });
});

test("without a clock in the options, events give what their actions give", async () => {
  await fc.assert(
    fc.asyncProperty(anyInputs, anySequenceOptions, async (inputs, options) => {
      const seen = inputs.filter((input) => input.length > 0);
      const rows = seen.flatMap((input, u) => input.map((action, time): Row => ({ user: `u${u}`, action, time })));
      const { ids, durations, clock, ...built } = await buildSequences(await eventsOf(rows), options);
      const { ids: _, durations: __, clock: ___, rules, ...plain } = await sequencesFrom(seen, options);
      expect(built).toEqual({ ...plain, rules: { ...rules, sessionBoundary: "(new session)" } });
      expect(ids).toEqual(seen.map((_, u) => `u${u}`));
      expect([...durations!].length).toBe(seen.length);
    }),
    { numRuns: 60 },
  );
});

test("does not depend on the order of rows", async () => {
  const rows = LOG.concat(at("cleo", ["B", 5], ["A", DAY], ["C", 9 * DAY]));
  const options: BuildSequencesOptions = { sessionGap: "30m", timeGaps: ["1d"], minCount: 2 };
  const { rowOf, ids, durations, clock: _, ...built } = await buildSequences(await eventsOf(rows), options);
  const shuffle = fc.shuffledSubarray(rows, { minLength: rows.length });
  await fc.assert(
    fc.asyncProperty(shuffle, async (shuffled) => {
      const other = await buildSequences(await eventsOf(shuffled), options);
      expect(other).toMatchObject(built);
      expect(other.ids!.map((id, i) => [id, other.rowOf[i]]).sort()).toEqual(
        ids!.map((id, i) => [id, rowOf[i]]).sort(),
      );
      expect([...other.durations!].sort()).toEqual([...durations!].sort());
    }),
    { numRuns: 40 },
  );
});

test("no events are no sequences; a promise of events will do", async () => {
  const sequences = await buildSequences(readEvents([], { user: "u", action: "a", time: "t" }));
  expect(sequences.report).toMatchObject({ inputs: 0, distinct: 0 });
  expect(sequences.ids).toEqual([]);
});
