import { expect, test } from "vitest";
import { alwaysValidInterval } from "../../../src/statistics";
import { Draws } from "../../helpers/draws";

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

test("one-sided, 300 runs without an effect looked at after each of 2,000 users keep the error", () => {
  let wrong = 0;
  for (let run = 0; run < 300; run++) {
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
  expect(wrong).toBeLessThanOrEqual(24); // 15 are allowed on average; more than 24 come once in 100 times
});
