import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readEvents } from "../../../src/events";
import { TimeZone } from "../../../src/events/times/time-zone";
import { Cases } from "../../helpers/cases";

const read = (times: readonly string[], timeZone: string) =>
  readEvents(["user,action,time\n", ...times.map((time, i) => `ann,A${i},${time}\n`)], {
    ...{ user: "user", action: "action", time: "time", timeZone },
  });
const iso = (times: Float64Array) => Array.from(times, (ms) => new Date(ms).toISOString().slice(0, 16));

describe("a time zone", () => {
  test("moves local times, and leaves those that name a zone", async () => {
    const { time, report } = await read(["2024-01-04 09:30", "2024-07-04 09:30", "2024-07-05 09:30Z"], "Europe/Berlin");
    expect(iso(time)).toEqual(["2024-01-04T08:30", "2024-07-04T07:30", "2024-07-05T09:30"]);
    expect(report.timeZone).toBe(`Europe/Berlin (${process.versions.tz})`);
    expect(report.notes).toEqual(["2 times name no zone and were taken as Europe/Berlin; 1 others name one"]);
  });

  test("the hour that is left out counts from before the change", async () => {
    const { time, report } = await read(["2024-03-31 01:59", "2024-03-31 02:30", "2024-03-31 03:00"], "Europe/Berlin");
    expect(iso(time)).toEqual(["2024-03-31T00:59", "2024-03-31T01:00", "2024-03-31T01:30"]);
    expect(report.notes).toEqual([
      "1 time is in an hour that clocks in Europe/Berlin leave out; they count from before it",
    ]);
  });

  test("the hour that comes twice is both, where rows stand in the order of time", async () => {
    const hour = ["01:59", "02:10", "02:50", "02:10", "02:50", "03:00"].map((clock) => `2024-10-27 ${clock}`);
    const inOrder = await read(hour, "Europe/Berlin");
    expect(iso(inOrder.time)).toEqual([
      ...["2024-10-26T23:59", "2024-10-27T00:10", "2024-10-27T00:50"],
      ...["2024-10-27T01:10", "2024-10-27T01:50", "2024-10-27T02:00"],
    ]);
    expect(inOrder.report.notes).toEqual([
      "4 times are in an hour that clocks in Europe/Berlin repeat: 2 of them, by their order, in its second pass",
    ]);
    const mixed = await read(["2024-10-28 09:00", ...hour], "Europe/Berlin");
    expect(iso(mixed.time)).toContain("2024-10-27T00:50");
    expect(iso(mixed.time)).not.toContain("2024-10-27T01:10");
    expect(mixed.report.notes[0]).toMatch(/repeat: taken for its first pass$/);
  });

  test("that means nothing is reported, and one that is unknown refused", async () => {
    const { report } = await read(["1700000000"], "Europe/Berlin");
    expect(report.notes).toEqual(['"timeZone" Europe/Berlin was not used: no time is local']);
    expect(report.timeZone).toBeUndefined();
    await expect(read([], "Mars/Olympus")).rejects.toThrow(
      '"timeZone" expected a time zone such as "Europe/Berlin", got "Mars/Olympus"',
    );
  });

  test("times of a format are of it, too", async () => {
    const { time } = await read(["04.07.2024 09:30"], "America/New_York");
    expect(iso(time)).toEqual(["2024-07-04T13:30"]);
  });

  test("gives back the instant of every local time that occurs once", () => {
    const cases = new Cases("once", "twice");
    const zones = ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "Africa/Casablanca"];
    for (const name of zones) {
      const format = new Intl.DateTimeFormat("sv-SE", {
        timeZone: name,
        ...({ dateStyle: "short", timeStyle: "medium" } as const),
      });
      const localOf = (utc: number) => Date.parse(`${format.format(utc).replace(" ", "T")}Z`);
      const zone = new TimeZone(name);
      fc.assert(
        fc.property(
          fc.oneof(
            fc.nat(86_400 * 365 * 60),
            fc.nat(7200).map((second) => 1_729_987_200 + second),
          ),
          (second) => {
            const before = zone.repeated;
            const found = zone.toUtc(localOf(second * 1000), false);
            if (cases.when("once", zone.repeated === before, "twice")) expect(found).toBe(second * 1000);
            else expect([0, 1_800_000, 3_600_000]).toContain(second * 1000 - found);
          },
        ),
        { numRuns: 100 },
      );
    }
    cases.expectAll();
  });
});
