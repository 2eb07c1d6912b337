import { integer, number, oneOf, readOptions, type Schema, wrongType, wrongValue } from "../../core/internal";
import { alwaysValidInterval, tDistribution } from "../../statistics";
import { CONFIDENCE, LARGEST_VALUE } from "../../statistics/internal";
import { noncentralTSurvival } from "./noncentral-t";

/** A plan for an experiment: leave out exactly one of `users`, `effect` and `power`. */
export interface ExperimentDesign {
  /** Mean of the metric without the change. */
  mean?: number;
  /** Of one user's value around that mean. */
  standardDeviation?: number;
  /** In place of the two: share of users that convert without the change. */
  rate?: number;
  /** Users of all arms together. */
  users?: number;
  /** Effect to be found: as a share of the mean, or in its unit (`scale`). */
  effect?: number;
  /** Probability of finding it. */
  power?: number;
  /** One of: "relative", `effect` is a share of the mean; "absolute", in the unit of the metric. @default "relative" */
  scale?: "relative" | "absolute";
  /** Weights of the arms, the control first; the arm compared is the smallest of the others. @default [1, 1] */
  arms?: readonly number[];
  /** @default 0.95 */
  confidence?: number;
  /**
   * Number of users at which an always-valid interval is the narrowest, where one looks more than once; without it, one look
   * at the end.
   */
  narrowestAt?: number;
}

/** Result of {@link experimentPower}: the design with the missing figure filled in. */
export interface ExperimentPower {
  readonly users: number;
  readonly effect: number;
  readonly power: number;
  /** Users of the control and of the arm compared. */
  readonly compared: readonly [number, number];
}

/** Two for each arm, as a variance needs. */
const FEWEST_USERS = 4;

const DESIGN = {
  mean: number({ min: -LARGEST_VALUE, max: LARGEST_VALUE }),
  standardDeviation: number({ above: 0, max: LARGEST_VALUE }),
  rate: number({ min: 0, max: 1 }),
  users: integer({ min: FEWEST_USERS }),
  effect: number(),
  power: number({ above: 0, max: 1 }),
  scale: oneOf(["relative", "absolute"], "relative"),
  arms: {
    expected: "two or more weights above 0",
    default: [1, 1],
    read(value: unknown, name: string): readonly number[] {
      if (!Array.isArray(value)) throw wrongType(name, this.expected, value);
      if (value.length < 2 || !value.every((weight) => weight > 0 && Number.isFinite(weight))) {
        throw wrongValue(name, this.expected, value);
      }
      return value as number[];
    },
  },
  confidence: CONFIDENCE,
  narrowestAt: number({ min: 1 }),
} satisfies Schema<ExperimentDesign>;

/**
 * How many users an experiment needs, which effect it can find, or with which probability: whichever of `users`, `effect` and
 * `power` is left out. Welch's t test, two-sided; a relative effect has the variance of the delta method.
 *
 * For segments, ask for each with its own users, mean and deviation: an experiment that is large enough overall is rarely so
 * in its small segments.
 *
 * @param design the plan.
 * @returns the plan with the missing figure.
 * @throws TypeError when not exactly one of the three is left out, or the metric is not described.
 * @throws RangeError when a value is out of range, or no effect or number of users reaches the power.
 * @example
 * experimentPower({ rate: 0.1, effect: 0.2, power: 0.8 }).users; // 9233
 * experimentPower({ rate: 0.1, effect: 0.02, power: 0.8, scale: "absolute" }).users; // 7679
 */
export function experimentPower(design: ExperimentDesign): ExperimentPower {
  const read = readOptions(design, DESIGN);
  const { users, effect, power } = read;
  const missing = [users, effect, power].filter((value) => value === undefined).length;
  if (missing !== 1) throw new TypeError('exactly one of "users", "effect" and "power" is to be left out');
  const plan = planOf(read);
  if (power === undefined) return answer(plan, users!, effect!);
  if (effect === undefined) return answer(plan, users!, smallestEffect(plan, users!, power));
  return answer(plan, fewestUsers(plan, effect, power), effect);
}

interface Plan {
  readonly base: Metric;
  readonly treated: (effect: number) => Metric;
  readonly largestEffect: number;
  readonly relative: boolean;
  readonly shares: readonly [number, number];
  readonly confidence: number;
  readonly narrowestAt: number | undefined;
}

interface Metric {
  readonly mean: number;
  readonly variance: number;
}

type Read = ReturnType<typeof readOptions<typeof DESIGN>>;

