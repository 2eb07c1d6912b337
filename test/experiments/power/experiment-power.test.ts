import { expect, test } from "vitest";
import { experimentPower } from "../../../src/experiments";
import { alwaysValidInterval, normalDistribution } from "../../../src/statistics";
import { Draws } from "../../helpers/draws";

const GROWTHBOOK = { mean: 10, standardDeviation: Math.sqrt(3909.9997749994377), arms: [1, 1, 1] };

test("GrowthBook: power and smallest effect of a relative difference", () => {
  expect(experimentPower({ ...GROWTHBOOK, users: 400_000, effect: 0.05 }).power).toBeCloseTo(0.52144, 4);
  expect(experimentPower({ ...GROWTHBOOK, users: 400_000, power: 0.8 }).effect).toBeCloseTo(0.07027, 4);
});

/** Of a normal estimate; what GrowthBook calls sequential power inflates the standard error in the place of the bound. */
const NORMAL = normalDistribution();
const [BOUND, USUAL] = [
  alwaysValidInterval({ value: 0, standardError: 1, n: Math.round((2 * 400_000) / 3) }).upper,
  NORMAL.inverseSurvival(0.025),
];

test("GrowthBook: sequential power and smallest effect, by its inflated standard error", () => {
  const { mean, standardDeviation } = GROWTHBOOK;
  const arm = 400_000 / 3;
  const inflated = (standardDeviation * BOUND) / USUAL;
  const standardError = (inflated / mean) * Math.sqrt((1 + 1.05 * 1.05) / arm);
  const shift = 0.05 / standardError;
  expect(NORMAL.survival(USUAL - shift) + NORMAL.survival(USUAL + shift)).toBeCloseTo(0.20596, 5);
  // effect = z se(effect), with z of the power .8: a quadratic equation
  const z = USUAL + NORMAL.inverseSurvival(0.2);
  const part = (z * z * inflated * inflated) / arm / (mean * mean);
  expect((1 + Math.sqrt(1 - (1 - part) * (1 - part))) / (1 - part) - 1).toBeCloseTo(0.12821, 5);
});

test("sequential power is the probability that the interval at the end leaves out 0, which is lower", () => {
  const { power } = experimentPower({ ...GROWTHBOOK, users: 400_000, effect: 0.05, narrowestAt: 5000 });
  const standardError = (GROWTHBOOK.standardDeviation / 10) * Math.sqrt((1 + 1.05 * 1.05) / (400_000 / 3));
  const draws = new Draws(1, "sequential power");
  let found = 0;
  for (let i = 0; i < 20_000; i++) if (Math.abs(draws.normal(0.05 / standardError)) > BOUND) found += 1;
  expect(power).toBeCloseTo(found / 20_000, 2);
  expect(power).toBeLessThan(0.20596);
});

test("GrowthBook: users that are missing in the middle of an experiment, as multiples of those there are", () => {
  // n 500 each: sum 500, squares 1500; sum 525, squares 1551.25
  const standardDeviation = Math.sqrt((1500 - (500 * 500) / 500) / 499);
  const more = (narrowestAt?: number) =>
    experimentPower({ mean: 1, standardDeviation, effect: 0.05, power: 0.8, ...(narrowestAt && { narrowestAt }) })
      .users /
      1000 -
    1;
  expect(more()).toBeCloseTo(25.45703125, 2);
  expect(more(5000)).toBeCloseTo(55.66796875, 1);
});

test("statsmodels: t test of two means, d = 0.2", () => {
  const { users } = experimentPower({ mean: 0, standardDeviation: 1, effect: 0.2, power: 0.8, scale: "absolute" });
  expect(Math.ceil(2 * 393.405693)).toBe(users);
});

