import { fisherExactTest, type Interval, newcombeInterval, tDistribution } from "../../statistics";

/** The two groups that are compared. */
export type Side = 0 | 1;

/** A figure of two groups, and how they differ. */
export interface RatioDifference {
  /** In each group: sum of the numerators over the sum of the denominators. */
  readonly ratios: readonly [number, number];
  /** Users with a denominator, in each group. */
  readonly users: readonly [number, number];
  /** Users with a numerator, in each group. */
  readonly showing: readonly [number, number];
  /** First less second. */
  readonly difference: number;
  readonly interval: Interval;
  readonly p: number;
}

/** How two ratios differ, and how sure that is. */
export interface EstimatedDifference extends Omit<RatioDifference, "interval" | "p"> {
  readonly standardError: number;
  readonly degreesOfFreedom: number;
}

/**
 * Sums over independent users of many ratios, such as visits with a purchase over visits, in two groups. Each user adds what all
 * his inputs add up to, so that inputs of one user are not taken for independent ones, and he may have inputs in both groups
 * (the delta method: Deng, Knoblich & Lu 2018, eq. 4).
 */
export class ClusteredSums {
  readonly #numerators: readonly Entries[];
  readonly #denominators: readonly Entries[];
  /** For each measure, over users in both groups: n0 n1, n0 d1, d0 n1; and d0 d1 for each denominator. */
  readonly #crossed: readonly Float64Array[];
  readonly #crossedDenominators: Float64Array;

  /** @param denominatorOf for each measure the number of what it is divided by; several may share one. */
  constructor(
    readonly denominatorOf: readonly number[],
    denominators: number,
  ) {
    const both = (count: number) => [new Entries(count), new Entries(count)];
    this.#numerators = both(denominatorOf.length);
    this.#denominators = both(denominators);
    this.#crossed = Array.from({ length: 3 }, () => new Float64Array(denominatorOf.length));
    this.#crossedDenominators = new Float64Array(denominators);
  }

  /** Of the user who is at hand. */
  addNumerator(side: Side, measure: number, value: number): void {
    this.#numerators[side]!.add(measure, value);
  }

  addDenominator(side: Side, denominator: number, value: number): void {
    this.#denominators[side]!.add(denominator, value);
  }

  /** The user is done; `weight` such users were there. */
  closeUser(weight: number): void {
    const [n0, n1] = this.#numerators as readonly [Entries, Entries];
    const [d0, d1] = this.#denominators as readonly [Entries, Entries];
    if (d0.touched.length > 0 && d1.touched.length > 0) this.#cross(weight);
    for (const [n, d] of [
      [n0, d0],
      [n1, d1],
    ] as const) {
      for (const measure of n.touched) n.close(measure, weight, d.own[this.denominatorOf[measure]!]!);
      for (const denominator of d.touched) d.close(denominator, weight, d.own[denominator]!);
    }
    for (const entries of [n0, n1, d0, d1]) entries.clear();
  }

