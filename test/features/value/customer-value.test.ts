import { describe, expect, test } from "vitest";
import {
  BgNbdModel,
  column,
  customerValue,
  featureTable,
  fitBgNbd,
  fitGammaGamma,
  GammaGammaModel,
  readTransactions,
  rfm,
} from "../../../src/features";
import { digamma } from "../../../src/features/value/digamma";
import { hypergeometric } from "../../../src/features/value/hypergeometric";
import { fixture } from "../../helpers/fixture";

interface Oracle {
  readonly cdnow: Readonly<Record<"frequency" | "recency" | "T" | "weight", number[]>>;
  readonly bgNbd: {
    readonly params: Readonly<Record<"r" | "alpha" | "a" | "b", number>>;
    readonly histories: readonly [number, number, number][];
    readonly alive: number[];
    readonly purchases: Readonly<Record<string, number[]>>;
    readonly ofNew: Readonly<Record<string, number>>;
  };
  readonly gammaGamma: {
    readonly frequency: number[];
    readonly monetary: number[];
    readonly params: Readonly<Record<"p" | "q" | "v", number>>;
    readonly expected: number[];
    readonly first: readonly [number, number][];
  };
  readonly digamma: readonly [number, number][];
  readonly hypergeometric: readonly [number, number, number, number, number][];
}

const oracle = fixture<Oracle>("features");
const { frequency, recency, T: age, weight: weights } = oracle.cdnow;
const cdnow = { frequency, recency, age, weights };

/** Each history as often as its weight says. */
function repeated({ frequency, recency, age, weights }: typeof cdnow) {
  const rows = weights.flatMap((weight, i) => Array<number>(weight).fill(i));
  const pick = (of: readonly number[]) => rows.map((i) => of[i]!);
  return { frequency: pick(frequency), recency: pick(recency), age: pick(age) };
}

