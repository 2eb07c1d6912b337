import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseNumber } from "../../../src/events/text/parse-number";
import { parseIsoTime } from "../../../src/events/times/parse-iso-time";
import { TimeParser } from "../../../src/events/times/time-parser";
import type { TimeUnit } from "../../../src/events/types";
import { size } from "../../helpers/size";

const bytesOf = (text: string) => new TextEncoder().encode(text);
/** Milliseconds, with what is below them. */
const iso = (text: string) => {
  const below = { nanoseconds: 0, zoned: false };
  const ms = parseIsoTime(bytesOf(text), 0, text.length, below);
  return ms + below.nanoseconds / 1e6;
};

test("ISO times are read as Date does", () => {
  const date = fc.date({
    min: new Date("0000-01-01T00:00:00Z"),
    max: new Date("9999-12-31T23:59:59Z"),
    noInvalidDate: true,
  });
  fc.assert(
    fc.property(date, (when) => {
      expect(iso(when.toISOString())).toBe(when.getTime());
    }),
    { numRuns: size(125, 500) },
  );
});

test.each([
  ["2018-10-01", Date.UTC(2018, 9, 1)],
  ["2018-10-01T13:05", Date.UTC(2018, 9, 1, 13, 5)],
  ["2018-10-01 13:05:07", Date.UTC(2018, 9, 1, 13, 5, 7)],
  ["2018-10-01 13:05:07 UTC", Date.UTC(2018, 9, 1, 13, 5, 7)],
  ["2018-10-01T13:05:07,25Z", Date.UTC(2018, 9, 1, 13, 5, 7, 250)],
  ["2018-10-01T13:05:07+02:00", Date.UTC(2018, 9, 1, 11, 5, 7)],
  ["2018-10-01T13:05:07-0330", Date.UTC(2018, 9, 1, 16, 35, 7)],
  ["2018-10-01T13:05+02", Date.UTC(2018, 9, 1, 11, 5)],
  ["2024-02-29T00:00:00Z", Date.UTC(2024, 1, 29)],
  ["2018-10-01 13:05:07 +0200", Date.UTC(2018, 9, 1, 11, 5, 7)],
  ["2018-10-01 13:05 -03:30", Date.UTC(2018, 9, 1, 16, 35)],
  ["2018-10-01t13:05:07z", Date.UTC(2018, 9, 1, 13, 5, 7)],
  ["2018/10/01 13:05:07", Date.UTC(2018, 9, 1, 13, 5, 7)],
  ["20181001", Date.UTC(2018, 9, 1)],
  ["201810011305", Date.UTC(2018, 9, 1, 13, 5)],
  ["20181001130507", Date.UTC(2018, 9, 1, 13, 5, 7)],
  ["20181001130507250", Date.UTC(2018, 9, 1, 13, 5, 7, 250)],
  ["20181001130507.25", Date.UTC(2018, 9, 1, 13, 5, 7, 250)],
  ["20181001T130507Z", Date.UTC(2018, 9, 1, 13, 5, 7)],
  ["20181001T1305+02", Date.UTC(2018, 9, 1, 11, 5)],
  ["2018-W40-1", Date.UTC(2018, 9, 1)],
  ["2018-W40-1T13:05:07Z", Date.UTC(2018, 9, 1, 13, 5, 7)],
  ["2020-W53-7 00:00", Date.UTC(2021, 0, 3)],
  ["2025-W01-1", Date.UTC(2024, 11, 30)],
  ["2018-10-01 13:05:07 CEST", Date.UTC(2018, 9, 1, 11, 5, 7)],
  ["2018-10-01 13:05 PST", Date.UTC(2018, 9, 1, 21, 5)],
  ["2018-10-01T13:05:07+02:00[Europe/Berlin]", Date.UTC(2018, 9, 1, 11, 5, 7)],
  ["2018-10-01T13:05:07Z[UTC]", Date.UTC(2018, 9, 1, 13, 5, 7)],
  ["2018-10-01T13:05:07+2", Date.UTC(2018, 9, 1, 11, 5, 7)],
])("%s", (text, ms) => {
  expect(iso(text)).toBe(ms);
});

test("microseconds keep their order", () => {
  expect(iso("2018-09-30T21:06:50.616002")).toBeLessThan(iso("2018-09-30T21:06:50.616003"));
  expect(iso("2018-09-30T21:06:50.616999")).toBeLessThan(iso("2018-09-30T21:06:50.617"));
});

