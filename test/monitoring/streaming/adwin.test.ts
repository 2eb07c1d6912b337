import { expect, test } from "vitest";
import { adwin } from "../../../src/monitoring";
import { fixture } from "../../helpers/fixture";

interface Stream {
  readonly name: string;
  readonly values: readonly number[];
  readonly runs: readonly {
    readonly options: Readonly<Record<string, number>>;
    readonly alarms: readonly number[];
    readonly width: number;
    readonly mean: number;
  }[];
}

const { cases } = fixture<{ cases: readonly Stream[] }>("drift");

test.each(cases)("alarms on $name where river's ADWIN does", ({ values, runs }) => {
  for (const { options, alarms, width, mean } of runs) {
    const window = adwin({
      delta: options.delta,
      clock: options.clock,
      maxBuckets: options.max_buckets,
      minWindowLength: options.min_window_length,
      gracePeriod: options.grace_period,
    });
    expect([...values.keys()].filter((i) => window.update(values[i]!))).toEqual(alarms);
    expect(window.width).toBe(width);
    expect(window.mean).toBeCloseTo(mean, 9);
  }
});

test("the golden case of river's documentation: a change is found at 1023", () => {
  const { values } = cases.find(({ name }) => name === "docstring")!;
  const window = adwin();
  expect(values.findIndex((value) => window.update(value))).toBe(1023);
});

test("an empty window, and values that are none", () => {
  const window = adwin();
  expect([window.width, window.mean]).toEqual([0, 0]);
  expect(() => window.update(Number.NaN)).toThrow('"value" expected a finite number, got NaN');
  expect(() => adwin({ delta: 0 })).toThrow('"delta" expected a finite number > 0 and <= 1, got 0');
});