describe("BG/NBD on the CDNOW summary (lifetimes 0.11.3; golden figures of its tests)", () => {
  const fitted = fitBgNbd(cdnow);

  test("finds its parameters to four digits, and says that it converged", () => {
    expect(fitted.customers).toBe(2357);
    expect(fitted.distinct).toBe(1016);
    expect(fitted.converged).toBe(true);
    expect(fitted.notes).toEqual([]);
    expect(fitted.r).toBeCloseTo(0.242593, 5);
    expect(fitted.alpha).toBeCloseTo(4.413532, 4);
    expect(fitted.a).toBeCloseTo(0.792886, 5);
    expect(fitted.b).toBeCloseTo(2.425754, 4);
    expect(fitted.logLikelihood).toBeCloseTo(-9582.425561, 5);
  });

  test("weights are what so many equal rows would be, whatever their order", () => {
    const { frequency, recency, age } = repeated(cdnow);
    const reversed = { frequency: frequency.reverse(), recency: recency.reverse(), age: age.reverse() };
    expect({ ...fitBgNbd(reversed) }).toEqual({ ...fitted });
  });

  test("foretells as published", () => {
    const one = { frequency: [2], recency: [30.43], age: [38.86] };
    expect(fitted.expectedPurchases(one, 39)[0]).toBeCloseTo(1.2259105, 4);
    expect(fitted.probabilityAlive(one)[0]).toBeCloseTo(0.7266092, 5);
    const of = [0.1429, 1, 3, 31.8571, 32, 78].map((t) => fitted.expectedOfNew(t));
    for (const [i, published] of [0.0078, 0.0532, 0.1506, 1.0405, 1.0437, 1.8576].entries()) {
      expect(of[i]).toBeCloseTo(published, 3);
    }
    const model = new BgNbdModel({ r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 }); // its parameters to three digits
    expect(model.probabilityOfPurchases(10, 2)).toBeCloseTo(1.07869e-7, 12);
    expect(model.probabilityOfPurchases(0, 39)).toBeCloseTo(0.5737864, 7);
    const published = [
      0.0019995214, 0.0015170236, 0.001163315, 0.0009003148, 0.0007023638, 0.0005517902, 0.0004361913, 0.0003467171,
      0.0002769613, 0.000222226,
    ];
    for (const [i, probability] of published.entries()) {
      expect(model.probabilityOfPurchases(11 + i, 30)).toBeCloseTo(probability, 10);
    }
  });

  test("foretells what lifetimes does, for its parameters", () => {
    const model = new BgNbdModel(oracle.bgNbd.params);
    const { histories } = oracle.bgNbd;
    const given = {
      frequency: histories.map(([x]) => x),
      recency: histories.map(([, t]) => t),
      age: histories.map(([, , T]) => T),
    };
    for (const [i, alive] of oracle.bgNbd.alive.entries()) {
      expect(model.probabilityAlive(given)[i]).toBeCloseTo(alive, 12);
    }
    for (const [t, expected] of Object.entries(oracle.bgNbd.purchases)) {
      const found = model.expectedPurchases(given, Number(t));
      for (const [i, purchases] of expected.entries()) expect(found[i]! / purchases).toBeCloseTo(1, 9);
    }
    for (const [t, expected] of Object.entries(oracle.bgNbd.ofNew)) {
      expect(model.expectedOfNew(Number(t)) / expected).toBeCloseTo(1, 9);
    }
  });

  test("probabilities of numbers of purchases sum to 1, and their mean is what is expected", () => {
    let [sum, mean] = [0, 0];
    for (let n = 0; n < 400; n++) {
      const probability = fitted.probabilityOfPurchases(n, 30);
      sum += probability;
      mean += n * probability;
    }
    expect(sum).toBeCloseTo(1, 9);
    expect(mean).toBeCloseTo(fitted.expectedOfNew(30), 7);
  });

  test("expectations pass through a = 1 without a jump", () => {
    const at = (a: number) => new BgNbdModel({ r: 0.3, alpha: 4, a, b: 2 }).expectedOfNew(20);
    expect(at(1)).toBeCloseTo((at(1 + 1e-4) + at(1 - 1e-4)) / 2, 7);
  });
});

describe("Gamma-Gamma on the CDNOW customers who came back", () => {
  const fitted = fitGammaGamma(oracle.gammaGamma);

  test("finds the parameters of lifetimes to four digits", () => {
    expect(fitted.customers).toBe(946);
    expect(fitted.converged).toBe(true);
    expect(fitted.p).toBeCloseTo(6.248804, 3);
    expect(fitted.q).toBeCloseTo(3.744588, 3);
    expect(fitted.v).toBeCloseTo(15.447744, 2);
    expect(fitted.logLikelihood).toBeCloseTo(-4055.923244, 4);
  });

  test("expects what is published for the first ten", () => {
    const [frequency, monetary] = [0, 1].map((at) => oracle.gammaGamma.first.map((row) => row[at]!)) as [
      number[],
      number[],
    ];
    const found = fitted.expectedWorth({ frequency, monetary });
    const published = [24.65, 18.91, 35.17, 35.17, 35.17, 71.46, 18.91, 35.17, 27.28, 35.17];
    for (const [i, worth] of published.entries()) expect(Math.abs(found[i]! - worth)).toBeLessThan(0.1);
    const same = new GammaGammaModel(oracle.gammaGamma.params).expectedWorth({ frequency, monetary });
    for (const [i, worth] of oracle.gammaGamma.expected.entries()) expect(same[i]! / worth).toBeCloseTo(1, 9);
  });
});

