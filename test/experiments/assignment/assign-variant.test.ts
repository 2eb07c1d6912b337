import { createHash } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { assignVariant, type Experiment, ExposureLog } from "../../../src/experiments";
import { growthBookHash } from "../../../src/experiments/assignment/growthbook-hash";
import { hashFraction } from "../../../src/experiments/assignment/hash-fraction";
import { Cases } from "../../helpers/cases";

const HOMEPAGE: Experiment = { key: "new-homepage", variants: ["old", "new"] };
const users = (n: number) => Array.from({ length: n }, (_, i) => `user-${i}`);

test("the fraction is the first 53 bits of SHA-256 over the UTF-8 bytes", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), fc.string({ unit: "grapheme" }), (seed, text) => {
      const hex = createHash("sha256").update(`${seed}\u001f${text}`, "utf8").digest("hex");
      expect(hashFraction(seed, text)).toBe(Number(BigInt(`0x${hex.slice(0, 16)}`) >> 11n) / 2 ** 53);
    }),
  );
});

test("GrowthBook's hash, by the figures of its specification", () => {
  const v1 = [
    ["", "a", 0.22],
    ["", "b", 0.077],
    ["b", "a", 0.946],
    ["ef", "d", 0.652],
    ["asdf", "8952klfjas09ujk", 0.549],
    ["", "123", 0.011],
  ] as const;
  for (const [seed, value, expected] of v1) expect(growthBookHash(seed, value, 1)).toBe(expected);
  const v2 = [
    ["seed", "a", 0.0505],
    ["seed", "b", 0.2696],
    ["foo", "ab", 0.2575],
    ["foo", "def", 0.2019],
    ["89123klj", "8952klfjas09ujkasdf", 0.124],
    ["90850943850283058242805", "123", 0.7516],
  ] as const;
  for (const [seed, value, expected] of v2) expect(growthBookHash(seed, value, 2)).toBe(expected);
});

test("variants get the share of their weights, also in the buckets of GrowthBook", () => {
  for (const hash of ["sha256", "growthbook-1", "growthbook-2"] as const) {
    const experiment: Experiment = {
      key: "prices",
      variants: [
        { name: "a", weight: 1 },
        { name: "b", weight: 3 },
        { name: "stopped", weight: 0 },
      ],
      hash,
    };
    const counts = { a: 0, b: 0, stopped: 0 };
    for (const user of users(20_000)) counts[assignVariant(user, experiment).variant as keyof typeof counts] += 1;
    expect(counts.stopped).toBe(0);
    expect(Math.abs(counts.a - 5000)).toBeLessThan(hash === "growthbook-1" ? 500 : 250);
  }
});

test("experiments are independent: the variant in one says nothing about that in another", () => {
  let agree = 0;
  for (const user of users(20_000)) {
    const other = assignVariant(user, { ...HOMEPAGE, key: "new-prices" }).index;
    if (assignVariant(user, HOMEPAGE).index === other) agree += 1;
  }
  expect(Math.abs(agree - 10_000)).toBeLessThan(4 * Math.sqrt(5000));
});

test("a larger coverage adds users and moves none", () => {
  const cases = new Cases("in the narrow one", "in neither");
  for (const user of users(3000)) {
    const narrow = assignVariant(user, { ...HOMEPAGE, coverage: 0.2 });
    const wide = assignVariant(user, { ...HOMEPAGE, coverage: 0.7 });
    if (cases.when("in the narrow one", narrow.index >= 0)) expect(wide.variant).toBe(narrow.variant);
    if (cases.when("in neither", wide.index < 0)) expect(wide.reason).toBe("outside the coverage");
  }
  cases.expectAll(500);
});

test("namespaces that do not overlap share no user", () => {
  const inRange = (range: [number, number]) => ({ ...HOMEPAGE, namespace: { name: "home", range } });
  let [first, second] = [0, 0];
  for (const user of users(3000)) {
    const a = assignVariant(user, inRange([0, 0.4])).index >= 0;
    const b = assignVariant(user, inRange([0.4, 1])).index >= 0;
    expect(a && b).toBe(false);
    if (a) first += 1;
    if (b) second += 1;
  }
  expect(first + second).toBe(3000);
  expect(Math.abs(first - 1200)).toBeLessThan(110);
});

test("segments take part only where they are named, and draw anew where asked", () => {
  const experiment: Experiment = { ...HOMEPAGE, segments: ["s1", "s2"] };
  expect(assignVariant("u", experiment).reason).toBe("segment not eligible");
  expect(assignVariant("u", experiment, { segment: "s9" }).index).toBe(-1);
  expect(assignVariant("u", experiment, { segment: "s1", model: "abc" })).toMatchObject({
    segment: "s1",
    model: "abc",
  });
  const moved = users(1000).filter((user) => {
    const at = (segment: string) => assignVariant(user, { ...experiment, seedBySegment: true }, { segment }).index;
    expect(assignVariant(user, experiment, { segment: "s1" }).index).toBe(
      assignVariant(user, experiment, { segment: "s2" }).index,
    );
    return at("s1") !== at("s2");
  });
  expect(Math.abs(moved.length - 500)).toBeLessThan(80);
});

test("odd users are users too", () => {
  for (const user of ["", "__proto__", "日本語", "🦄", " ", "\u0000"]) {
    expect(assignVariant(user, HOMEPAGE).index).toBeGreaterThanOrEqual(0);
  }
});

test("what is wrong is reported where it is", () => {
  const wrong = (experiment: unknown) => () => assignVariant("u", experiment as Experiment);
  expect(wrong({ ...HOMEPAGE, variants: ["only"] })).toThrow(
    '"experiment.variants" expected two or more variants, names or objects of name and weight, got',
  );
  expect(wrong({ ...HOMEPAGE, variants: ["a", "a"] })).toThrow(
    '"experiment.variants" expected different names, got "a"',
  );
  expect(wrong({ ...HOMEPAGE, coverage: 2 })).toThrow(
    '"experiment.coverage" expected a finite number >= 0 and <= 1, got 2',
  );
  expect(wrong({ variants: ["a", "b"] })).toThrow('"experiment.key" expected a non-empty string, got undefined');
  expect(wrong({ ...HOMEPAGE, covrage: 1 })).toThrow('did you mean "experiment.coverage"?');
  expect(wrong({ ...HOMEPAGE, namespace: { name: "x" } })).toThrow('"experiment.namespace.range" expected two numbers');
  expect(() => assignVariant(7 as unknown as string, HOMEPAGE)).toThrow('"user" expected a string, got 7');
});

test("the first exposure counts, also across a restart", () => {
  const log = new ExposureLog({ ...HOMEPAGE, segments: ["s1", "s2"] });
  expect(log.expose("u", { time: 5, segment: "s7" }).reason).toBe("segment not eligible");
  const first = log.expose("u", { time: 10, segment: "s1", model: "m1" });
  const again = new ExposureLog(log.experiment, log.toRows());
  expect(again.expose("u", { time: 20, segment: "s2", model: "m2" })).toEqual(first);
  expect([again.size, again.forget("u"), again.forget("u"), again.size]).toEqual([1, true, false, 0]);
  expect(() => new ExposureLog({ ...HOMEPAGE, key: "other" }, log.toRows())).toThrow('exposures of "other"');
  for (const wrong of [5, [null], [{ experiment: "homepage" }], [{ ...first, time: Number.NaN }]]) {
    expect(() => new ExposureLog(log.experiment, wrong as never)).toThrow(/^"exposures[.a-z]*" expected/);
  }
  expect(() => log.expose("v", {} as { time: number })).toThrow('"context.time" expected an integer, got undefined');
});