  #cross(weight: number): void {
    const [n0, n1] = this.#numerators as readonly [Entries, Entries];
    const [d0, d1] = this.#denominators as readonly [Entries, Entries];
    const [nn, nd, dn] = this.#crossed as readonly [Float64Array, Float64Array, Float64Array];
    for (const measure of n0.touched) {
      nn[measure]! += weight * n0.own[measure]! * n1.own[measure]!;
      nd[measure]! += weight * n0.own[measure]! * d1.own[this.denominatorOf[measure]!]!;
    }
    for (const measure of n1.touched) {
      dn[measure]! += weight * d0.own[this.denominatorOf[measure]!]! * n1.own[measure]!;
    }
    for (const denominator of d0.touched) {
      this.#crossedDenominators[denominator]! += weight * d0.own[denominator]! * d1.own[denominator]!;
    }
  }

  /** How the groups differ; null where one of them has fewer than two users with a denominator. */
  difference(measure: number): RatioDifference | null {
    const found = this.ratioDifference(measure);
    if (found === null) return null;
    const { standardError, degreesOfFreedom, ...figures } = found;
    const sides = [this.#sums(0, measure), this.#sums(1, measure)] as const;
    if (this.#crossedDenominators[this.denominatorOf[measure]!] === 0 && sides.every(isOfYesAndNo)) {
      const [first, second] = sides.map(({ n, d }) => ({ successes: n, trials: d }));
      return { ...figures, interval: newcombeInterval(first!, second!), p: fisherExactTest(first!, second!).p };
    }
    return { ...figures, ...testOf(figures.difference, standardError, degreesOfFreedom) };
  }

  /** The same, and how sure it is, by the delta method alone. */
  ratioDifference(measure: number): EstimatedDifference | null {
    const [a, b] = [this.#sums(0, measure), this.#sums(1, measure)];
    if (a.users < 2 || b.users < 2) return null;
    const [ra, rb] = [a.n / a.d, b.n / b.d];
    const [va, vb] = [varianceOf(a), varianceOf(b)];
    const [nn, nd, dn] = this.#crossed.map((sums) => sums[measure]!) as [number, number, number];
    const crossed = this.#crossedDenominators[this.denominatorOf[measure]!]!;
    const unbiased = Math.sqrt((a.users / (a.users - 1)) * (b.users / (b.users - 1)));
    const covariance = (unbiased * (nn - rb * nd - ra * dn + ra * rb * crossed)) / (a.d * b.d);
    return {
      ratios: [ra, rb],
      users: [a.users, b.users],
      showing: [a.showing, b.showing],
      difference: ra - rb,
      standardError: Math.sqrt(Math.max(0, va + vb - 2 * covariance)),
      degreesOfFreedom: degreesOf(va, a.users, vb, b.users),
    };
  }

  #sums(side: Side, measure: number): Sums {
    const [n, d] = [this.#numerators[side]!, this.#denominators[side]!];
    const denominator = this.denominatorOf[measure]!;
    return {
      n: n.sum[measure]!,
      d: d.sum[denominator]!,
      nn: n.squares[measure]!,
      nd: n.products[measure]!,
      dd: d.squares[denominator]!,
      users: d.users[denominator]!,
      showing: n.users[measure]!,
    };
  }
}

function testOf(
  difference: number,
  standardError: number,
  degreesOfFreedom: number,
): Pick<RatioDifference, "interval" | "p"> {
  if (standardError === 0) return { interval: { lower: difference, upper: difference }, p: difference === 0 ? 1 : 0 };
  const law = tDistribution(degreesOfFreedom);
  const reach = law.inverseSurvival(0.025) * standardError;
  return {
    interval: { lower: difference - reach, upper: difference + reach },
    p: Math.min(1, 2 * law.survival(Math.abs(difference) / standardError)),
  };
}

interface Sums {
  readonly n: number;
  readonly d: number;
  readonly nn: number;
  readonly nd: number;
  readonly dd: number;
  readonly users: number;
  readonly showing: number;
}

/** Whether each user has a denominator of 1 and a numerator of 0 or 1: then tests are exact. */
function isOfYesAndNo({ n, d, nn, nd, dd, users, showing }: Sums): boolean {
  return d === users && dd === users && n === showing && nn === n && nd === n;
}

/** Of the ratio, by the squares of n - ratio d, whose mean is 0. */
function varianceOf({ n, d, nn, nd, dd, users }: Sums): number {
  const ratio = n / d;
  const squares = Math.max(0, nn - 2 * ratio * nd + ratio * ratio * dd);
  return (squares / (d * d)) * (users / (users - 1));
}

/** Satterthwaite 1946. */
function degreesOf(va: number, usersA: number, vb: number, usersB: number): number {
  if (va + vb === 0) return usersA + usersB - 2;
  const [shareA, shareB] = [va / (va + vb), vb / (va + vb)];
  return 1 / ((shareA * shareA) / (usersA - 1) + (shareB * shareB) / (usersB - 1));
}

/** Values of the user at hand, and sums over those before. */
class Entries {
  readonly own: Float64Array;
  readonly sum: Float64Array;
  readonly squares: Float64Array;
  readonly products: Float64Array;
  readonly users: Float64Array;
  readonly #isTouched: Uint8Array;
  readonly touched: number[] = [];

  constructor(count: number) {
    this.own = new Float64Array(count);
    this.sum = new Float64Array(count);
    this.squares = new Float64Array(count);
    this.products = new Float64Array(count);
    this.users = new Float64Array(count);
    this.#isTouched = new Uint8Array(count);
  }

  add(i: number, value: number): void {
    if (this.#isTouched[i] === 0) this.touched.push(i);
    this.#isTouched[i] = 1;
    this.own[i]! += value;
  }

  close(i: number, weight: number, denominator: number): void {
    const value = this.own[i]!;
    this.sum[i]! += weight * value;
    this.squares[i]! += weight * value * value;
    this.products[i]! += weight * value * denominator;
    this.users[i]! += weight;
  }

  clear(): void {
    for (const i of this.touched) {
      this.own[i] = 0;
      this.#isTouched[i] = 0;
    }
    this.touched.length = 0;
  }
}
