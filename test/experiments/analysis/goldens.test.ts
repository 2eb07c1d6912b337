import { expect, test } from "vitest";
import { effectOf } from "../../../src/experiments/analysis/effect";
import type { JointMoments } from "../../../src/experiments/analysis/joint-moments";
import { armMoments, cupedSlope, type MetricShape } from "../../../src/experiments/analysis/metric-moments";
import { alwaysValidInterval } from "../../../src/statistics";

/** Published figures of gbstats (GrowthBook), from the tests of that library; n, sums, and sums of products by column. */
interface Sums {
  readonly n: number;
  readonly sums: readonly number[];
  readonly products: readonly (readonly number[])[];
}

function moments({ n, sums, products }: Sums): JointMoments {
  const covariances = products.flatMap((row, a) => row.map((p, b) => (p - (sums[a]! * sums[b]!) / n) / (n - 1)));
  return { n, means: Float64Array.from(sums, (s) => s / n), covariances: Float64Array.from(covariances) };
}

function pooled(a: Sums, b: Sums): Sums {
  return {
    n: a.n + b.n,
    sums: a.sums.map((s, i) => s + b.sums[i]!),
    products: a.products.map((row, i) => row.map((p, j) => p + b.products[i]![j]!)),
  };
}

function effect(a: Sums, b: Sums, shape: MetricShape) {
  const both = moments(pooled(a, b));
  const joint = [moments(a), moments(b)];
  const slope = cupedSlope(joint, shape);
  const arms = joint.map((arm) => armMoments(arm, shape, slope, both)!);
  return effectOf(arms[0]!, arms[1]!, { confidence: 0.95, narrowestAt: 5000 })!;
}

const rounded = (values: readonly number[]) => values.map((value) => Number(value.toFixed(5)));
/** Where gbstats takes other means into the error of a relative effect, which shows in the fifth digit. */
const close = (values: readonly number[], expected: readonly number[]) => {
  for (const [i, value] of values.entries()) expect(Math.abs(value - expected[i]!)).toBeLessThan(5e-5);
};

test("CUPED: slope within both arms", () => {
  const [before, after] = [
    [0.3, 0.5, 0.9, 22],
    [2, 1, 5, 3],
  ] as const;
  const dot = (x: readonly number[], y: readonly number[]) => x.reduce((sum, v, i) => sum + v * y[i]!, 0);
  const arm = {
    n: 4,
    sums: [11, 23.7],
    products: [
      [dot(after, after), dot(after, before)],
      [dot(after, before), dot(before, before)],
    ],
  };
  expect(cupedSlope([moments(arm), moments(arm)], { kind: "mean", adjusted: true })).toBeCloseTo(0.01864, 5);
});

test("CUPED: relative effect, looked at any time", () => {
  const a = {
    n: 3000,
    sums: [1396.87, 16.87],
    products: [
      [52377.9767, 1],
      [1, 527.9767],
    ],
  } as const;
  const b = {
    n: 3461,
    sums: [2422.7, 22.7],
    products: [
      [134698.29, 1],
      [1, 1348.29],
    ],
  } as const;
  const { relative } = effect(a, b, { kind: "mean", adjusted: true });
  const { lower, upper, p } = alwaysValidInterval({
    value: relative!.effect,
    standardError: relative!.standardError,
    n: 6461,
  });
  close([relative!.effect, lower, upper, relative!.standardError, p], [0.50338, -0.50969, 1.51646, 0.33341, 1]);
});

test("CUPED of a ratio: relative effect, for one look and for any", () => {
  const a = {
    n: 100,
    sums: [485.112236689623, 679.9093275844917, 192.59138069991536, 290.1398399750233],
    products: [
      [2715.484666118136, 3602.146836776702, 1113.6215759318352, 1559.2878434944676],
      [3602.146836776702, 4939.424001640236, 1460.3181079276983, 2130.9404074446747],
      [1113.6215759318352, 1460.3181079276983, 460.076026390857, 634.239482353647],
      [1559.2878434944676, 2130.9404074446747, 634.239482353647, 920.9461385038898],
    ],
  };
  const b = {
    n: 100,
    sums: [514.7757826608777, 705.4090874383759, 206.94157227402536, 302.54389139107326],
    products: [
      [2994.897482705013, 3918.1561431600717, 1237.0953021125997, 1701.0287270040265],
      [3918.1561431600717, 5291.36604146392, 1604.0759503266522, 2292.081739775257],
      [1237.0953021125997, 1604.0759503266522, 514.2903702246757, 698.4173425817908],
      [1701.0287270040265, 2292.081739775257, 698.4173425817908, 994.4506208125663],
    ],
  };
  const { relative } = effect(a, b, { kind: "ratio", adjusted: true });
  const { interval, p, standardError } = relative!;
  expect(relative!.effect).toBeCloseTo(-0.0007, 4);
  close([interval.lower, interval.upper, standardError, p], [-0.00841, 0.007, 0.00391, 0.85771]);
  const any = alwaysValidInterval({ value: relative!.effect, standardError, n: 200 });
  close([any.lower, any.upper, any.p], [-0.02063, 0.01923, 1]);
});

test("variance of an effect by the delta method", () => {
  // frequentistVariance(varA 2, meanA 7, nA 4, varB .5, meanB 5, nB 15)
  const arms = [
    { mean: 7, compared: { n: 4, mean: 7, variance: 2 } },
    { mean: 5, compared: { n: 15, mean: 5, variance: 0.5 } },
  ] as const;
  const { standardError, relative } = effectOf(arms[0], arms[1], { confidence: 0.95, narrowestAt: 5000 })!;
  expect(rounded([standardError ** 2, relative!.standardError ** 2])).toEqual([0.53333, 0.00589]);
});
