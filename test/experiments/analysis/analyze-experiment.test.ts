import { expect, test } from "vitest";
import { randomStream } from "../../../src/core/internal";
import { analyzeExperiment, type ExperimentData, formatExperiment, treatWhom } from "../../../src/experiments";
import { normalDistribution, welchTest } from "../../../src/statistics";
import { size } from "../../helpers/size";

const HOMEPAGE = { key: "new-homepage", variants: ["old", "new"] } as const;
const SEGMENTS = ["Whales", "Browsers", "Returners", null] as const;
const normal = normalDistribution();

/** An experiment with planted effects by segment. */
function simulated(seed: number, n: number, effects: readonly number[]) {
  const stream = randomStream(seed, "test/experiment");
  const z = (i: number, draw: number) => normal.quantile(Math.max(1e-12, stream.uniform(i, draw)));
  const exposures = Array.from({ length: n }, (_, i) => ({
    user: `user-${i}`,
    variant: stream.uniform(i, 0) < 0.5 ? "old" : "new",
    segment: SEGMENTS[stream.integer(4, i, 1)]!,
  }));
  const before = exposures.map((_, i) => z(i, 2));
  const values = exposures.map(({ variant, segment }, i) => {
    const effect = variant === "new" ? effects[SEGMENTS.indexOf(segment)]! : 0;
    return 10 + SEGMENTS.indexOf(segment) + 0.8 * before[i]! + 0.6 * z(i, 3) + effect;
  });
  return { exposures, before, values };
}

const analyze = (data: Partial<ExperimentData>, options = {}) =>
  analyzeExperiment({ experiment: HOMEPAGE, exposures: [], metrics: [], ...data }, options);

test("without covariate it is Welch's test, overall and in each segment", async () => {
  const { exposures, values } = simulated(1, 600, [0, 0.3, 0, 0]);
  const { comparisons } = await analyze({ exposures, metrics: [{ name: "minutes", values }] });
  const [comparison] = comparisons;
  const arm = (variant: string, segment?: string | null) =>
    values.filter(
      (_, i) => exposures[i]!.variant === variant && (segment === undefined || exposures[i]!.segment === segment),
    );
  const overall = welchTest(arm("new"), arm("old"));
  expect(comparison!.overall!.difference).toBeCloseTo(overall.difference, 10);
  expect(comparison!.overall!.p).toBeCloseTo(overall.p, 10);
  expect(comparison!.segments.map(({ segment }) => segment).toSorted()).toEqual([...SEGMENTS].toSorted());
  for (const { segment, effect } of comparison!.segments) {
    const own = welchTest(arm("new", segment), arm("old", segment));
    expect(effect!.interval.lower).toBeCloseTo(own.interval.lower, 9);
    expect(effect!.interval.upper).toBeCloseTo(own.interval.upper, 9);
  }
});

test("the order of rows decides nothing, and neither do repeated rows", async () => {
  const { exposures, values, before } = simulated(2, 400, [0.2, 0.2, 0.2, 0.2]);
  const map = (numbers: readonly number[]) => new Map(exposures.map(({ user }, i) => [user, numbers[i]!]));
  const metrics = [{ name: "minutes", values: map(values), before: map(before) }];
  const once = await analyze({ exposures, metrics });
  const again = await analyze({ exposures: [...exposures, ...exposures.slice(0, 50)], metrics });
  expect({ ...again, repeated: 0 }).toEqual(once);
  expect(again.repeated).toBe(50);
  const reversed = await analyze({ exposures: exposures.toReversed(), metrics });
  expect(reversed.comparisons[0]!.overall!.difference).toBeCloseTo(once.comparisons[0]!.overall!.difference, 10);
  expect(reversed.sampleRatio.counts).toEqual(once.sampleRatio.counts);
});

