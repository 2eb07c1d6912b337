import fc from "fast-check";
import { expect, test } from "vitest";
import { raggedRow, raggedRows } from "../../../src/core/internal";
import { readEvents } from "../../../src/events";
import {
  buildSequences,
  decodeSequence,
  type PrepareStep,
  sequencesFrom,
  type TokenizedSequences,
} from "../../../src/sequences";
import { type EncodedSequences, sequenceEncoder } from "../../../src/sequences/internal";
import { expectAbortMidway } from "../../helpers/abort";
import { anySteps } from "../../helpers/any-steps";
import { Cases } from "../../helpers/cases";
import { size } from "../../helpers/size";
import { type PlainEvent, type PlainLog, plainStep } from "../../reference/prepare-steps";

const anyAction = fc.constantFrom("A", "B", "C", "D", "_x", "__proto__", "START", "/12", "🎮 x");
const anyRows = fc.array(
  fc.record({
    user: fc.constantFrom("ann", "bob", "cleo", "dan"),
    action: anyAction,
    time: fc.integer({ min: 1, max: 120 }),
    session: fc.constantFrom("x", "y"),
  }),
  { minLength: 1, maxLength: 30 },
);
const anyUnit = fc.constantFrom("user" as const, "session" as const);

type Row = { user: string; action: string; time: number; session: string };
const eventsOf = (rows: readonly Row[]) =>
  readEvents(rows, { user: "user", action: "action", time: "time", session: "session", timeUnit: "ms" });

/** As after saving and loading. */
function reloaded({ vocabulary, rules }: TokenizedSequences) {
  return sequenceEncoder(vocabulary, JSON.parse(JSON.stringify(rules)));
}

const rowsOf = (encoded: EncodedSequences) =>
  Array.from({ length: raggedRows(encoded) }, (_, row) => [...raggedRow(encoded, row)]);

const namesOf = (sequences: TokenizedSequences) =>
  Array.from(sequences.rowOf, (row) => (row < 0 ? undefined : decodeSequence(sequences, row)));

test("steps do to events what they do to lists of them", async () => {
  const cases = new Cases("user", "session", "left out", "in");
  await fc.assert(
    fc.asyncProperty(anyRows, anySteps(true), anyUnit, async (rows, prepare, unit) => {
      cases.when("user", unit === "user", "session");
      const events = await eventsOf(rows);
      const sequences = await buildSequences(events, { prepare, unit, sessionBoundary: false });
      const sessionsTogether = (user: PlainEvent[]) =>
        unit === "user" ? user : user.sort((a, b) => a.session - b.session);
      let plain: PlainLog = events.users.map((_, user) => {
        const [from, to] = [events.offsets[user]!, events.offsets[user + 1]!];
        const all = Array.from({ length: to - from }, (_, i) => ({
          action: events.actions[events.action[from + i]!]!,
          time: events.time[from + i]!,
          session: events.session![from + i]!,
        }));
        return sessionsTogether(all);
      });
      const counts = [];
      for (const step of prepare) {
        const before = countsOf(plain);
        plain = plainStep(plain, step, unit === "session");
        const after = countsOf(plain);
        counts.push({
          step: step.step,
          events: { before: before.events, after: after.events },
          users: { before: before.users, after: after.users },
          actions: { before: before.actions, after: after.actions },
        });
      }
      const expected = plain.flatMap((user) => {
        if (unit === "user")
          return [user === undefined || user.length === 0 ? undefined : user.map(({ action }) => action)];
        const sessions = [...new Set((user ?? []).map(({ session }) => session))];
        return sessions.map((number) => user!.filter(({ session }) => session === number).map(({ action }) => action));
      });
      expect(namesOf(sequences)).toEqual(expected);
      expect(sequences.report.prepared.map(({ notes, ...rest }) => rest)).toEqual(counts);
      const leftOut = unit === "user" ? plain.filter((user) => user === undefined).length : 0;
      expect(sequences.report.leftOut).toBe(leftOut);
      cases.when("left out", leftOut > 0, "in");
    }),
    { numRuns: size(150, 600) },
  );
  cases.expectAll();
});

function countsOf(log: PlainLog) {
  const all = log.flatMap((user) => user ?? []);
  return {
    events: all.length,
    users: log.filter((user) => user !== undefined && user.length > 0).length,
    actions: new Set(all.map(({ action }) => action)).size,
  };
}

test("events get their rows back, after saving, all at once or a user at a time", async () => {
  const cases = new Cases("left out", "kept");
  await fc.assert(
    fc.asyncProperty(anyRows, anySteps(true), anyUnit, async (rows, prepare, unit) => {
      const events = await eventsOf(rows);
      const sequences = await buildSequences(events, { prepare, unit });
      const encode = reloaded(sequences);
      const encoded = encode(events);
      expect(encoded.ids).toEqual(sequences.ids);
      for (const [input, row] of sequences.rowOf.entries()) {
        if (cases.when("left out", row < 0, "kept")) expect(encoded.reasons[input]).toMatch(/^(empty|leftOut)$/);
        else expect(rowsOf(encoded)[input]).toEqual([...raggedRow(sequences, row)]);
      }
      const alone = [];
      for (const user of events.users) {
        const own = await eventsOf(rows.filter((row) => row.user === user));
        alone.push(...rowsOf(encode(own)));
      }
      expect(alone).toEqual(rowsOf(encoded));
    }),
    { numRuns: size(80, 300) },
  );
  cases.expectAll();
});

test("paths without times get their rows back", async () => {
  const cases = new Cases("left out", "kept");
  const anyPaths = fc.array(fc.array(anyAction, { maxLength: 8 }), { minLength: 1, maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(anyPaths, anySteps(false), async (paths, prepare) => {
      const sequences = await sequencesFrom(paths, { prepare });
      const encoded = reloaded(sequences)(paths);
      for (const [input, row] of sequences.rowOf.entries()) {
        if (cases.when("left out", row < 0, "kept")) expect(encoded.reasons[input]).toMatch(/^(empty|leftOut)$/);
        else expect(rowsOf(encoded)[input]).toEqual([...raggedRow(sequences, row)]);
      }
      const built = Array.from(sequences.weights, (_, row) => decodeSequence(sequences, row));
      const again = reloaded(sequences)(built, true);
      expect(rowsOf(again)).toEqual(built.map((_, row) => [...raggedRow(sequences, row)]));
    }),
    { numRuns: size(80, 300) },
  );
  cases.expectAll();
});

test("can be aborted between steps, and within one", async () => {
  const paths = Array.from({ length: 4000 }, (_, i) => Array.from({ length: 12 }, (_, j) => `A${(i * j) % 97}`));
  const prepare: PrepareStep[] = Array.from({ length: 4 }, () => ({ step: "group", actions: "A1*", name: "one" }));
  await expectAbortMidway((follower) => sequencesFrom(paths, { prepare, ...follower }), { past: 0.1 });
});

test("steps with what they learned do the same to the same log", async () => {
  await fc.assert(
    fc.asyncProperty(anyRows, anySteps(true), anyUnit, async (rows, prepare, unit) => {
      const events = await eventsOf(rows);
      const sequences = await buildSequences(events, { prepare, unit });
      const learned = JSON.parse(JSON.stringify(sequences.rules.prepare)) as PrepareStep[];
      expect(await buildSequences(events, { prepare: learned, unit })).toEqual(sequences);
    }),
    { numRuns: size(60, 200) },
  );
});