describe("customerValue", () => {
  test("adds up discounted periods", async () => {
    const purchases = new BgNbdModel(oracle.bgNbd.params);
    const worth = new GammaGammaModel(oracle.gammaGamma.params);
    const histories = featureTable(["ann", "new"], {
      frequency: [2, 0],
      recency: [30, 0],
      age: [38, 0],
      monetary: [22, 0],
    });
    const value = customerValue(histories, { purchases, worth }, { period: 4, periods: 2, discountRate: 0.1 });
    const [ofAnn] = worth.expectedWorth(histories);
    const [four] = purchases.expectedPurchases(histories, 4);
    const [eight] = purchases.expectedPurchases(histories, 8);
    expect(column(value, "value")[0]).toBeCloseTo(ofAnn! * (four! / 1.1 + (eight! - four!) / 1.21), 9);
    expect(column(value, "purchases")[0]).toBe(eight);
    expect(column(value, "alive")[1]).toBe(1);
  });

  test("takes the table of rfm", async () => {
    const rows = Array.from({ length: 40 }, (_, i) => ({
      who: `u${i % 9}`,
      day: `2026-03-${10 + (i % 19)}`,
      sum: 5 + (i % 7),
    }));
    const orders = await readTransactions(rows, { customer: "who", time: "day", amount: "sum" });
    const { table } = rfm(orders, { convention: "predictive", asOf: "2026-06-30" });
    expect(fitBgNbd(table, { penalty: 0.001 }).customers).toBe(9);
  });
});

describe("bad input", () => {
  const one = { frequency: [1], recency: [1], age: [2] };
  test.each([
    [{ frequency: [0, 0], recency: [0, 0], age: [3, 4] }, '"frequency" expected a customer who bought again, got none'],
    [{ frequency: [], recency: [], age: [] }, '"frequency" expected a customer who bought again, got none'],
    [{ ...one, frequency: [1.5] }, '"frequency" expected whole numbers, got 1.5 in row 0'],
    [{ ...one, frequency: [-1] }, '"frequency" expected finite numbers >= 0, got -1 in row 0'],
    [{ ...one, recency: [3] }, '"recency" expected at most the age, 2, got 3 in row 0'],
    [{ ...one, frequency: [0] }, '"recency" expected 0 where the frequency is 0, got 1 in row 0'],
    [{ ...one, age: [Number.NaN] }, '"age" expected finite numbers >= 0, got NaN in row 0'],
    [{ ...one, age: [2, 3] }, '"age" expected 1 numbers, as "frequency" has, got 2'],
    [{ ...one, weights: [-1] }, '"weights" expected finite numbers >= 0, got -1 in row 0'],
    [{ ...one, age: undefined }, '"age" expected an array of numbers, got undefined'],
  ])("%j", (histories, message) => {
    expect(() => fitBgNbd(histories as never)).toThrow(message);
  });

  test("no worth, or none above 0", () => {
    expect(() => fitGammaGamma({ frequency: [0], monetary: [0] })).toThrow("a customer who bought again, got none");
    expect(() => fitGammaGamma({ frequency: [1], monetary: [0] })).toThrow(
      '"monetary" expected numbers > 0 where the frequency is above 0, got 0',
    );
  });

  test("a fit that finds no maximum says so", () => {
    const { converged, notes } = fitBgNbd(cdnow, { maxIterations: 2 });
    expect(converged).toBe(false);
    expect(notes[0]).toMatch(/^no maximum was found in 2 steps \(slope \S+\): the figures of 2,357 customers/);
  });

  test("a model that was saved damaged is refused", () => {
    expect(() => new BgNbdModel({ r: 1, alpha: Number.NaN, a: 1, b: 1 })).toThrow("the data of BG/NBD is incomplete");
    expect(() => new GammaGammaModel({ p: 1, q: -1, v: 1 })).toThrow("the data of Gamma-Gamma is incomplete");
  });
});

test("special functions are those of scipy", () => {
  for (const [x, expected] of oracle.digamma) expect(digamma(x)).toBeCloseTo(expected, 11);
  for (const [a, b, c, z, expected] of oracle.hypergeometric) {
    expect(hypergeometric(a, b, c, z) / expected).toBeCloseTo(1, 11);
  }
});
