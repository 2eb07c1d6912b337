import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { DistributionSummary } from "../../src/profiles";
import { html } from "../../src/report/html";
import { spanPlot } from "../../src/report/views/plots/span-plot";
import { spanScale } from "../../src/report/views/plots/span-scale";
import { spanWords } from "../../src/report/views/plots/span-words";
import { Cases } from "../helpers/cases";

const spread = (...values: number[]): DistributionSummary => {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)]!;
  const mean = sorted.reduce((a, b) => a + b, 0) / sorted.length;
  return { min: sorted[0]!, q1: at(0.25), median: at(0.5), q3: at(0.75), max: sorted.at(-1)!, mean };
};
const MINUTE = 60_000;

describe("the scale", () => {
  const values = fc.array(fc.oneof(fc.constant(0), fc.double({ min: 0.5, max: 1e11, noNaN: true })), {
    minLength: 1,
    maxLength: 12,
  });

  test("keeps the order of values, within the axis, and labels it without two labels on one place", () => {
    fc.assert(
      fc.property(values, fc.constantFrom("actions" as const, "time" as const), (given, measure) => {
        const { at, ticks, logarithmic } = spanScale(given, measure);
        const sorted = [...given].sort((a, b) => a - b);
        for (const [i, value] of sorted.entries()) {
          expect(at(value)).toBeGreaterThanOrEqual(0);
          expect(at(value)).toBeLessThanOrEqual(1 + 1e-9);
          expect(at(value)).toBeGreaterThanOrEqual(at(sorted[Math.max(0, i - 1)]!));
        }
        expect(ticks.length).toBeGreaterThan(0);
        expect(ticks.length).toBeLessThanOrEqual(8);
        for (let i = 1; i < ticks.length; i++) expect(at(ticks[i]!) - at(ticks[i - 1]!)).toBeGreaterThan(0.09);
        const positive = given.filter((value) => value > 0);
        expect(logarithmic).toBe(positive.length > 0 && Math.max(...positive) > 20 * Math.min(...positive));
      }),
    );
  });

  test("is linear from 0 with round steps where values are near each other", () => {
    const { at, ticks, logarithmic } = spanScale([12, 30, 45], "actions");
    expect(logarithmic).toBe(false);
    expect(ticks).toEqual([0, 10, 20, 30, 40]);
    expect(at(30)).toBeCloseTo(2 * at(15), 12);
    expect(spanScale([40_000, 100_000], "time").ticks).toEqual([0, 30_000, 60_000, 90_000]);
  });

  test("is logarithmic where they are far apart, with room for zeros", () => {
    const { at, ticks, logarithmic } = spanScale([0, 1000, 86_400_000], "time");
    expect(logarithmic).toBe(true);
    expect([at(0), at(1000) > 0.09, at(86_400_000)]).toEqual([0, true, 1]);
    expect(at(10_000) - at(1000)).toBeCloseTo(at(100_000) - at(10_000), 12);
    expect(ticks).toEqual([0, 1000, 10_000, 600_000, 21_600_000]);
  });
});

describe("the plot", () => {
  const row = (of: DistributionSummary, color = "red") => ({ who: html`they`, color, of });

  test("draws all groups on one scale: what is equal stands at one place, what is longer reaches further", () => {
    const plot = spanPlot("time", [
      row(spread(2 * MINUTE, 4 * MINUTE, 6 * MINUTE)),
      row(spread(MINUTE, 4 * MINUTE, 40 * MINUTE)),
    ])!.text;
    const medians = [...plot.matchAll(/<line x1="([\d.]+)%"[^>]*stroke-width="3"/g)].map(([, x]) => Number(x));
    expect(medians).toHaveLength(2);
    expect(medians[0]).toBe(medians[1]);
    const boxes = [...plot.matchAll(/<rect x="([\d.]+)%" y="\d+" width="([\d.]+)%"/g)];
    const ends = boxes.map(([, x, width]) => Number(x) + Number(width));
    expect(ends[1]).toBeGreaterThan(ends[0]!);
  });

  test("labels the axis with its unit, and says when it is logarithmic", () => {
    const near = spanPlot("time", [row(spread(MINUTE, 2 * MINUTE, 3 * MINUTE))])!.text;
    expect(near).toMatch(/<text [^>]*>1 min<\/text>/);
    expect(near).not.toContain("logarithmic");
    expect(spanPlot("time", [row(spread(MINUTE)), row(spread(500 * MINUTE))])!.text).toContain("(logarithmic scale)");
    expect(spanPlot("actions", [row(spread(3, 4, 5))])!.text).toContain("Number of actions");
  });

  test("is left out where no time passes for anybody", () => {
    expect(spanPlot("time", [row(spread(0, 0))])).toBeNull();
    expect(spanPlot("actions", [])).toBeNull();
  });
});

describe("the words", () => {
  test("never speak of 0 ms, and say what is true of those who act once", () => {
    const cases = new Cases("for most", "for half");
    fc.assert(
      fc.property(fc.array(fc.constantFrom(0, 0, 900, 61_000, 7e6), { minLength: 1, maxLength: 40 }), (values) => {
        const words = spanWords(spread(...values), "time");
        expect(words).not.toMatch(/\b0 ms|undefined|NaN/);
        const still = values.filter((value) => value === 0).length / values.length;
        expect(words.includes("no time passes")).toBe(still >= 0.25);
        if (cases.when("for most", words.includes("for most"))) expect(still).toBeGreaterThanOrEqual(0.75);
        if (cases.when("for half", words.includes("for half"))) expect(still).toBeGreaterThanOrEqual(0.5);
      }),
    );
    cases.expectAll();
    expect(spanWords(spread(1, 1, 1), "actions")).toBe("a single action each");
    expect(spanWords(spread(4, 7, 7, 9), "actions")).toBe("median 7, half of them 4 to 7");
    expect(spanWords(spread(0, 2000, 5000, 9000), "time")).toBe(
      "median 2 s; no time passes for a quarter, another quarter take 5 s or more",
    );
  });
});
