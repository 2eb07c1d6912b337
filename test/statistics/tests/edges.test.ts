import { expect, test } from "vitest";
import {
  andersonDarlingTest,
  chiSquareTest,
  fisherExactTest,
  kolmogorovSmirnovTest,
  mannWhitneyTest,
  normalDistribution,
  ratioOfSums,
  relativeEffect,
  twoProportionsTest,
  twoSampleKolmogorovSmirnovTest,
  type Values,
  welchTest,
} from "../../../src/statistics";

test("empty arms and categories are no degrees of freedom", () => {
  expect(chiSquareTest([50, 0, 50], { expected: [1, 0, 1] })).toEqual({
    statistic: 0,
    degreesOfFreedom: 1,
    p: 1,
    smallestExpected: 50,
  });
  const filled = chiSquareTest([
    [10, 20],
    [30, 25],
  ]);
  expect(
    chiSquareTest([
      [10, 0, 20],
      [0, 0, 0],
      [30, 0, 25],
    ]),
  ).toEqual(filled);
  expect(chiSquareTest([0, 0])).toEqual({ statistic: 0, degreesOfFreedom: 0, p: 1, smallestExpected: 0 });
  expect(chiSquareTest([7])).toMatchObject({ degreesOfFreedom: 0, p: 1 });
  expect(chiSquareTest([[3, 4]])).toMatchObject({ degreesOfFreedom: 0, p: 1 });
});

test("an arm that should be empty and is not is refused", () => {
  expect(() => chiSquareTest([50, 5, 50], { expected: [1, 0, 1] })).toThrow(
    new RangeError('"observed" expected 0 at position 1, where nothing is expected, got 5'),
  );
});

test("weights in any unit", () => {
  const { p } = chiSquareTest([700, 300], { expected: [7, 3] });
  expect(p).toBe(1);
  expect(chiSquareTest([710, 290], { expected: [70, 30] })).toEqual(
    chiSquareTest([710, 290], { expected: [0.7, 0.3] }),
  );
});

test("a tail that 1 - cdf would round to 0", () => {
  expect(chiSquareTest([60_000, 50_000]).p).toBeGreaterThan(1e-210);
  expect(chiSquareTest([60_000, 50_000]).p).toBeLessThan(1e-190);
  const far = welchTest({ n: 5000, mean: 0.2, variance: 1 }, { n: 5000, mean: 0, variance: 1 });
  expect(far.statistic).toBeCloseTo(10, 10);
  expect(far.p).toBeGreaterThan(1e-23);
  expect(far.p).toBeLessThan(3e-23);
});

test("constant samples", () => {
  expect(welchTest([1, 1, 1], [1, 1])).toEqual({
    difference: 0,
    standardError: 0,
    statistic: 0,
    degreesOfFreedom: 3,
    p: 1,
    interval: { lower: 0, upper: 0 },
  });
  expect(welchTest([2, 2, 2], [0.1, 0.1])).toMatchObject({ p: 0, interval: { lower: 1.9, upper: 1.9 } });
  expect(twoProportionsTest({ successes: 0, trials: 9 }, { successes: 0, trials: 7 })).toMatchObject({
    statistic: 0,
    p: 1,
  });
  expect(mannWhitneyTest([3, 3], [3, 3, 3])).toMatchObject({ superiority: 0.5, p: 1 });
  expect(mannWhitneyTest([3, 3], [3, 3, 3], { method: "normal" }).p).toBe(1);
  expect(twoSampleKolmogorovSmirnovTest([3, 3], [3])).toMatchObject({ statistic: 0, p: 1 });
  expect(fisherExactTest({ successes: 0, trials: 9 }, { successes: 0, trials: 7 })).toEqual({ oddsRatio: null, p: 1 });
});

test("values or their moments", () => {
  const [a, b] = [
    [5.1, 4.9, 6.2, 5.7],
    [4.1, 4.4, 3.9],
  ];
  const moments = { n: 3, mean: 12.4 / 3, variance: 0.19 / 3 };
  const [own, given] = [welchTest(a, b), welchTest(a, moments)];
  expect(given.p).toBeCloseTo(own.p, 12);
  expect(welchTest(Float64Array.from(a), Float64Array.from(b))).toEqual(own);
});

