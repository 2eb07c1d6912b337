import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readEvents } from "../../../src/events";
import { retention } from "../../../src/profiles";

const DAY = 86_400_000;
/** A Monday. */
const BEGIN = Date.parse("2024-01-01T00:00:00Z");
const eventsOf = (rows: readonly (readonly [string, number])[]) =>
  readEvents(
    rows.map(([user, day]) => ({ user, action: "play", time: BEGIN + day * DAY })),
    { user: "user", action: "action", time: "time", timeUnit: "ms" },
  );

const anyRows = fc.array(
  fc.tuple(fc.constantFrom<string>("ann", "bob", "cas", "dan"), fc.integer({ min: 0, max: 60 })),
  {
    minLength: 1,
    maxLength: 40,
  },
);

test("cohorts and users by period are those that sets of users give", async () => {
  await fc.assert(
    fc.asyncProperty(anyRows, async (rows) => {
      const { cohorts, periods } = await retention(await eventsOf(rows));
      const weekOf = (day: number) => Math.floor(day / 7);
      const first = Math.min(...rows.map(([, day]) => weekOf(day)));
      const last = Math.max(...rows.map(([, day]) => weekOf(day)));
      const active = (week: number) => new Set(rows.filter(([, day]) => weekOf(day) === week).map(([user]) => user));
      const firstWeek = (user: string) =>
        Math.min(...rows.filter(([who]) => who === user).map(([, day]) => weekOf(day)));
      const known = [...new Set(rows.map(([user]) => user))];
      expect(periods.map(({ start }) => start)).toEqual(
        Array.from({ length: last - first + 1 }, (_, k) => BEGIN + (first + k) * 7 * DAY),
      );
      for (const [k, period] of periods.entries()) {
        const week = first + k;
        const [now, before] = [active(week), active(week - 1)];
        const count = (is: (user: string) => boolean) => known.filter(is).length;
        expect(period.new).toBe(count((user) => firstWeek(user) === week));
        expect(period.current).toBe(count((user) => now.has(user) && before.has(user)));
        expect(period.reactivated).toBe(count((user) => now.has(user) && !before.has(user) && firstWeek(user) < week));
        expect(period.dormant).toBe(count((user) => !now.has(user) && firstWeek(user) < week));
      }
      for (const { start, users, periods: own } of cohorts) {
        const week = (start - BEGIN) / (7 * DAY);
        const members = known.filter((user) => firstWeek(user) === week);
        expect(users).toBe(members.length);
        expect(own.map(({ active: n }) => n)).toEqual(
          Array.from(
            { length: last - week + 1 },
            (_, k) => members.filter((user) => active(week + k).has(user)).length,
          ),
        );
      }
    }),
  );
});

test("users who were there of late have not left; who left is counted by the days they stayed", async () => {
  const events = await eventsOf([
    ["ann", 0],
    ["ann", 10],
    ["bob", 0],
    ["bob", 20],
    ["cas", 40],
    ["cas", 59],
    ["dan", 60],
  ]);
  const { stay, difference } = await retention(events, { goneAfter: "14d", by: [0, 0, 1, 1] });
  expect(stay.map(({ segment, n }) => [segment, n])).toEqual([
    [undefined, 4],
    [0, 2],
    [1, 2],
  ]);
  expect(stay[0]!.points.map(({ time, atRisk, ends }) => [time, atRisk, ends])).toEqual([
    [10, 3, 1],
    [20, 1, 1],
  ]);
  expect(stay[2]!.points).toEqual([]);
  expect(difference!.degreesOfFreedom).toBe(1);
});

test("shares have intervals, and a period that the log does not cover says so", async () => {
  const { cohorts } = await retention(
    await eventsOf([
      ["ann", 0],
      ["bob", 3],
      ["ann", 8],
      ["ann", 15],
    ]),
  );
  expect(cohorts[0]!.periods.map(({ share, complete }) => [share, complete])).toEqual([
    [1, true],
    [0.5, true],
    [0.5, false],
  ]);
  expect(cohorts[0]!.periods[1]!.interval.lower).toBeCloseTo(0.0945, 4);
});

describe("wrong calls", () => {
  test("no event, too many periods, labels that do not fit", async () => {
    await expect(retention(await eventsOf([]))).rejects.toThrow('"events" expected an event, got none');
    const two = await eventsOf([
      ["ann", 0],
      ["bob", 400],
    ]);
    await expect(retention(two, { every: "1m" })).rejects.toThrow(
      '"every" expected a length of which the log spans at most 10000',
    );
    await expect(retention(two, { by: [0] })).rejects.toThrow('"by"');
    await expect(retention(two, { every: 0 })).rejects.toThrow('"every" expected a duration > 0');
    await expect(retention({} as never)).rejects.toThrow('"events" expected events');
  });

  test("segments of whom nobody left are not compared", async () => {
    const { difference } = await retention(
      await eventsOf([
        ["ann", 0],
        ["bob", 1],
      ]),
      { by: [0, 1] },
    );
    expect(difference).toBeNull();
  });
});
