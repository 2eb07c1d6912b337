import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readEvents } from "../../../src/events";
import { formatsOf } from "../../../src/events/times/guess-format";
import { TimeFormat } from "../../../src/events/times/time-format";

const details = { nanoseconds: 0, zoned: false };
const parse = (format: string, text: string) => {
  const bytes = new TextEncoder().encode(text);
  return new TimeFormat(format).parse(bytes, 0, bytes.length, details);
};
const AT = Date.UTC(2024, 2, 4, 9, 5, 7);

describe("a format", () => {
  test.each([
    ["dd.MM.yyyy HH:mm:ss", "04.03.2024 09:05:07"],
    ["d.M.yyyy H:mm:ss", "4.3.2024 9:05:07"],
    ["dd.MM.yyyy HH:mm:ss", "4.3.2024 9:05:07"],
    ["%d.%m.%Y %H:%M:%S", "04.03.2024 09:05:07"],
    ["%-d/%b/%Y:%T %z", "4/Mar/2024:10:05:07 +0100"],
    ["M/d/yyyy h:mm:ss a", "3/4/2024 9:05:07 AM"],
    ["M/d/yyyy h:mm:ss a", "3/4/2024 9:05:07\u202fam"],
    ["M/d/yyyy, h:mm:ss a", "3/4/2024, 9:05:07 a.m."],
    ["EEE, dd MMM yyyy HH:mm:ss Z", "Mon, 04 Mar 2024 09:05:07 GMT"],
    ["EEE MMM dd yyyy HH:mm:ss Z", "Mon Mar 04 2024 10:05:07 GMT+0100 (Central European Standard Time)"],
    ["dd.MM.yyyy HH:mm:ss Z", "04.03.2024 09:05:07 UTC"],
    ["dd.MM.yyyy HH:mm:ssZ", "04.03.2024 11:05:07+02:00 (EET)"],
    ["MMMM d, yyyy HH:mm:ss", "March 4, 2024 09:05:07"],
    ["yyyyMMdd-HH:mm:ss:SSS", "20240304-09:05:07:000"],
    ["yyyyMMddHHmmss", "20240304090507"],
    ["yyMMdd HHmmss", "240304 090507"],
    ["yyyy-MM-ddTHH:mm:ssXXX", "2024-03-04T11:05:07+02:00"],
    ["dd-MMM-yy hh.mm.ss.SSSSSS a", "04-MAR-24 09.05.07.000000 AM"],
    ["HH:mm:ss dd/MM/yyyy", "09:05:07 04/03/2024"],
    ["YYYY-MM-DD HH:mm:ss", "2024-03-04 09:05:07"],
    ["d 'de' MMM yyyy HH'h'mm:ss", "4 de mar 2024 09h05:07"],
    ["d. MMMM yyyy, HH:mm:ss", "4. März 2024, 09:05:07"],
    ["EEE d MMM yyyy HH:mm:ss", "lun. 4 mars 2024 09:05:07"],
    ["d. MMM yyyy HH:mm:ss 'Uhr'", "4. Mrz. 2024 09:05:07 Uhr"],
    ["d 'de' MMMM 'de' yyyy, HH:mm:ss", "4 de março de 2024, 09:05:07"],
    ["yyyy'年'M'月'd'日' HH:mm:ss", "2024年3月4日 09:05:07"],
    ["dd.MM.yyyy HH:mm:ss Z", "04.03.2024 04:05:07 EST"],
    ["dd.MM.yyyy HH:mm:ssZ", "04.03.2024 10:05:07+01:00[Europe/Paris]"],
  ])("%s reads %s", (format, text) => {
    expect(parse(format, text)).toBe(AT);
  });

  test.each([
    ["dd.MM.yyyy", "31.02.2024"],
    ["dd.MM.yyyy", "00.01.2024"],
    ["dd.MM.yyyy", "1.1.24"],
    ["dd.MM.yyyy", "01.01.2024 "],
    ["dd.MM.yyyy", "01.01.20245"],
    ["dd.MM.yyyy", ""],
    ["dd.MM.yyyy HH:mm", "01.01.2024 24:00"],
    ["M/d/yyyy h:mm a", "1/1/2024 0:30 AM"],
    ["M/d/yyyy h:mm a", "1/1/2024 13:30 PM"],
    ["M/d/yyyy h:mm a", "1/1/2024 3:30"],
    ["dd MMM yyyy", "01 Xyz 2024"],
    ["dd MMM yyyy", "01 Ma 2024"],
    ["dd.MM.yyyy Z", "01.01.2024 IST"],
    ["dd MMM yyyy", "01 jui 2024"],
    ["dd MMM yyyy", "01 é 2024"],
    ["dd.MM.yyyy Z", "01.01.2024 GMT+"],
    ["dd.MM.yyyy Z", "01.01.2024 +0100 (CET"],
    ["dd.MM.yyyy Z", "01.01.2024 +0100 CET"],
    ["yyyyMMdd", "2024011"],
  ])("%s does not read %j", (format, text) => {
    expect(parse(format, text)).toBeNaN();
  });

  test("noon, midnight, and years of two digits", () => {
    const hour = (text: string) => new Date(parse("M/d/yy h a", text)).toISOString().slice(0, 13);
    expect([hour("1/2/24 12 AM"), hour("1/2/68 12 PM"), hour("1/2/69 11 PM")]).toEqual([
      "2024-01-02T00",
      "2068-01-02T12",
      "1969-01-02T23",
    ]);
  });

  test("keeps nanoseconds and says whether there is a zone", () => {
    parse("yyyy-MM-dd HH:mm:ss.SSS", "2024-03-04 09:05:07.123456789");
    expect(details).toEqual({ nanoseconds: 456_789, zoned: false });
    parse("yyyy-MM-dd HH:mmZ", "2024-03-04 09:05Z");
    expect(details).toEqual({ nanoseconds: 0, zoned: true });
  });

  test.each([
    ["dd.MM", "it has no year (yyyy)"],
    ["yyyy dd", "it has no month (MM or MMM)"],
    ["dd.MM.yyyy hh:mm", "h needs a, the half of the day: h:mm a"],
    ["dd.MM.yyyy dd", "it has the day (dd) twice"],
    ["dd.MM.yyyy q", "\"q\" has no meaning; put text in quotes: 'q'"],
    ["dd.MM.yyyy 'o", "a quote is not closed"],
    ["%d.%m.%Y %Q", '"%Q" has no meaning'],
  ])("%s is refused", async (timeFormat, why) => {
    const reading = readEvents([""], { user: "u", action: "a", time: "t", timeFormat });
    await expect(reading).rejects.toThrow(
      `"timeFormat" expected a format such as "dd.MM.yyyy HH:mm", got ${JSON.stringify(timeFormat)}: ${why}`,
    );
  });
});