test("CUPED and strata make intervals narrower, and the effect stays", async () => {
  const { exposures, values, before } = simulated(3, 4000, [0.1, 0.1, 0.1, 0.1]);
  const { comparisons } = await analyze({
    exposures,
    metrics: [
      { name: "plain", values },
      { name: "adjusted", values, before },
    ],
  });
  const [plain, adjusted] = comparisons;
  const width = ({ lower, upper }: { lower: number; upper: number }) => upper - lower;
  expect(width(plain!.postStratified!.interval)).toBeLessThan(0.8 * width(plain!.overall!.interval));
  expect(width(adjusted!.postStratified!.interval)).toBeLessThan(0.5 * width(plain!.overall!.interval));
  expect(adjusted!.postStratified!.interval.lower).toBeLessThan(0.1);
  expect(adjusted!.postStratified!.interval.upper).toBeGreaterThan(0.1);
  expect(adjusted!.postStratified!.p).toBeLessThan(1e-4);
});

test("users of several variants are left out, and arms without their traffic are found, overall and by segment", async () => {
  const rows = (n: number, variant: string, segment: string, from: number) =>
    Array.from({ length: n }, (_, i) => ({ user: `${segment}-${from + i}`, variant, segment }));
  const exposures = [
    ...rows(500, "old", "a", 0),
    ...rows(500, "new", "a", 500),
    ...rows(700, "old", "b", 0),
    ...rows(500, "new", "b", 700),
    { user: "a-0", variant: "new", segment: "a" },
  ];
  const { users, crossovers, sampleRatio } = await analyze({ exposures });
  expect([users, crossovers]).toEqual([2199, 1]);
  expect(sampleRatio.counts).toEqual([1199, 1000]);
  expect(sampleRatio.segments.map(({ segment, adjustedP }) => [segment, adjustedP < 0.001])).toEqual([
    ["b", true],
    ["a", false],
  ]);
});

test("an arm of weight 0 takes no degree of freedom", async () => {
  const experiment = {
    key: "k",
    variants: [
      { name: "old", weight: 1 },
      { name: "new", weight: 1 },
      { name: "stopped", weight: 0 },
    ],
  };
  const exposures = Array.from({ length: 100 }, (_, i) => ({ user: `${i}`, variant: i % 2 ? "old" : "new" }));
  const { sampleRatio } = await analyzeExperiment({ experiment, exposures, metrics: [] });
  expect([sampleRatio.degreesOfFreedom, sampleRatio.p]).toEqual([1, 1]);
});

test("a ratio of sums, with users as what is independent", async () => {
  const { exposures } = simulated(5, 2000, [0, 0, 0, 0]);
  const stream = randomStream(5, "test/ratio");
  const views = exposures.map((_, i) => 1 + stream.integer(20, i, 0));
  const clicks = exposures.map(({ variant }, i) => Math.round(views[i]! * (variant === "new" ? 0.3 : 0.2)));
  const { comparisons } = await analyze({
    exposures,
    metrics: [{ name: "click rate", numerator: clicks, denominator: views }],
  });
  const { control, treatment, p } = comparisons[0]!.overall!;
  expect(control.mean).toBeCloseTo(0.2, 1);
  expect(treatment.mean).toBeCloseTo(0.3, 1);
  expect(p).toBeLessThan(1e-20);
});

test("planted differences between segments are reported, equal effects are not taken for different ones", async () => {
  let [different, equal] = [0, 0];
  const runs = size(30, 60);
  for (let seed = 1; seed <= runs; seed++) {
    const of = async (effects: readonly number[]) => {
      const { exposures, values } = simulated(seed, 1200, effects);
      return (await analyze({ exposures, metrics: [{ name: "minutes", values }] })).comparisons[0]!.heterogeneity!;
    };
    if ((await of([0.6, -0.2, 0.1, 0])).p < 0.05) different += 1;
    if ((await of([0.3, 0.3, 0.3, 0.3])).p < 0.05) equal += 1;
  }
  expect(different).toBeGreaterThan(0.9 * runs);
  expect(equal).toBeLessThan(0.15 * runs);
});

