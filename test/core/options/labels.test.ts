import { expect, test } from "vitest";
import { labelCount, toLabels } from "../../../src/core/internal";

test("lists are copied, an Int32Array stays itself", () => {
  const labels = Int32Array.of(0, -1, 2);
  expect(toLabels("labels", labels, 3)).toBe(labels);
  expect(toLabels("labels", [0, -1, 2], 3)).toEqual(labels);
  expect(toLabels("labels", [999_999], 1)).toEqual(Int32Array.of(999_999));
  expect(toLabels("labels", [], 0)).toEqual(new Int32Array(0));
});

test.each<[unknown, number, Error]>([
  ["abc", 3, new TypeError('"labels" expected an Int32Array or an array of integers, got "abc"')],
  [undefined, 0, new TypeError('"labels" expected an Int32Array or an array of integers, got undefined')],
  [
    new Float64Array(2),
    2,
    new TypeError('"labels" expected an Int32Array or an array of integers, got an object (Float64Array)'),
  ],
  [[0], 2, new RangeError('"labels" expected 2 labels, got 1')],
  [new Int32Array(3), 2, new RangeError('"labels" expected 2 labels, got 3')],
  [[0, 1.5], 2, new RangeError('"labels" expected integers >= -1, got 1.5 at position 1')],
  [[-2], 1, new RangeError('"labels" expected integers >= -1, got -2 at position 0')],
  [Int32Array.of(0, -3), 2, new RangeError('"labels" expected integers >= -1, got -3 at position 1')],
  [[2 ** 31], 1, new RangeError('"labels" expected integers <= 999999, got 2147483648 at position 0')],
  [["0"], 1, new RangeError('"labels" expected integers >= -1, got "0" at position 0')],
])("refuses %j", (labels, rows, error) => {
  expect(() => toLabels("labels", labels as never, rows)).toThrow(error);
});

test("the number of labels is one more than the largest; noise is none", () => {
  expect([[], [-1, -1], [0], [2, -1, 0], [0, 1, 1]].map((labels) => labelCount(Int32Array.from(labels)))).toEqual([
    0, 0, 1, 3, 2,
  ]);
});