test("months in eight languages, as the platform writes them", () => {
  for (const locale of ["en", "de", "fr", "es", "it", "pt", "nl", "sv", "da"]) {
    for (const month of ["long", "short"] as const) {
      for (let m = 0; m < 12; m++) {
        const at = Date.UTC(2024, m, 5);
        const name = new Intl.DateTimeFormat(locale, { month, day: "numeric", timeZone: "UTC" })
          .formatToParts(at)
          .find(({ type }) => type === "month")!.value;
        expect([locale, name, parse("d MMM yyyy", `5 ${name} 2024`)]).toEqual([locale, name, at]);
      }
    }
  }
});

describe("the formats of a text", () => {
  test.each([
    ["26.10.2019 09:37", ["dd.MM.yyyy HH:mm"]],
    ["4.3.2024", ["dd.MM.yyyy"]],
    ["7/19/2021 5:55:33 PM", ["MM/dd/yyyy hh:mm:ss a"]],
    ["19/7/2021 17:55", ["dd/MM/yyyy HH:mm"]],
    ["3/4/2024 9:30", ["dd/MM/yyyy HH:mm", "MM/dd/yyyy HH:mm"]],
    ["03-04-24", ["dd-MM-yy", "MM-dd-yy", "yy-MM-dd"]],
    ["20171223-22:15:29:606", ["yyyyMMdd-HH:mm:ss:SSS"]],
    ["10/Oct/2000:13:55:36 -0700", ["dd/MMM/yyyy:HH:mm:ss Z"]],
    ["Mon, 04 Mar 2024 09:30:00 GMT", ["EEE, dd MMM yyyy HH:mm:ss Z"]],
    ["Mar 4, 2024 9:30:00 PM", ["MMM dd, yyyy hh:mm:ss a"]],
    ["2024-3-4 9:30", ["yyyy-MM-dd HH:mm"]],
    ["2024-03-04_09-30-00", ["yyyy-MM-dd_HH-mm-ss"]],
    ["09:30 04.03.2024", ["HH:mm dd.MM.yyyy"]],
    ["Tue Apr 03 18:00:09 +0000 2012", ["EEE MMM dd HH:mm:ss Z yyyy"]],
    ["2024/03/04 1:05:12 PM GMT+1", ["yyyy/MM/dd hh:mm:ss a Z"]],
    ["4. März 2024, 09:30", ["dd. MMM yyyy, HH:mm"]],
    ["Dienstag, 5. Dezember 2023, 09:30", ["EEE, dd. MMM yyyy, HH:mm"]],
    ["4 févr. 2024 à 09:30", ["dd MMM yyyy 'à' HH:mm"]],
    ["15 de agosto de 2024, 09:30", ["dd 'de' MMM 'de' yyyy, HH:mm"]],
    ["04.Mar.2024 09:30", ["dd.MMM.yyyy HH:mm"]],
    ["04-MAR-24 09.30.05.123000 AM", ["dd-MMM-yy hh.mm.ss.SSS a"]],
    ["2024-03-04-09.30.00.123456", ["yyyy-MM-dd-HH.mm.ss.SSS"]],
    ["20240304-093005", ["yyyyMMdd-HHmmss"]],
    ["2024-03-04 093005", ["yyyy-MM-dd HHmmss"]],
    ["Mar 4, 2024 @ 09:30:00.123", ["MMM dd, yyyy @ HH:mm:ss.SSS"]],
    ["2024年3月4日 09:30", ["yyyy'年'MM'月'dd'日' HH:mm"]],
    ["2024-W10-1", []],
    ["2024 Q1 03", []],
    ["[04.03.24, 09:30", []],
    ["yesterday", []],
    ["9:30", []],
    ["1.2.3.4", []],
    ["192.168.1.17", []],
    ["31.02.2024", []],
    ["version 1.2.2024x", []],
    ["x".repeat(99), []],
  ])("%s", (text, formats) => {
    expect(formatsOf(text)).toEqual(formats);
  });

  test("a format that is written is among those found, and reads the same time", () => {
    const two = (n: number) => String(n).padStart(2, "0");
    fc.assert(
      fc.property(
        fc.date({ min: new Date("1971-01-01"), max: new Date("2060-01-01"), noInvalidDate: true }),
        fc.constantFrom(".", "/", "-"),
        fc.boolean(),
        (date, separator, dayFirst) => {
          const at = Math.floor(date.getTime() / 1000) * 1000;
          const [, year, month, day, time] = /^(\d{4})-(\d\d)-(\d\d)T(.{8})/.exec(new Date(at).toISOString())!;
          const isDotted = separator === ".";
          const parts = dayFirst || isDotted ? [day, month] : [month, day];
          const text = `${parts.map((part) => two(Number(part))).join(separator)}${separator}${year} ${time}`;
          const letters = dayFirst || isDotted ? ["dd", "MM"] : ["MM", "dd"];
          const format = `${letters.join(separator)}${separator}yyyy HH:mm:ss`;
          expect(formatsOf(text)).toContain(format);
          expect(parse(format, text)).toBe(at);
        },
      ),
      { numRuns: 200 },
    );
  });
});