test("shrinkage is nearer to the truth than the raw effects where segments are many and alike", async () => {
  let [raw, shrunk] = [0, 0];
  for (let seed = 1; seed <= size(8, 20); seed++) {
    const { exposures, values } = simulated(seed, 400, [0.2, 0.25, 0.15, 0.2]);
    for (const { segment, effect, shrunk: toMean } of (await analyze({ exposures, metrics: [{ name: "m", values }] }))
      .comparisons[0]!.segments) {
      const truth = [0.2, 0.25, 0.15, 0.2][SEGMENTS.indexOf(segment as null)]!;
      raw += (effect!.difference - truth) ** 2;
      shrunk += (toMean!.difference - truth) ** 2;
    }
  }
  expect(shrunk).toBeLessThan(0.6 * raw);
});

test("A/A: looked at after each of fourteen days, the stated error rate holds overall and by segment", async () => {
  const [experiments, days, perDay] = [size(40, 200), 14, 60];
  let [fixed, always, segments] = [0, 0, 0];
  for (let seed = 1; seed <= experiments; seed++) {
    const { exposures, values } = simulated(seed, 100 + days * perDay, [0, 0, 0, 0]);
    const seen = { fixed: false, always: false, segments: false };
    for (let day = 1; day <= days; day++) {
      const n = 100 + day * perDay;
      const metrics = [{ name: "minutes", values: values.slice(0, n) }];
      const data = { exposures: exposures.slice(0, n), metrics };
      const [comparison] = (await analyze(data, { looks: "always-valid" })).comparisons;
      if (comparison!.overall!.p < 0.05) seen.fixed = true;
      if (comparison!.adjustedP! < 0.05) seen.always = true;
      if (comparison!.segments.some(({ adjustedP }) => adjustedP! < 0.05)) seen.segments = true;
    }
    fixed += Number(seen.fixed);
    always += Number(seen.always);
    segments += Number(seen.segments);
  }
  expect(fixed / experiments).toBeGreaterThan(0.12); // looking at plain p values every day misleads
  expect(always / experiments).toBeLessThanOrEqual(0.05);
  expect(segments / experiments).toBeLessThanOrEqual(0.05);
});

test("who to treat: where effects are alike, the answer is too; where they are not, it differs", async () => {
  const decide = async (effects: readonly number[], cost: number) => {
    const { exposures, values, before } = simulated(11, 4000, effects);
    const { comparisons } = await analyze({ exposures, metrics: [{ name: "money", values, before }] });
    return new Map(treatWhom(comparisons[0]!, { cost }).map(({ segment, decision }) => [segment, decision]));
  };
  expect([...new Set((await decide([0.5, 0.5, 0.5, 0.5], 0.1)).values())]).toEqual(["treat"]);
  const mixed = await decide([0.8, -0.5, 0.5, 0], 0.2);
  expect(SEGMENTS.map((segment) => mixed.get(segment))).toEqual(["treat", "do not treat", "treat", "do not treat"]);
});

test("few users, none, and constant values have clear answers", async () => {
  expect((await analyze({})).users).toBe(0);
  expect((await analyze({ metrics: [{ name: "m", values: [] }] })).comparisons[0]).toMatchObject({
    overall: null,
    adjustedP: null,
    postStratified: null,
    heterogeneity: null,
    segments: [],
  });
  const exposures = ["a", "b", "c", "d", "e"].map((user, i) => ({ user, variant: i % 2 ? "new" : "old" }));
  const { comparisons } = await analyze({ exposures, metrics: [{ name: "m", values: [3, 3, 3, 3, 3] }] });
  expect(comparisons[0]!.overall).toMatchObject({ difference: 0, standardError: 0, p: 1 });
  expect(treatWhom(comparisons[0]!)[0]!.decision).toBe("not known yet");
  for (const wrong of [undefined, null, 3]) {
    const segments = [comparisons[0]!.segments[0]!, wrong] as never;
    expect(() => treatWhom({ ...comparisons[0]!, segments })).toThrow(
      new TypeError(`"comparison.segments[1]" expected the effect in a segment, got ${wrong}`),
    );
  }
  const noViews = await analyze({
    exposures,
    metrics: [{ name: "rate", numerator: [1, 1, 1, 1, 1], denominator: [0, 0, 0, 0, 0] }],
  });
  expect(noViews.comparisons[0]!.overall).toBeNull();
});

