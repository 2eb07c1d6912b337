import { describe, expect, test } from "vitest";
import { analyzeExperiment, experimentPower } from "../../src/experiments";
import { binomialDistribution } from "../../src/statistics";
import { Draws } from "../helpers/draws";

const SEGMENTS = ["s1", "s2", "s3", "s4"] as const;
const EXPERIMENT = { key: "simulated", variants: ["old", "new"] };

/** An experiment of normal values with planted effects by segment; users come in order. */
function simulated(seed: number, n: number, effects: readonly number[]) {
  const draws = new Draws(seed, "experiments");
  const exposures = Array.from({ length: n }, (_, i) => ({
    user: `user-${i}`,
    variant: draws.isBelow(0.5) ? "old" : "new",
    segment: draws.of(SEGMENTS),
  }));
  const values = exposures.map(({ variant, segment }) => {
    const place = SEGMENTS.indexOf(segment);
    return 10 + place + draws.normal() + (variant === "new" ? effects[place]! : 0);
  });
  return { exposures, values };
}

/** Whether so many of n may be, where each is with a probability; wrong once in 1,000 times. */
function isUsual(found: number, n: number, probability: number): boolean {
  const law = binomialDistribution(n, probability);
  return Math.min(law.cdf(found), law.survival(found - 1)) > 0.0005;
}

const percent = (found: number, n: number) => `${((100 * found) / n).toFixed(1)}%`;

describe("2,000 experiments without an effect, looked at after each of 14 days", () => {
  const [experiments, days, first, perDay] = [2000, 14, 500, 60];

  test("always-valid p keep the error, overall and by segment; plain p do not", async () => {
    const wrong = { plain: 0, always: 0, anySegment: 0 };
    const ofSegment = SEGMENTS.map(() => ({ plain: 0, always: 0 }));
    for (let seed = 1; seed <= experiments; seed++) {
      const { exposures, values } = simulated(seed, first + days * perDay, [0, 0, 0, 0]);
      const seen = { plain: false, always: false, anySegment: false };
      const inSegment = SEGMENTS.map(() => ({ plain: false, always: false }));
      for (let day = 1; day <= days; day++) {
        const n = first + day * perDay;
        const metrics = [{ name: "minutes", values: values.slice(0, n) }];
        const data = { experiment: EXPERIMENT, exposures: exposures.slice(0, n), metrics };
        const [comparison] = (await analyzeExperiment(data, { looks: "always-valid", narrowestAt: 1000 })).comparisons;
        seen.plain ||= comparison!.overall!.p < 0.05;
        seen.always ||= comparison!.overall!.alwaysValid.p < 0.05;
        seen.anySegment ||= comparison!.segments.some(({ adjustedP }) => adjustedP! < 0.05);
        for (const { segment, effect } of comparison!.segments) {
          const own = inSegment[SEGMENTS.indexOf(segment as never)]!;
          own.plain ||= effect!.p < 0.05;
          own.always ||= effect!.alwaysValid.p < 0.05;
        }
      }
      for (const key of ["plain", "always", "anySegment"] as const) wrong[key] += Number(seen[key]);
      for (const [s, own] of inSegment.entries()) {
        ofSegment[s]!.plain += Number(own.plain);
        ofSegment[s]!.always += Number(own.always);
      }
    }
    console.log(`A/A, ${experiments} experiments, ${days} looks: an effect is seen at some look`);
    console.log(
      `  overall      plain ${percent(wrong.plain, experiments)}  always valid ${percent(wrong.always, experiments)}`,
    );
    for (const [s, { plain, always }] of ofSegment.entries()) {
      console.log(
        `  ${SEGMENTS[s]}           plain ${percent(plain, experiments)}  always valid ${percent(always, experiments)}`,
      );
    }
    console.log(`  any segment, corrected           always valid ${percent(wrong.anySegment, experiments)}`);
    expect(wrong.plain / experiments).toBeGreaterThan(0.12);
    for (const found of [wrong.always, wrong.anySegment, ...ofSegment.map(({ always }) => always)]) {
      expect(found / experiments).toBeLessThanOrEqual(0.05);
    }
  });
});

describe("1,000 experiments with effects that differ between segments", () => {
  test("each is found with the probability that the plan says, and those that are none with the error", async () => {
    const experiments = 1000;
    const effects = [0.3, 0.2, 0.1, 0];
    const n = 1600;
    const found = SEGMENTS.map(() => 0);
    let different = 0;
    for (let seed = 1; seed <= experiments; seed++) {
      const { exposures, values } = simulated(10_000 + seed, n, effects);
      const data = { experiment: EXPERIMENT, exposures, metrics: [{ name: "minutes", values }] };
      const [comparison] = (await analyzeExperiment(data)).comparisons;
      for (const { segment, effect } of comparison!.segments) {
        if (effect!.p < 0.05) found[SEGMENTS.indexOf(segment as never)]! += 1;
      }
      if (comparison!.heterogeneity!.p < 0.05) different += 1;
    }
    console.log(`Planted effects, ${experiments} experiments of ${n} users in 4 segments: found, and planned`);
    for (const [s, effect] of effects.entries()) {
      const power =
        effect === 0
          ? 0.05
          : experimentPower({ mean: 0, standardDeviation: 1, users: n / 4, effect, scale: "absolute" }).power;
      console.log(
        `  effect ${effect.toFixed(1)}  found ${percent(found[s]!, experiments)}  planned ${(100 * power).toFixed(1)}%`,
      );
      expect(isUsual(found[s]!, experiments, power)).toBe(true);
    }
    console.log(`  that effects differ (Cochran's Q): ${percent(different, experiments)}`);
  });
});