function planOf({ mean, standardDeviation, rate, scale, arms, confidence, narrowestAt, effect }: Read): Plan {
  const total = arms.reduce((sum, weight) => sum + weight, 0);
  const shares = [arms[0]! / total, Math.min(...arms.slice(1)) / total] as const;
  const relative = scale === "relative";
  const common = { relative, shares, confidence, narrowestAt };
  if (effect === 0) throw wrongValue("effect", "a number other than 0", 0);
  if (rate !== undefined) {
    if (mean !== undefined || standardDeviation !== undefined) {
      throw new TypeError('"rate" stands in place of "mean" and "standardDeviation"; give one or the other');
    }
    if (rate === 0 || rate === 1) throw wrongValue("rate", "a number > 0 and < 1", rate);
    const moved = (by: number) => (relative ? rate * (1 + by) : rate + by);
    if (effect !== undefined && !(moved(effect) >= 0 && moved(effect) <= 1)) {
      throw wrongValue("effect", "one that leaves the rate from 0 to 1", effect);
    }
    const of = (p: number) => ({ mean: p, variance: p * (1 - p) });
    const largestEffect = relative ? 1 / rate - 1 : 1 - rate;
    return { ...common, base: of(rate), treated: (by) => of(moved(by)), largestEffect };
  }
  if (mean === undefined || standardDeviation === undefined) {
    throw new TypeError('"mean" and "standardDeviation", or "rate", are needed to describe the metric');
  }
  if (relative && mean === 0) throw wrongValue("mean", 'a number other than 0 where "scale" is "relative"', 0);
  const variance = standardDeviation * standardDeviation;
  return {
    ...common,
    base: { mean, variance },
    treated: (by) => ({ mean: relative ? mean * (1 + by) : mean + by, variance }),
    largestEffect: 1e150,
  };
}

function answer(plan: Plan, users: number, effect: number): ExperimentPower {
  const compared = [users * plan.shares[0], users * plan.shares[1]] as const;
  return { users, effect, power: powerOf(plan, users, effect), compared };
}

/** Probability that the interval leaves out 0. */
function powerOf(plan: Plan, users: number, effect: number): number {
  const { base, relative, confidence, narrowestAt } = plan;
  const [nA, nB] = [users * plan.shares[0], users * plan.shares[1]];
  if (nA < 2 || nB < 2) return 0;
  const treated = plan.treated(effect);
  const [a, b] = [base.variance / nA, treated.variance / nB];
  const scale = relative ? Math.abs(base.mean) : 1;
  const moved = relative ? treated.mean / base.mean : 1;
  const standardError = Math.sqrt(b + a * moved * moved) / scale;
  if (standardError === 0) return 1;
  const sum = a + b;
  const degreesOfFreedom = sum === 0 ? nA + nB - 2 : (sum * sum) / ((a * a) / (nA - 1) + (b * b) / (nB - 1));
  const critical =
    narrowestAt === undefined
      ? tDistribution(degreesOfFreedom).inverseSurvival((1 - confidence) / 2)
      : alwaysValidInterval({ value: 0, standardError: 1, n: Math.round(nA + nB) }, { confidence, narrowestAt }).upper;
  const shift = effect / standardError;
  return (
    noncentralTSurvival(critical, degreesOfFreedom, shift) + noncentralTSurvival(critical, degreesOfFreedom, -shift)
  );
}

function smallestEffect(plan: Plan, users: number, power: number): number {
  let high = 1e-9;
  while (high < plan.largestEffect && powerOf(plan, users, high) < power) high *= 2;
  high = Math.min(high, plan.largestEffect);
  if (powerOf(plan, users, high) < power) {
    throw wrongValue("users", `enough users for a power of ${power}, which no effect reaches`, users);
  }
  let low = 0;
  for (let halving = 0; halving < 60; halving++) {
    const middle = (low + high) / 2;
    if (powerOf(plan, users, middle) < power) low = middle;
    else high = middle;
  }
  return high;
}

function fewestUsers(plan: Plan, effect: number, power: number): number {
  let high = FEWEST_USERS;
  while (powerOf(plan, high, effect) < power) {
    high *= 2;
    if (high > Number.MAX_SAFE_INTEGER / 4) throw wrongValue("power", "one that some number of users reaches", power);
  }
  if (high === FEWEST_USERS) return high;
  let low = high / 2;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (powerOf(plan, middle, effect) < power) low = middle;
    else high = middle;
  }
  return high;
}
