import { expect, test } from "vitest";
import { randomStream } from "../../../src/core/internal";
import { cusum } from "../../../src/monitoring";
import { size } from "../../helpers/size";

test("the textbook case: two-sided, half a deviation of slack, a run of 465 values needs a threshold of 5 (Montgomery)", () => {
  const { threshold } = cusum({ expectedRun: 465, simulations: 20_000 });
  expect(Math.abs(threshold - 5)).toBeLessThan(0.1);
});

test("false alarms are as far apart as asked, either way and both", () => {
  for (const direction of ["up", "down", "both"] as const) {
    const detector = cusum({ mean: 10, deviation: 2, shift: 0.8, expectedRun: 200, direction });
    const random = randomStream(3, `test/cusum/${direction}`);
    const normal = (i: number) =>
      Array.from({ length: 12 }, (_, d) => random.uniform(i, d)).reduce((a, b) => a + b) - 6;
    const values = size(20_000, 200_000);
    let alarms = 0;
    for (let i = 0; i < values; i++) if (detector.update(10 + 2 * normal(i))) alarms += 1;
    const run = values / alarms; // some 200 alarms: standard error 7%
    expect(run).toBeGreaterThan(150);
    expect(run).toBeLessThan(260);
  }
});

test("a shift is found soon, on its own side alone", () => {
  const up = cusum({ direction: "up", expectedRun: 5000 });
  const down = cusum({ direction: "down", expectedRun: 5000 });
  const shifted = Array<number>(20).fill(1.5);
  expect(shifted.findIndex((value) => up.update(value))).toBeLessThan(10);
  expect(shifted.some((value) => down.update(value))).toBe(false);
  expect(down.up).toBe(0);
  expect(() => up.update(Number.POSITIVE_INFINITY)).toThrow('"value" expected a finite number, got Infinity');
  expect(() => cusum({ shift: 0 })).toThrow('"shift" expected a finite number >= 0.1 and <= 10, got 0');
});

test("longer runs need larger thresholds, and the same seed gives the same", () => {
  const thresholds = [100, 1000, 10_000, 1_000_000].map((expectedRun) => cusum({ expectedRun }).threshold);
  expect([...thresholds].sort((a, b) => a - b)).toEqual(thresholds);
  expect(cusum({ expectedRun: 100 }).threshold).toBe(thresholds[0]);
});
