import { expect, test } from "vitest";
import { readEvents } from "../../../src";
import { activityMetrics, tableRows } from "../../../src/features";

const at = (text: string) => ({ when: `2026-03-${text}:00Z` });
const LOG = [
  { who: "ann", what: "VIEW", visit: 1, ...at("01T10:00") },
  { who: "ann", what: "BUY", visit: 1, ...at("01T10:20") },
  { who: "ann", what: "VIEW", visit: 2, ...at("01T23:40") },
  { who: "ann", what: "VIEW", visit: 2, ...at("02T00:05") },
  { who: "ann", what: "VIEW", visit: 3, ...at("05T09:00") },
  { who: "bob", what: "VIEW", visit: 4, ...at("03T09:00") },
];
const columns = { user: "who", action: "what", time: "when" };

test("sessions, time on site, bounces, active days, recency and conversion", async () => {
  const events = await readEvents(LOG, columns);
  expect(tableRows(activityMetrics(events, { conversion: ["BUY"] }))).toEqual([
    {
      ...{ id: "ann", recency: 1, tenure: 5, activeDays: 3, sessions: 3, actions: 5, actionsPerSession: 5 / 3 },
      ...{ minutes: 45, minutesPerSession: 15, bounce: 1 / 3, conversion: 1 / 3 },
    },
    {
      ...{ id: "bob", recency: 3, tenure: 3, activeDays: 1, sessions: 1, actions: 1, actionsPerSession: 1 },
      ...{ minutes: 0, minutesPerSession: 0, bounce: 1, conversion: 0 },
    },
  ]);
  expect(activityMetrics(events).names).not.toContain("conversion");
});

test("a session column, another gap, a zone and a day in the past", async () => {
  const bySession = activityMetrics(await readEvents(LOG, { ...columns, session: "visit" }), { sessionGap: "1s" });
  expect(tableRows(bySession)[0]).toMatchObject({ sessions: 3 });
  const events = await readEvents(LOG, columns);
  expect(tableRows(activityMetrics(events, { sessionGap: "10m" }))[0]).toMatchObject({ sessions: 5, bounce: 1 });
  expect(tableRows(activityMetrics(events, { zone: "America/New_York" }))[0]).toMatchObject({ activeDays: 2 });
  const past = activityMetrics(events, { asOf: "2026-03-02" });
  expect(tableRows(past)).toEqual([expect.objectContaining({ id: "ann", recency: 0, actions: 4 })]);
});

test("what cannot be computed is refused", async () => {
  const events = await readEvents(LOG, columns);
  expect(() => activityMetrics(events, { conversion: ["PAY"] })).toThrow('"conversion" expected an action of the log');
  expect(() => activityMetrics(events, { asOf: "2020-01-01" })).toThrow(
    '"events" expected at least one event by then, got none',
  );
  expect(() => activityMetrics(events, { zone: "Mars" })).toThrow('"zone" expected the name of a time zone');
});