test("Spotify's confidence: sample sizes within half a percent", () => {
  const within = (users: number, published: number) => expect(Math.abs(users / published - 1)).toBeLessThan(0.005);
  const rate = { rate: 0.34, effect: 0.003, scale: "absolute" } as const;
  within(
    experimentPower({ mean: 5, standardDeviation: 10, effect: 0.3, power: 0.85, scale: "absolute" }).users,
    39_906,
  );
  within(experimentPower({ ...rate, power: 0.85 }).users, 897_348);
  within(experimentPower({ ...rate, power: 0.85, confidence: 0.86 }).users, 630_710);
  within(experimentPower({ ...rate, power: 0.67, confidence: 0.86 }).users, 366_424);
  const three = experimentPower({ ...rate, power: 0.85, arms: [2, 1, 1] });
  within(three.compared[0], 673_157);
  within(three.compared[1], 336_578);
  within(experimentPower({ ...rate, power: 0.85, arms: [1, 1, 1] }).compared[1], 448_674);
});

test("the three figures agree with each other", () => {
  const design = { rate: 0.2, arms: [3, 1] };
  const { users } = experimentPower({ ...design, effect: 0.15, power: 0.9 });
  expect(experimentPower({ ...design, effect: 0.15, users }).power).toBeGreaterThanOrEqual(0.9);
  expect(experimentPower({ ...design, effect: 0.15, users: users - 1 }).power).toBeLessThan(0.9);
  expect(experimentPower({ ...design, users, power: 0.9 }).effect).toBeCloseTo(0.15, 3);
});

test("small experiments: scipy's noncentral t", () => {
  // scipy 1.17: nct.sf(c, 8, d * sqrt(5/2)) + nct.cdf(-c, 8, ...), c = t.ppf(.975, 8), 5 users an arm
  const power = (effect: number) =>
    experimentPower({ mean: 0, standardDeviation: 1, users: 10, effect, scale: "absolute" }).power;
  expect(power(0.5)).toBeCloseTo(0.1076859897975559, 9);
  expect(power(1.5)).toBeCloseTo(0.549385597762396, 9);
  expect(power(3)).toBeCloseTo(0.984701714235955, 9);
});

test("any number of looks cost power, and more of it far from where the interval is narrowest", () => {
  const design = { rate: 0.2, users: 10_000, effect: 0.1 };
  const [once, near, far] = [undefined, 10_000, 100].map(
    (narrowestAt) => experimentPower(narrowestAt ? { ...design, narrowestAt } : design).power,
  );
  expect(once).toBeGreaterThan(near!);
  expect(near).toBeGreaterThan(far!);
});

test("what cannot be is said", () => {
  expect(() => experimentPower({ rate: 0.1, effect: 0.2 })).toThrow("exactly one of");
  expect(() => experimentPower({ effect: 0.2, power: 0.8 })).toThrow('"mean" and "standardDeviation", or "rate"');
  expect(() => experimentPower({ rate: 0.1, mean: 1, effect: 0.2, power: 0.8 })).toThrow("one or the other");
  expect(() => experimentPower({ rate: 0.6, effect: 0.9, power: 0.8 })).toThrow(
    '"effect" expected one that leaves the rate from 0 to 1, got 0.9',
  );
  expect(() => experimentPower({ rate: 0.5, users: 4, power: 0.99 })).toThrow("which no effect reaches");
  expect(() => experimentPower({ mean: 0, standardDeviation: 1, users: 50, effect: 0.1 })).toThrow('"mean" expected');
  expect(() => experimentPower({ rate: 0.1, users: 100, effect: 0 })).toThrow(
    '"effect" expected a number other than 0',
  );
});

test("no arm has fewer than two users, however sure the effect; figures too large to square are refused", () => {
  expect(experimentPower({ rate: 0.1, effect: -1, power: 0.8 })).toMatchObject({ users: 4, compared: [2, 2] });
  expect(experimentPower({ rate: 0.1, effect: -1, power: 0.8, arms: [1, 9] }).compared[0]).toBe(2);
  expect(() => experimentPower({ mean: 1, standardDeviation: 1e200, effect: 0.1, power: 0.8 })).toThrow(
    new RangeError('"standardDeviation" expected a finite number > 0 and <= 1e+60, got 1e+200'),
  );
});
