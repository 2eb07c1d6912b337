import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Clock } from "../../src/events/clock";
import { parseIsoTime } from "../../src/events/parse-iso-time";
import { parseNumber } from "../../src/events/parse-number";

const bytesOf = (text: string) => new TextEncoder().encode(text);
const iso = (text: string) => parseIsoTime(bytesOf(text), 0, text.length);

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
    { numRuns: 500 },
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
  "2018-10-01T12:00:00 CET",
  "2018-10-01T12:00:00+2",
  "2018-10-01T12:00:00+99:00",
  "2018-10-01Z",
  "2018-1o-01",
  "01-10-2018",
  "20181001",
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
    { numRuns: 1000 },
  );
});

test.each(["", "-", ".", "1.2.3", "0x10", "Infinity", "NaN", "1 2", "1e", "12a", "١"])("%j is no number", (text) => {
  expect(parseNumber(bytesOf(text), 0, bytesOf(text).length)).toBeNaN();
});

describe("the unit of the time column", () => {
  const read = (values: readonly unknown[], unit: ConstructorParameters<typeof Clock>[0] = "auto") => {
    const clock = new Clock(unit);
    return [...values.map((value) => clock.ofValue(value)), clock.unit];
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
    [
      ["2018-10-01", 1_538_341_464],
      [Date.UTC(2018, 9, 1), mixed, "iso"],
    ],
    [
      [0, 1_538_341_464_985, "0"],
      [0, 1_538_341_464_985, 0, "ms"],
    ],
    [
      ["2018-10-01", 0],
      [Date.UTC(2018, 9, 1), mixed, "iso"],
    ],
    [
      [new Date(5), "1970-01-01"],
      [5, mixed, "date"],
    ],
    [
      [" 2018-10-01 ", "\t2018-10-02"],
      [Date.UTC(2018, 9, 1), Date.UTC(2018, 9, 2), "iso"],
    ],
    [[-5], [-5000, "s"]],
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

  test("is as the caller says", () => {
    expect(read([12], "ms")).toEqual([12, "ms"]);
    expect(read([12, "2018-10-01"], "s")).toEqual([12_000, mixed, "s"]);
    expect(read([12], "iso")).toEqual(["unparsable time", "iso"]);
    expect(read([1_538_341_464], "ms")).toEqual([1_538_341_464, "ms"]);
  });
});