test.each<[() => unknown, string]>([
  [() => welchTest([1], [1, 2]), '"first" expected at least 2 values, got 1'],
  [() => welchTest([1, 2], []), '"second" expected at least 2 values, got 0'],
  [() => welchTest([1, Number.NaN], [1, 2]), '"first" expected finite numbers, got NaN at position 1'],
  [
    () => welchTest("12" as unknown as Values, [1, 2]),
    '"first" expected an array of numbers or an object of n, mean and variance, got "12"',
  ],
  [
    () => welchTest({ n: 4, mean: 1 } as never, [1, 2]),
    '"first.variance" expected a finite number >= 0 and <= 1e+120, got undefined',
  ],
  [() => welchTest({ n: 1, mean: 1, variance: 0 }, [1, 2]), '"first.n" expected an integer >= 2, got 1'],
  [() => welchTest([1, 2], [1, 2], { confidence: 1 }), '"confidence" expected a number > 0 and < 1, got 1'],
  [
    () => welchTest([1, 2], [1, 2], { alternative: "larger" as "less" }),
    '"alternative" expected "two-sided", "less" or "greater", got "larger"',
  ],
  [
    () => twoProportionsTest({ successes: 3, trials: 2 }, { successes: 1, trials: 2 }),
    '"first.successes" expected at most 2, the trials, got 3',
  ],
  [
    () => twoProportionsTest({ successes: 1, trials: 2 }, { successes: 1, trials: 0 }),
    '"second.trials" expected an integer >= 1 and <= 9007199254740991, got 0',
  ],
  [() => chiSquareTest([1, -2]), '"observed" expected finite counts >= 0, got -2 at position 1'],
  [() => chiSquareTest([[1, 2], [3]]), '"observed[1]" expected 2 counts, got 1'],
  [() => chiSquareTest([1, 2], { expected: [1] }), '"expected" expected 2 weights, got an array of 1'],
  [
    () => chiSquareTest([[1, 2]], { expected: [1, 1] }),
    '"expected" expected none for a table, whose rows are compared',
  ],
  [() => mannWhitneyTest([], [1]), '"first" expected at least 1 value, got 0'],
  [
    () => mannWhitneyTest(Array(201).fill(1), [1], { method: "exact" }),
    '"method" expected "normal" or "auto" for more than 200 values, got "exact"',
  ],
  [
    () => kolmogorovSmirnovTest([1], {} as never),
    '"distribution" expected an object with a cdf, got an object (Object)',
  ],
  [
    () => kolmogorovSmirnovTest([1, Infinity], normalDistribution()),
    '"sample" expected finite numbers, got Infinity at position 1',
  ],
  [() => andersonDarlingTest([[1, 2, 3, 4]]), '"samples" expected at least 2 samples, got 1'],
  [() => andersonDarlingTest([[1], [2, 3]]), '"samples" expected at least 4 values in all, got 3'],
  [
    () =>
      andersonDarlingTest([
        [1, 1],
        [1, 1],
      ]),
    '"samples" expected values that differ, got equal ones',
  ],
])("refused %#", (call, message) => {
  expect(call).toThrow(message);
});

test("row order does not matter", () => {
  const [a, b] = [
    [3, 1, 2, 7.5, 2],
    [4, 4, 9, 0.5],
  ];
  for (const compare of [mannWhitneyTest, twoSampleKolmogorovSmirnovTest]) {
    expect(compare([...a].reverse(), [...b].reverse())).toEqual(compare(a, b));
  }
});

test("values whose squares leave the range of numbers are refused by name, not counted as Infinity or as equal", () => {
  const large = new RangeError('"first" expected numbers of at most 1e+60 in size, got 1e+300 at position 1');
  const small = new RangeError('"first" expected differences whose squares are above 0, got 2e-300 at position 1');
  for (const compare of [welchTest, relativeEffect]) {
    expect(() => compare([1, 1e300, 2], [1, 2, 3])).toThrow(large);
    expect(() => compare([1e-300, 2e-300], [1, 2])).toThrow(small);
    expect(() => compare({ n: 3, mean: 1, variance: 1e300 }, [1, 2])).toThrow('"first.variance"');
    expect(compare([-1e60, 1e60, 5], [1, 2, 3]).p).toBeGreaterThan(0);
  }
  expect(() => ratioOfSums([1, 2], [1, 1e61])).toThrow(
    new RangeError('"denominators" expected numbers of at most 1e+60 in size, got 1e+61 at position 1'),
  );
});