test.each([
  "2018-13-01",
  "2018-00-01",
  "2018-02-29",
  "1900-02-29",
  "2018-04-31",
  "2018-10-01T24:00",
  "2018-10-01T12:60",
  "2018-10-01T12:00:60",
  "2018-10-01T12",
  "2018-10-01T12:00:",
  "2018-10-01T12:00:1",
  "2018-10-01T12:00:00.",
  "2018-10-01T12:00:00 IST",
  "2018-10-01T12:00:00 Mars",
  "2018-10-01T12:00:00+x",
  "2018-10-01T12:00:00 Europe/Berlin",
  "2018-W53-1",
  "2018-W00-1",
  "2018-W40-0",
  "2018-W40-8",
  "2018-W4-11",
  "2018-10-01T12:00:00+99:00",
  "2018-10-01Z",
  "2018-1o-01",
  "01-10-2018",
  "2018/10-01",
  "2018-10-01 13:05  +0200",
  "2018-10-01\u000013:05",
  "20181301",
  "20180229",
  "2018100",
  "201810012",
  "2018100124",
  "20181001246000",
  "201810011305071",
  "2018100113050725",
  "",
])("%j is no ISO time", (text) => {
  expect(iso(text)).toBeNaN();
});

test("numbers are read as Number does", () => {
  const anyNumber = fc.oneof(
    fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
    fc.integer().map(String),
    fc.tuple(fc.nat(), fc.nat({ max: 999999 })).map(([a, b]) => `${a}.${b}`),
    fc.bigInt({ min: 0n, max: 10n ** 25n }).map(String),
    fc.constantFrom("-0.5", ".5", "5.", "+3", "1e3", "1.5E-2", "0"),
  );
  const bytes = (text: string) => parseNumber(bytesOf(` ${text} `), 1, 1 + text.length);
  fc.assert(
    fc.property(anyNumber, (text) => {
      expect(bytes(text)).toBe(Number(text));
    }),
    { numRuns: size(250, 1000) },
  );
});

test.each(["", "-", ".", "1.2.3", "0x10", "Infinity", "NaN", "1 2", "1e", "12a", "١"])("%j is no number", (text) => {
  expect(parseNumber(bytesOf(text), 0, bytesOf(text).length)).toBeNaN();
});

test("every digit down to nanoseconds keeps its place in the order", () => {
  const fraction = fc.nat({ max: 999_999_999 });
  fc.assert(
    fc.property(fc.nat({ max: 4e9 }), fraction, (seconds, nanoseconds) => {
      const nine = String(nanoseconds).padStart(9, "0");
      const exact = BigInt(seconds) * 1_000_000_000n + BigInt(nanoseconds);
      const expected = [Number(exact / 1_000_000n), Number(exact % 1_000_000n)];
      const text = `${new Date(seconds * 1000).toISOString().slice(0, 19)}.${nine}`;
      const read = (value: unknown, unit: TimeUnit) => {
        const clock = new TimeParser({ unit: unit }, "time");
        return [clock.ofValue(value), clock.nanoseconds];
      };
      expect(read(text, "iso")).toEqual(expected);
      expect(read(exact, "ns")).toEqual(expected);
      expect(read(String(exact), "ns")).toEqual(expected);
      expect(read(`${seconds}.${nine}`, "s")).toEqual(expected);
      expect(read(`${seconds * 1000 + Math.floor(nanoseconds / 1e6)}.${nine.slice(3)}`, "ms")).toEqual(expected);
      expect(read(`0${exact / 1000n}.${nine.slice(6)}`, "us")).toEqual(expected);
    }),
    { numRuns: size(75, 300) },
  );
});

test("times before 1970 are rounded down, with what is below them counted up", () => {
  const clock = new TimeParser({ unit: "ns" }, "time");
  expect([clock.ofValue("-1"), clock.nanoseconds]).toEqual([-1, 999_999]);
  expect([clock.ofValue(-2_500_000), clock.nanoseconds]).toEqual([-3, 500_000]);
  expect([clock.ofValue("-1000000"), clock.nanoseconds]).toEqual([-1, 0]);
});