test("what is wrong is reported where it is", async () => {
  const exposures = [{ user: "a", variant: "old" }];
  await expect(analyze({ exposures: [{ user: "a", variant: "odl" }] })).rejects.toThrow(
    '"exposures.variant" expected one of "old", "new", got "odl" in row 0',
  );
  await expect(analyze({ exposures, metrics: [{ name: "m", values: [1, 2] }] })).rejects.toThrow(
    '"metrics[0].values" expected 1 values, one a row of the exposures, got 2',
  );
  await expect(analyze({ exposures, metrics: [{ name: "m", values: [Number.NaN] }] })).rejects.toThrow(
    '"metrics[0].values" expected finite numbers, got NaN for user "a"',
  );
  await expect(analyze({ exposures, metrics: [{ name: "m", value: [1] } as never] })).rejects.toThrow(
    '"metrics[0].value" is not part of a metric; known: name, values, before',
  );
  await expect(analyze({ exposures }, { control: "nwe" })).rejects.toThrow(
    '"control" expected one of "old", "new", got "nwe"',
  );
});

test("values of any size have figures that are numbers, or none; what is too large is reported", async () => {
  const n = 40;
  const exposures = Array.from({ length: n }, (_, i) => ({ user: `u${i}`, variant: i % 2 ? "new" : "old" }));
  const of = (value: (i: number) => number) => exposures.map((_, i) => value(i));
  const expectFigures = (value: unknown): void => {
    if (typeof value === "number") expect(value).not.toBeNaN();
    else if (typeof value === "object" && value !== null) for (const one of Object.values(value)) expectFigures(one);
  };
  for (const scale of [0, 1e-320, 1e-160, 1e-100, 1, 1e58]) {
    const values = of((i) => i * scale);
    const metrics = [
      { name: "mean", values },
      { name: "adjusted", values: of((i) => i), before: values },
      { name: "ratio", numerator: of((i) => i), denominator: values },
      { name: "cancelled", numerator: values, denominator: of((i) => (i % 4 < 2 ? 1e59 : -1e59)) },
    ];
    const { comparisons } = await analyze({ exposures, metrics });
    expectFigures(comparisons);
    const ratio = scale > 1e-300 ? comparisons[0]!.overall!.difference / scale : 1; // smaller ones lose digits
    expect(ratio).toBeCloseTo(1, 9);
  }
  for (const large of [1e61, -1e308]) {
    await expect(analyze({ exposures, metrics: [{ name: "m", values: of(() => large) }] })).rejects.toThrow(
      '"metrics[0].values" expected numbers of at most 1e+60 in size',
    );
  }
  for (const odd of ["5", 5n, true]) {
    await expect(
      analyze({ exposures, metrics: [{ name: "m", values: new Map([["u1", odd as never]]) }] }),
    ).rejects.toThrow('"metrics[0].values" expected numbers, got');
  }
  for (const confidence of [1e-300, 1e-17, 0.5, 1 - 2 ** -53]) {
    const metrics = [{ name: "mean", values: of((i) => i) }];
    expectFigures(await analyze({ exposures, metrics }, { confidence, looks: "always-valid" }));
  }
});

test("as text", async () => {
  const { exposures, values } = simulated(4, 2000, [0.5, 0.5, 0.5, 0.5]);
  const text = formatExperiment(await analyze({ exposures, metrics: [{ name: "minutes", values }] }));
  const lines = text.split("\n");
  expect(lines[0]).toMatch(/^new-homepage: 2,000 users; old [\d,]+, new [\d,]+\.$/u);
  expect(lines[2]).toBe("minutes: new against old");
  expect(lines[3]).toMatch(
    /^ {2}all users: \+0\.\d+ \(\+\d+%\), from \+0\.\d+ to \+0\.\d+; an effect \(p .*, corrected\)$/u,
  );
  expect(lines[4]).toMatch(/^ {2}Effects do not differ between segments beyond chance/u);
  expect(lines).toHaveLength(9);
});
