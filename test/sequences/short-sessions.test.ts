import { describe, expect, test } from "vitest";
import { fitSegments, readEvents } from "../../src";
import { buildSequences } from "../../src/sequences";

const COLUMNS = { user: "user", action: "action", time: "time" };

/** Twelve users with nine actions each, so many seconds apart. */
function eventsEvery(seconds: (i: number) => number) {
  const rows = Array.from({ length: 12 }, (_, user) => {
    let time = Date.UTC(2024, 4, 6 + user);
    return Array.from({ length: 9 }, (_, i) => {
      time += 1000 * seconds(i);
      return { user: `u${user}`, action: (user % 2 ? "ABC" : "XYZ")[i % 3]!, time: new Date(time) };
    });
  });
  return readEvents(rows.flat(), COLUMNS);
}

const notesOf = async (events: ReturnType<typeof eventsEvery>, sessionGap?: number | string) =>
  (await buildSequences(events, { sessionGap })).report.notes;

describe("a session gap that ends a session after nearly every action is noted", () => {
  test("with the unit of a number, where it is below a minute", async () => {
    expect(
      await notesOf(
        eventsEvery(() => 40),
        30,
      ),
    ).toEqual([
      '100% of the pauses between a user\'s actions are as long as "sessionGap" (30 ms) or longer: nearly every action is a session of its own; a number is in milliseconds, 30 minutes are "30m"',
    ]);
  });

  test("without it otherwise", async () => {
    expect(
      await notesOf(
        eventsEvery(() => 7200),
        "30m",
      ),
    ).toEqual([
      '100% of the pauses between a user\'s actions are as long as "sessionGap" (30 min) or longer: nearly every action is a session of its own',
    ]);
  });

  test("in the model's report too, whether it was given events or sequences", async () => {
    const events = await eventsEvery(() => 40);
    const ofEvents = await fitSegments(events, { sequences: { sessionGap: 30 }, projection: false });
    const ofSequences = await fitSegments(buildSequences(events, { sessionGap: 30 }), { projection: false });
    for (const { report } of [ofEvents, ofSequences]) {
      expect(report.notes.filter((note) => note.includes("nearly every action is a session of its own"))).toHaveLength(
        1,
      );
    }
  });

  test.each([
    ["sessions of several actions", (i: number) => (i % 3 === 0 ? 7200 : 40), "30m"],
    ["one pause in eight that stays within", (i: number) => (i === 4 ? 5 : 7200), "30m"],
    ["no session gap", () => 7200, undefined],
  ])("not with %s", async (_, seconds, gap) => {
    expect(await notesOf(eventsEvery(seconds), gap)).toEqual([]);
  });

  test("not of a handful of pauses", async () => {
    const rows = [0, 1, 2, 3].map((hour) => ({ user: "u", action: "A", time: new Date(Date.UTC(2024, 4, 6, hour)) }));
    expect(await notesOf(readEvents(rows, COLUMNS), "30m")).toEqual([]);
  });
});
