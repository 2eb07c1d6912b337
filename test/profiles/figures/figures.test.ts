import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readEvents } from "../../../src/events";
import { type SegmentFlow, type SegmentProfile, summarizeSegments } from "../../../src/profiles";
import { buildSequences } from "../../../src/sequences";
import { Cases } from "../../helpers/cases";
import { sequencesOf } from "../../helpers/sequences-of";
import { size } from "../../helpers/size";
import { quantile } from "../../reference/segment-counts";

const anyPath = fc.array(fc.constantFrom("A", "B", "C", "__proto__"), { minLength: 1, maxLength: 6 });
const anyLabelled = fc.array(fc.tuple(anyPath, fc.integer({ min: -1, max: 2 })), { minLength: 1, maxLength: 30 });
const OPTIONS = { includeNoise: true, matrixActions: 3, positions: 4 };

describe("equal a count of every path", () => {
  test("step matrix, transition matrix, drop-offs", async () => {
    await fc.assert(
      fc.asyncProperty(anyLabelled, async (labelled) => {
        const sequences = await sequencesOf(labelled.map(([path]) => path));
        const profiles = await summarizeSegments(
          sequences,
          labelled.map(([, label]) => label),
          OPTIONS,
        );
        for (const profile of profiles) {
          const of = (here: boolean) =>
            labelled.filter(([, label]) => (label === profile.segment) === here).map(([path]) => path);
          expectSteps(profile.flow.stepMatrix, of(true));
          expectTransitions(profile.flow.transitionMatrix, of(true), of(false));
          for (const { action, members, doing, elsewhere } of profile.flow.dropOffs) {
            const ending = (paths: string[][]) => paths.filter((path) => path.at(-1) === action).length;
            const showing = (paths: string[][]) => paths.filter((path) => path.includes(action)).length;
            expect([members, doing]).toEqual([ending(of(true)), showing(of(true))]);
            expect(elsewhere).toBe(ending(of(false)) / showing(of(false)));
          }
        }
      }),
      { numRuns: size(25, 100) },
    );
  });

  function expectSteps({ actions, positions, shares, other, ended }: SegmentFlow["stepMatrix"], paths: string[][]) {
    expect(positions).toBe(Math.min(4, Math.max(0, ...paths.map(({ length }) => length))));
    for (let p = 0; p < positions; p++) {
      const share = (test: (action: string | undefined) => boolean) =>
        paths.filter((path) => test(path[p])).length / paths.length;
      actions.forEach((action, i) => void expect(shares[i]![p]).toBe(share((done) => done === action)));
      expect(other[p]).toBe(share((done) => done !== undefined && !actions.includes(done)));
      expect(ended[p]).toBe(share((done) => done === undefined));
    }
  }

  function expectTransitions(matrix: SegmentFlow["transitionMatrix"], here: string[][], others: string[][]) {
    const times = (paths: string[][], from: string, to?: string) =>
      paths.reduce(
        (sum, path) => sum + path.slice(1).filter((a, i) => path[i] === from && (to === undefined || a === to)).length,
        0,
      );
    const share = (paths: string[][], from: string, to: string) =>
      times(paths, from) === 0 ? null : times(paths, from, to) / times(paths, from);
    const showing = (action: string) => here.filter((path) => path.includes(action)).length;
    const shown = [...new Set(here.flat())].sort().sort((a, b) => showing(b) - showing(a));
    expect(matrix.actions).toEqual(shown.slice(0, OPTIONS.matrixActions));
    matrix.actions.forEach((from, i) => {
      expect(matrix.followed[i]).toBe(times(here, from));
      matrix.actions.forEach((to, j) => {
        expect(matrix.counts[i]![j]).toBe(times(here, from, to));
        expect(matrix.probabilities[i]![j]).toBe(share(here, from, to));
        expect(matrix.elsewhere[i]![j]).toBe(share(others, from, to));
        const [p, q] = [share(here, from, to), share(others, from, to)];
        expect(matrix.differences[i]![j]).toBe(p === null || q === null ? null : p - q);
      });
    });
  }

  test("dwell times of a log with starts and ends are how long its activities lasted", async () => {
    const lines = Array.from({ length: 20 }, (_, i) =>
      [`c${i},check,00:00:00,00:00:${10 + i}`, `c${i},${i % 2 ? "pay" : "refuse"},01:00:00,01:00:05`].join("\n"),
    );
    const rows = lines.join("\n").replace(/(\d\d:\d\d:\d\d)/g, "2024-03-04 $1");
    const log = await readEvents([`case,task,start,end\n${rows}\n`], {
      user: "case",
      action: "task",
      time: "start",
      end: "end",
    });
    const sequences = await buildSequences(log);
    const labels = sequences.ids!.map((_, i) => i % 2);
    const segments = await summarizeSegments(sequences, labels);
    const medians = segments.map(({ times }) =>
      times.dwellTimes.map(({ action, times, here }) => [action, times, here.median]),
    );
    expect(
      medians
        .flat()
        .filter(([action]) => action === "check")
        .map(([, times]) => times),
    ).toEqual([10, 10]);
    expect(
      new Set(
        medians
          .flat()
          .filter(([action]) => action !== "check")
          .map(([, , median]) => median),
      ),
    ).toEqual(new Set([5000]));
    expect(
      medians
        .flat()
        .filter(([action]) => action === "check")
        .map(([, , median]) => median)
        .sort(),
    ).toEqual([18_000, 19_000]);
  });

  test("dwell times, hours, weekdays, active days, sessions", async () => {
    const HOUR = 3_600_000;
    const anyEvent = fc.record({
      user: fc.integer({ min: 0, max: 6 }),
      action: fc.constantFrom("A", "B"),
      hour: fc.integer({ min: 0, max: 400 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(anyEvent, { minLength: 1, maxLength: 40 }), async (events) => {
        const rows = events.map(({ user, action, hour }) => ({
          user: `u${user}`,
          action,
          time: new Date(hour * HOUR),
        }));
        const log = await readEvents(rows, { user: "user", action: "action", time: "time" });
        const sequences = await buildSequences(log, { sessionGap: "24h", sessionBoundary: false });
        const label = (user: string) => Number(user.slice(1)) % 2;
        const profiles = await summarizeSegments(sequences, sequences.ids!.map(label));
        for (const profile of profiles.filter(({ size }) => size > 0)) {
          const of = (here: boolean) =>
            log.users.flatMap((user, u) => {
              if ((label(user) === profile.segment) !== here) return [];
              const span = Array.from({ length: log.offsets[u + 1]! - log.offsets[u]! }, (_, i) => log.offsets[u]! + i);
              return [span.map((i) => ({ action: log.actions[log.action[i]!]!, hour: log.time[i]! / HOUR }))];
            });
          expectActivity(profile, of(true), of(false));
          for (const { action, times, here, elsewhere } of profile.times.dwellTimes) {
            const gaps = (users: ReturnType<typeof of>) =>
              users.flatMap((path) =>
                path.slice(1).flatMap(({ hour }, i) => {
                  const gap = hour - path[i]!.hour;
                  return path[i]!.action === action && gap < 24 ? [gap * HOUR] : [];
                }),
              );
            expect(times).toBe(gaps(of(true)).length);
            expect(here.median).toBe(quantile(gaps(of(true)), 0.5));
            expect(elsewhere?.median).toBe(gaps(of(false)).length > 0 ? quantile(gaps(of(false)), 0.5) : undefined);
          }
        }
      }),
      { numRuns: size(15, 60) },
    );
  });

  type Users = readonly (readonly { hour: number }[])[];

  function expectActivity({ times: { activity } }: SegmentProfile, here: Users, others: Users) {
    expect(activity!.timeZone).toBe("UTC");
    expect(activity!.actions).toBe(here.flat().length);
    for (const [users, hours, weekdays, activeDays, sessions] of [
      [here, activity!.hours, activity!.weekdays, activity!.activeDays, activity!.sessions],
      [
        others,
        activity!.hoursElsewhere,
        activity!.weekdaysElsewhere,
        activity!.activeDaysElsewhere,
        activity!.sessionsElsewhere,
      ],
    ] as const) {
      const all = users.flat().map(({ hour }) => hour);
      const shares = (classes: number, classOf: (hour: number) => number) => {
        const share = (of: number) => all.filter((hour) => classOf(hour) === of).length / all.length;
        return users.length === 0 ? null : Array.from({ length: classes }, (_, of) => share(of));
      };
      expect(hours).toEqual(shares(24, (hour) => hour % 24));
      expect(weekdays).toEqual(shares(7, (hour) => (new Date(hour * 3_600_000).getUTCDay() + 6) % 7));
      const days = users.map((path) => new Set(path.map(({ hour }) => Math.floor(hour / 24))).size);
      const visits = users.map((path) => 1 + path.slice(1).filter(({ hour }, i) => hour - path[i]!.hour >= 24).length);
      const figures = (values: number[]) =>
        values.length === 0
          ? null
          : expect.objectContaining({
              min: Math.min(...values),
              max: Math.max(...values),
              median: quantile(values, 0.5),
            });
      expect(activeDays).toEqual(figures(days));
      expect(sessions).toEqual(figures(visits));
    }
  }
});

describe("properties", () => {
  const of = async (properties: object, labels = [0, 0, 0, 1, 1]) =>
    (
      await summarizeSegments(await sequencesOf(labels.map(() => ["A"])), labels, { properties: properties as never })
    )[0]!.properties;

  test("are compared with everybody else: scipy 1.17, wasserstein_distance([0, 1, 3], [5, 6]) = 4.1666…", async () => {
    const [revenue] = await of({ revenue: [0, 1, 3, 5, 6] });
    expect(revenue).toMatchObject({
      name: "revenue",
      known: 3,
      missing: 0,
      here: { median: 1 },
      elsewhere: { max: 6 },
    });
    expect(revenue!.wasserstein).toBeCloseTo(25 / 6, 12);
    expect(revenue!.wassersteinInDeviations).toBeCloseTo(25 / 6 / Math.sqrt(26 / 5), 12);
  });

  test("the distance is the area between the distribution functions", async () => {
    const cases = new Cases("none elsewhere", "some");
    const values = fc.array(fc.tuple(fc.integer({ min: -9, max: 9 }), fc.boolean()), { minLength: 1, maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(values, async (given) => {
        const side = (own: boolean) => given.filter(([, isOwn]) => isOwn === own).map(([value]) => value);
        const found = await of({ x: [0, ...given.map(([value]) => value)] }, [
          0,
          ...given.map(([, isOwn]) => (isOwn ? 0 : 1)),
        ]);
        const [here, others] = [[0, ...side(true)], side(false)];
        const upTo = (list: number[], x: number) => list.filter((value) => value <= x).length / list.length;
        let area = 0;
        for (let x = -9; x < 9; x++) area += Math.abs(upTo(here, x) - upTo(others, x));
        if (cases.when("none elsewhere", others.length === 0, "some")) expect(found[0]!.wasserstein).toBeNull();
        else expect(found[0]!.wasserstein).toBeCloseTo(area, 10);
      }),
      { numRuns: size(15, 60) },
    );
    cases.expectAll();
  });

  test("missing values are counted, and make no figure", async () => {
    const [some, none] = await of({ some: [1, Number.NaN, 3, Number.NaN, 5], none: Array(5).fill(Number.NaN) });
    expect(some).toMatchObject({ known: 2, missing: 1, here: { mean: 2 }, elsewhere: { min: 5 } });
    expect(none).toMatchObject({ known: 0, missing: 3, here: null, elsewhere: null, wasserstein: null });
  });

  test("by the names of inputs", async () => {
    const rows = ["ann", "bob"].map((user, time) => ({ user, action: "A", time }));
    const sequences = await buildSequences(await readEvents(rows, { user: "user", action: "action", time: "time" }));
    const properties = { age: new Map([["bob", 7]]) };
    const [ann, bob] = await summarizeSegments(sequences, [0, 1], { properties });
    expect([ann!.properties[0]!.missing, bob!.properties[0]!.here!.mean]).toEqual([1, 7]);
  });

  test.each([
    [{ x: [1, 2] }, RangeError, '"properties.x" expected 5 numbers, got 2'],
    [
      { x: [1, 2, 3, 4, Number.POSITIVE_INFINITY] },
      RangeError,
      '"properties.x" expected finite numbers or NaN, got Infinity at 4',
    ],
    [{ x: [1, 2, 3, 4, "5"] }, TypeError, '"properties.x" expected numbers, got "5" at 4'],
    [{ x: 5 }, TypeError, '"properties.x" expected an array of numbers or a Map by name, got 5'],
    [
      [1],
      TypeError,
      '"properties" expected an object with an array of numbers, or a Map by name, for each property, got an array of 1',
    ],
    [{ x: new Map() }, TypeError, '"properties.x" expected an array of numbers: the inputs have no names'],
  ])("%#", async (properties, kind, message) => {
    const error = await of(properties).catch((thrown) => thrown);
    expect(error).toBeInstanceOf(kind);
    expect(error.message).toBe(message);
  });
});

test("borderline paths are members' own, and another segment's typical path is at least nearly as near", async () => {
  const paths = [...Array(40).fill(["A", "B"]), ...Array(40).fill(["C", "D"]), ["C", "D", "D"], ["A", "B"]];
  const labels = paths.map((_, i) => (i < 40 || i === 80 ? 0 : 1));
  const [first, second] = await summarizeSegments(await sequencesOf(paths), labels, { exemplars: 1 });
  expect(first!.paths.borderline).toMatchObject([{ path: "C -> D ×2", members: 1, other: 1, similarity: 0 }]);
  expect(second!.paths.borderline).toMatchObject([
    { path: "A -> B", members: 1, other: 0, otherSimilarity: expect.closeTo(1, 6) },
  ]);
  expect(first!.cohesion).toBeCloseTo(40 / 41, 6);
});
