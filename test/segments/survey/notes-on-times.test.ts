import { expect, test } from "vitest";
import { fitSegments, readEvents } from "../../../src";

const NOTE = /^the order of actions was looked at, not the time between them/;

test("of groups that differ in their pauses alone it is reported that these were not looked at, unless they were", async () => {
  const rows = Array.from({ length: 40 }, (_, user) =>
    ["open", "read", "pay", "close"].map((action, i) => {
      const time = new Date(Date.UTC(2024, 2, 4) + i * (user % 2 ? 1000 : 90_000_000));
      return { user, action, time };
    }),
  ).flat();
  const events = await readEvents(rows, { user: "user", action: "action", time: "time" });
  const blind = await fitSegments(events, { projection: false });
  expect(blind.segments).toHaveLength(1);
  expect(blind.report.notes).toContainEqual(expect.stringMatching(NOTE));
  const seeing = await fitSegments(events, { projection: false, sequences: { timeGaps: ["1h"] } });
  expect(seeing.segments.map(({ size }) => size)).toEqual([20, 20]);
  expect(seeing.report.notes).not.toContainEqual(expect.stringMatching(NOTE));
  const lists = rows.map(({ action }) => [action, "end"]);
  expect((await fitSegments(lists, { projection: false })).report.notes).not.toContainEqual(
    expect.stringMatching(NOTE),
  );
});
