import { describe, expect, test } from "vitest";
import { boolean, either, type Field, func, integer, number, ofType, oneOf, string } from "../../../src/core/internal";

const method = oneOf(["eom", "leaf", "cut"], "leaf");
const one = oneOf(["auto"]);
const level = oneOf([1, 2]);
const share = number({ above: 0, max: 1 }, 0.5);
const count = integer({ min: 2, max: 5 });
const any = number();
const atMost = integer({ max: 3 });
const name = string("none");
const flag = boolean(true);
const call = func();
const map = ofType("a Map", (value) => value instanceof Map, undefined);
const numberOrAuto = either(integer({ min: 2 }), one, "auto");
const textOrFlag = either(boolean(), string());

test.each<[Field<unknown, unknown>, string, unknown]>([
  [method, '"eom", "leaf" or "cut"', "leaf"],
  [one, '"auto"', undefined],
  [level, "1 or 2", undefined],
  [share, "a finite number > 0 and <= 1", 0.5],
  [count, "an integer >= 2 and <= 5", undefined],
  [any, "a finite number", undefined],
  [atMost, "an integer <= 3", undefined],
  [name, "a non-empty string", "none"],
  [flag, "true or false", true],
  [call, "a function", undefined],
  [func("a metric"), "a metric", undefined],
  [map, "a Map", undefined],
  [numberOrAuto, 'an integer >= 2 or "auto"', "auto"],
  [textOrFlag, "true or false or a non-empty string", undefined],
])("a field says what it expects and its default: %#", (field, expected, fallback) => {
  expect([field.expected, field.default]).toEqual([expected, fallback]);
});

describe("accepts", () => {
  const metric = () => 1;
  const known = new Map();
  test.each<[Field<unknown, unknown>, unknown[]]>([
    [method, ["eom", "leaf", "cut"]],
    [level, [1, 2]],
    [share, [5e-324, 0.5, 1]],
    [count, [2, 3, 5]],
    [any, [-1e300, 0, 0.1]],
    [atMost, [-7, 3]],
    [name, ["x", " "]],
    [flag, [true, false]],
    [call, [metric]],
    [map, [known]],
    [numberOrAuto, [2, 9, "auto"]],
    [textOrFlag, [true, "x"]],
  ])("%#", (field, values) => {
    for (const value of values) expect(field.read(value, "x")).toBe(value);
  });
});

describe("refuses", () => {
  test.each<[Field<unknown, unknown>, unknown, typeof RangeError | typeof TypeError, string]>([
    [method, "oem", RangeError, '"oem"'],
    [method, 5, TypeError, "5"],
    [level, 3, RangeError, "3"],
    [level, "1", TypeError, '"1"'],
    [share, 0, RangeError, "0"],
    [share, -1, RangeError, "-1"],
    [share, 1.0000001, RangeError, "1.0000001"],
    [share, Number.NaN, RangeError, "NaN"],
    [share, "0.5", TypeError, '"0.5"'],
    [count, 1, RangeError, "1"],
    [count, 6, RangeError, "6"],
    [count, 2.5, RangeError, "2.5"],
    [count, null, TypeError, "null"],
    [any, Number.POSITIVE_INFINITY, RangeError, "Infinity"],
    [atMost, 4, RangeError, "4"],
    [name, "", RangeError, '""'],
    [name, 5, TypeError, "5"],
    [flag, 1, TypeError, "1"],
    [flag, "true", TypeError, '"true"'],
    [call, {}, TypeError, "an object (Object)"],
    [map, {}, TypeError, "an object (Object)"],
    [numberOrAuto, 1, RangeError, "1"],
    [numberOrAuto, "many", RangeError, '"many"'],
    [numberOrAuto, true, TypeError, "true"],
    [textOrFlag, "", RangeError, '""'],
    [textOrFlag, 5, TypeError, "5"],
  ])("%#", (field, value, Kind, shown) => {
    expect(() => field.read(value, "x")).toThrow(new Kind(`"x" expected ${field.expected}, got ${shown}`));
  });
});

test("of mixed literals the kind decides: text beside a number is a wrong value, a truth value a wrong kind", () => {
  const mixed = oneOf([1, "all"]);
  expect(() => mixed.read("none", "x")).toThrow(RangeError);
  expect(() => mixed.read(2, "x")).toThrow(RangeError);
  expect(() => mixed.read(true, "x")).toThrow(TypeError);
});