describe("times of a log in another format", () => {
  const read = (times: readonly string[], options = {}) =>
    readEvents(["user;action;time\n", ...times.map((time) => `ann;A;${time}\n`)], {
      ...{ user: "user", action: "action", time: "time" },
      ...options,
    });

  test("are recognized, and reported", async () => {
    const { time, report } = await read(["26.10.2019 09:37", "1.2.2020 10:00", "?"]);
    expect([...time]).toEqual([Date.UTC(2019, 9, 26, 9, 37), Date.UTC(2020, 1, 1, 10)]);
    expect(report).toMatchObject({ timeUnit: "format", timeFormat: "dd.MM.yyyy HH:mm", localTimes: 2 });
    expect(report.refused).toEqual([{ reason: "unparsable time", rows: 1, lines: [4], example: "?" }]);
    expect(report.notes).toContain('column "time" is read by the format "dd.MM.yyyy HH:mm"');
  });

  test("day and month are told apart by a day beyond the 12th, else they are asked for", async () => {
    expect((await read(["3/4/2024", "3/13/2024", "4/5/2024"])).report.timeFormat).toBe("MM/dd/yyyy");
    expect((await read(["3/4/2024", "13/3/2024"])).report.timeFormat).toBe("dd/MM/yyyy");
    await expect(read(["3/4/2024 9:30 PM", "5/6/2024 9:30 PM"])).rejects.toThrow(
      'column "time" holds times such as "3/4/2024 9:30 PM", whose day and month can be confused; ' +
        'say "timeFormat" "dd/MM/yyyy hh:mm a" or "MM/dd/yyyy hh:mm a"',
    );
    await expect(read(["13/4/2024", "4/14/2024"])).rejects.toThrow(
      'column "time" holds times of several formats, such as "13/4/2024" and "4/14/2024"; ' +
        'say "timeFormat" "dd/MM/yyyy" or "MM/dd/yyyy", or bring them to one',
    );
    const given = await read(["3/4/2024 9:30 PM"], { timeFormat: "M/d/yyyy h:mm a" });
    expect(given.time[0]).toBe(Date.UTC(2024, 2, 4, 21, 30));
  });

  test("that is given is the only one", async () => {
    await expect(read(["2024-03-04"], { timeFormat: "dd.MM.yyyy" })).rejects.toThrow(
      'no row is an event: mixed time units in 1 of them, first in line 2: "2024-03-04"',
    );
    await expect(read(["soon"], { timeFormat: "dd.MM.yyyy" })).rejects.toThrow(
      'unparsable time in 1 of them, first in line 2: "soon"; column "time" is read by the format "dd.MM.yyyy"',
    );
    await expect(read(["1"], { timeFormat: "dd.MM.yyyy", timeUnit: "s" })).rejects.toThrow(
      '"timeFormat" and "timeUnit" exclude each other',
    );
  });
});
