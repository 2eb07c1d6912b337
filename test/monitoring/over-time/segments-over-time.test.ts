import { expect, test } from "vitest";
import { readEvents } from "../../../src/events";
import { segmentsOverTime } from "../../../src/monitoring";
import { changeOfShare } from "../../../src/monitoring/over-time/change-of-share";
import { fitSegments } from "../../../src/segments";
import { twoProportionsTest } from "../../../src/statistics";

const DAY = 86_400_000;

/** 200 users a week: in week 2 a quarter of the shoppers have become readers, and 20 users are others. */
function rows(weeks: number) {
  return Array.from({ length: weeks }, (_, week) =>
    Array.from({ length: 200 }, (_, i) => {
      const user = week === 2 && i < 20 ? `new${i}` : `u${i}`;
      const reads = i >= 100 || (week === 2 && i < 60);
      const path = reads ? ["OPEN", "READ", "READ", "LIKE"] : ["OPEN", "CART", "BUY", "PAY"];
      return path.map((action, a) => ({ user, action, time: week * 7 * DAY + a * 60_000 }));
    }),
  ).flat(2);
}

const columns = { user: "user", action: "action", time: "time", timeUnit: "ms" } as const;

test("shares, who entered, left and moved, and the one change that is more than chance", async () => {
  const events = await readEvents(rows(4), columns);
  const paths = [...Array(60).fill("OPEN -> READ -> READ -> LIKE"), ...Array(60).fill("OPEN -> CART -> BUY -> PAY")];
  const model = await fitSegments(paths, { seed: 1 });
  const periods = await segmentsOverTime(model, events, { every: "7d" });
  expect(periods.map(({ users, entered, left, moved }) => [users, entered, left, moved])).toEqual([
    [200, 200, 0, 0],
    [200, 0, 0, 0],
    [200, 20, 20, 40],
    [200, 20, 20, 40],
  ]);
  const reader = model.segmentOf(0);
  const ofReaders = periods.map(({ segments }) => segments[reader]!);
  expect(ofReaders.map(({ share }) => share)).toEqual([0.5, 0.5, 0.8, 0.5]);
  expect(ofReaders.map(({ significant }) => significant)).toEqual([false, false, true, true]);
  expect(ofReaders[1]).toMatchObject({ change: 0, adjusted: 1 });
  expect(ofReaders[0]!.change).toBeUndefined();
  expect(ofReaders.every(({ lower, upper, share }) => lower < share && share < upper)).toBe(true);
  expect(periods[2]!.flows![1 - reader]![reader]).toBe(40);
});

test("periods without users, one period, no event, and too many periods", async () => {
  const two = await readEvents([...rows(1), { user: "u0", action: "OPEN", time: 21 * DAY }], columns);
  const model = await fitSegments(two, { seed: 1 });
  const periods = await segmentsOverTime(model, two, { every: "7d" });
  expect(periods.map(({ users }) => users)).toEqual([200, 0, 0, 1]);
  expect(periods.every(({ segments }) => segments.every(({ significant }) => !significant))).toBe(true);
  expect(await segmentsOverTime(model, two, { every: "365d" })).toHaveLength(1);
  const none = await readEvents([], columns);
  expect(await segmentsOverTime(model, none)).toEqual([]);
  await expect(segmentsOverTime(model, two, { every: 1000, mostPeriods: 100 })).rejects.toThrow(
    '"every" expected a length that gives at most 100 periods, got 1000',
  );
});

test("the test of a change is that of two proportions where no user is in both, and sharper where all are", () => {
  const apart = { before: { members: 40, users: 100 }, now: { members: 60, users: 120 } };
  const { p } = changeOfShare({ ...apart, both: { users: 0, before: 0, now: 0, inBoth: 0 } });
  const known = twoProportionsTest({ successes: 60, trials: 120 }, { successes: 40, trials: 100 });
  expect(p).toBeCloseTo(known.p, 10);
  const same = changeOfShare({
    before: { members: 40, users: 100 },
    now: { members: 46, users: 100 },
    both: { users: 100, before: 40, now: 46, inBoth: 40 },
  });
  expect(same.p).toBeLessThan(0.02); // six joined and none left; McNemar's exact p is .03
});
