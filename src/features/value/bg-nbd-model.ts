import { checkPlainData, exp, integer, log, number } from "../../core/internal";
import { type PurchaseHistories, readHistories } from "./histories";
import { hypergeometric } from "./hypergeometric";

/** The four numbers of BG/NBD. */
export interface BgNbdParameters {
  /** Shape, and rate, of how often customers buy. */
  readonly r: number;
  readonly alpha: number;
  /** Of how likely a customer leaves after a purchase: mean a / (a + b). */
  readonly a: number;
  readonly b: number;
}

/** What BG/NBD foretells of customers; made of its parameters alone, so that it can be saved. */
export class BgNbdModel implements BgNbdParameters {
  readonly r: number;
  readonly alpha: number;
  readonly a: number;
  readonly b: number;

  /** @throws ModelFormatError when a parameter is no number above 0. */
  constructor({ r, alpha, a, b }: BgNbdParameters) {
    checkPlainData(
      [r, alpha, a, b].every((of) => of > 0 && of < Number.POSITIVE_INFINITY),
      "BG/NBD",
    );
    this.r = r;
    this.alpha = alpha;
    this.a = a;
    this.b = b;
  }

  /**
   * Purchases to expect of each customer in the time to come.
   *
   * @param histories of the customers.
   * @param horizon length of that time, in the unit of the histories.
   * @returns one number for each customer.
   * @throws RangeError when histories contradict themselves.
   * @example
   * const model = new BgNbdModel({ r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 });
   * const [next] = model.expectedPurchases({ frequency: [2], recency: [30.43], age: [38.86] }, 39);
   * next.toFixed(2); // "1.23"
   */
  expectedPurchases(histories: PurchaseHistories, horizon: number): Float64Array {
    number({ min: 0 }).read(horizon, "horizon");
    const { frequency, recency, age } = readHistories(histories);
    return frequency.map((x, i) => {
      return this.#purchasesAlive(x, age[i]!, horizon) * this.#aliveOf(x, recency[i]!, age[i]!);
    });
  }

  /**
   * Probability that each customer has not left.
   *
   * @param histories of the customers.
   * @returns one probability for each customer.
   * @throws RangeError when histories contradict themselves.
   */
  probabilityAlive(histories: PurchaseHistories): Float64Array {
    const { frequency, recency, age } = readHistories(histories);
    return frequency.map((x, i) => this.#aliveOf(x, recency[i]!, age[i]!));
  }

  /**
   * Purchases to expect, after the first, of a customer who is new today.
   *
   * @param horizon length of the time to come, in the unit of the histories.
   * @returns a number of purchases.
   * @throws RangeError when the horizon is below 0.
   */
  expectedOfNew(horizon: number): number {
    return this.#purchasesAlive(0, 0, number({ min: 0 }).read(horizon, "horizon"));
  }

  /**
   * Probability that a new customer buys this many times again.
   *
   * @param times purchases after the first.
   * @param horizon length of the time to come, in the unit of the histories.
   * @returns a probability.
   * @throws RangeError when a number is below 0.
   */
  probabilityOfPurchases(times: number, horizon: number): number {
    const x = integer({ min: 0 }).read(times, "times");
    const t = number({ min: 0 }).read(horizon, "horizon");
    const { r, alpha, a, b } = this;
    const idle = exp(r * log(alpha / (alpha + t)));
    const busy = t / (alpha + t);
    let ratio = 1; // B(a, b + x) / B(a, b)
    let term = 1; // Gamma(r + j) / (Gamma(r) j!) busy^j
    let before = 0;
    for (let j = 0; j < x; j++) {
      before += term;
      term *= ((r + j) / (j + 1)) * busy;
      ratio *= (b + j) / (a + b + j);
    }
    const left = x > 0 ? (ratio * a) / (b + x - 1) : 0; // B(a + 1, b + x - 1) / B(a, b)
    return ratio * term * idle + left * Math.max(0, 1 - idle * before);
  }

  /** Purchases in a time to come of a customer who has not left (Fader, Hardie and Lee 2005, equation 10). */
  #purchasesAlive(x: number, age: number, t: number): number {
    const { r, alpha, b } = this;
    const near = Math.abs(this.a - 1) < 1e-7;
    const expected = (a: number) => {
      const z = t / (alpha + age + t);
      // (1 - z)^(r + x) 2F1(r + x, b + x; a + b + x - 1; z) by Euler's transformation, which cannot overflow
      const rest = exp((a - 1) * log(1 - z)) * hypergeometric(a + b - 1 - r, a - 1, a + b + x - 1, z);
      return ((a + b + x - 1) / (a - 1)) * (1 - rest);
    };
    return near ? (expected(1 + 1e-5) + expected(1 - 1e-5)) / 2 : expected(this.a);
  }

  #aliveOf(x: number, recency: number, age: number): number {
    if (x === 0) return 1;
    const { r, alpha, a, b } = this;
    return 1 / (1 + exp(log(a / (b + x - 1)) + (r + x) * log((alpha + age) / (alpha + recency))));
  }
}