describe("the form of the time column", () => {
  /** Reads values after a look at them, or at other ones. */
  const read = (values: readonly unknown[], unit: TimeUnit | "auto" = "auto", sample = values) => {
    const clock = new TimeParser({ unit: unit }, "time");
    for (const value of sample) clock.lookAt(value);
    if (!clock.settled) clock.settle();
    const times = values.map((value) => {
      const ms = clock.ofValue(value);
      return typeof ms === "string" ? ms : ms + clock.nanoseconds / 1e6;
    });
    return [...times, clock.unit];
  };
  const mixed = "mixed time units";

  test.each([
    [
      [1_538_341_464, "1538341465.5"],
      [1_538_341_464_000, 1_538_341_465_500, "s"],
    ],
    [
      [1_538_341_464_985, 12n],
      [1_538_341_464_985, mixed, "ms"],
    ],
    [["1538341464985002"], [1_538_341_464_985.002, "us"]],
    [["1538341464985002000"], [1_538_341_464_985.002, "ns"]],
    [["1.538341464985E+12"], [1_538_341_464_985, "ms"]],
    [[1_538_341_464_985_002_000], [1_538_341_464_985.002, "ns"]],
    [
      ["2018-10-01", 1_538_341_464],
      [Date.UTC(2018, 9, 1), mixed, "iso"],
    ],
    [
      ["2018-10-01", "20181002", 20181003],
      [Date.UTC(2018, 9, 1), Date.UTC(2018, 9, 2), Date.UTC(2018, 9, 3), "iso"],
    ],
    [[20_181_001_130_507], [Date.UTC(2018, 9, 1, 13, 5, 7), "iso"]],
    [
      [0, 1_538_341_464_985, "0"],
      [0, 1_538_341_464_985, 0, "ms"],
    ],
    [
      ["2018-10-01", 0],
      [Date.UTC(2018, 9, 1), mixed, "iso"],
    ],
    [
      [new Date(5), "1970-01-01", new Date(7)],
      [5, mixed, 7, "date"],
    ],
    [
      [" 2018-10-01 ", "\t2018-10-02"],
      [Date.UTC(2018, 9, 1), Date.UTC(2018, 9, 2), "iso"],
    ],
    [[-5], [-5000, "s"]],
    [[0.25], [250, "s"]],
    [
      [undefined, null, "", "  "],
      ["missing time", "missing time", "missing time", "missing time", undefined],
    ],
    [
      [Number.NaN, "yesterday", new Date(Number.NaN), {}, 1e300, true],
      Array(6).fill("unparsable time").concat(undefined),
    ],
    [
      ["２018-10-01", "x".repeat(100)],
      ["unparsable time", "unparsable time", undefined],
    ],
  ])("%o", (values, expected) => {
    expect(read(values)).toEqual(expected);
  });

  test("is that of most, whichever comes first", () => {
    const stray = [7, "2018-10-01", "never", 1_538_341_464_985, 1_538_341_464_986, 1_538_341_464_987];
    expect(read(stray).slice(3)).toEqual([1_538_341_464_985, 1_538_341_464_986, 1_538_341_464_987, "ms"]);
    expect(read([...stray].reverse()).at(-1)).toBe("ms");
    expect(read(["2018-10-01", 1_538_341_464]).at(-1)).toBe(read([1_538_341_464, "2018-10-01"]).at(-1));
  });

  test("is that of the first time, where the sample had none", () => {
    expect(read(["", "1538341464", "2018-10-01"], "auto", ["", "soon", 0])).toEqual([
      "missing time",
      1_538_341_464_000,
      mixed,
      "s",
    ]);
    expect(read([new Date(5)], "auto", [])).toEqual([5, "date"]);
  });

  test("is as the caller says", () => {
    expect(read([12], "ms")).toEqual([12, "ms"]);
    const noon = Date.UTC(2024, 0, 1, 12);
    expect(read([45_292.5, "45292,5", "45292.5", "1/2"], "days")).toEqual([
      noon,
      noon,
      noon,
      "unparsable time",
      "days",
    ]);
    expect(read([12, "2018-10-01"], "s")).toEqual([12_000, mixed, "s"]);
    expect(read([12], "iso")).toEqual([mixed, "iso"]);
    expect(read([1_538_341_464], "ms")).toEqual([1_538_341_464, "ms"]);
    expect(read([20_181_001, 45_292.5], "s")).toEqual([20_181_001_000, 45_292_500, "s"]);
  });

  test.each([
    [["45292.5", "45293"], "45292.5", "2024-01-01T12:00:00"],
    [[43_831, 43_832, 12], undefined, undefined],
    [[73_050], "73050", "2099-12-31T00:00:00"],
    [[25_568, 73_051], undefined, undefined],
  ])("days of a spreadsheet are refused: %o", (values, text, meant) => {
    if (text === undefined) expect(read(values).at(-1)).toBe("s");
    else {
      expect(() => read(values)).toThrow(
        new RangeError(
          `column "time" holds numbers such as ${text}, which look like the days that a spreadsheet counts (${meant}); ` +
            'say "timeUnit" "days" if they are, "s" if they are seconds',
        ),
      );
    }
  });
});
