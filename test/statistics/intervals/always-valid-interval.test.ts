import { expect, test } from "vitest";
import { alwaysValidInterval } from "../../../src/statistics";
import { Draws } from "../../helpers/draws";
import { size } from "../../helpers/size";

test("one-sided: p is the alpha whose bound is 0", () => {
  const estimate = { value: 0.5, standardError: 0.1, n: 400 };
  const { p } = alwaysValidInterval(estimate, { alternative: "greater", narrowestAt: 400 });
  expect(p).toBeLessThan(alwaysValidInterval(estimate, { narrowestAt: 400 }).p);
  expect(alwaysValidInterval({ ...estimate, value: -0.5 }, { alternative: "greater" }).p).toBe(1);
  expect(alwaysValidInterval({ ...estimate, value: 0 }, { alternative: "less" }).p).toBe(1);
  expect(alwaysValidInterval({ value: 1, standardError: 0, n: 9 }, { alternative: "greater" })).toMatchObject({
    lower: 1,
    p: 0,
  });
});

test("one-sided, runs without an effect looked at after each of 2,000 users keep the error", () => {
  const runs = size(100, 300);
  let wrong = 0;
  for (let run = 0; run < runs; run++) {
    const draws = new Draws(run + 1, "one-sided");
    let sum = 0;
    for (let n = 1; n <= 2000; n++) {
      sum += draws.normal();
      if (n < 100 || n % 20 > 0) continue;
      const estimate = { value: sum / n, standardError: 1 / Math.sqrt(n), n };
      if (alwaysValidInterval(estimate, { alternative: "greater", narrowestAt: 500 }).p < 0.05) {
        wrong += 1;
        break;
      }
    }
  }
  expect(wrong).toBeLessThanOrEqual(size(10, 24)); // 5 or 15 are allowed on average; more than these come once in 100 times
});

test("at any confidence the ends are numbers, and hold the value", () => {
  const estimate = { value: 0.5, standardError: 0.1, n: 400 };
  for (const alternative of ["two-sided", "greater"] as const) {
    for (const confidence of [1e-300, 1e-17, 0.05, 0.3, 0.5, 0.7, 0.95, 1 - 2 ** -53]) {
      const { lower, upper } = alwaysValidInterval(estimate, { alternative, confidence });
      expect(lower).toBeLessThanOrEqual(0.5);
      expect(upper).toBeGreaterThanOrEqual(0.5);
      expect(lower).toBeGreaterThan(-10);
    }
  }
});
