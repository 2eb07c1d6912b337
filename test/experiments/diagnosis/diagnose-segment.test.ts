import { describe, expect, test } from "vitest";
import {
  type DiagnoseSegmentOptions,
  type DiagnosisData,
  diagnoseSegment,
  formatDiagnosis,
} from "../../../src/experiments";
import { featureTable } from "../../../src/features";
import { sequencesFrom } from "../../../src/sequences";
import { welchTest } from "../../../src/statistics";
import { SCENARIOS } from "../../helpers/diagnosis-scenarios";
import { Draws } from "../../helpers/draws";

const draws = new Draws(1, "diagnosis");
const labels = Array.from({ length: 600 }, (_, i) => (i % 3 === 0 ? 0 : i % 3 === 1 ? 1 : -1));
const before = labels.map(() => 50 + draws.normal(0, 10));
const after = labels.map((label) => (label === 0 ? 40 : 50) + draws.normal(0, 10));
const scenario = (name: string) => SCENARIOS.find((kind) => kind.name === name)!.make(3);

describe("the gap", () => {
  test("between periods is that of users compared with themselves", async () => {
    const { gap, evidence, mode, sides } = await diagnoseSegment(
      { labels },
      { values: { before, after } },
      { segment: 0 },
    );
    const changes = labels.flatMap((label, i) => (label === 0 ? [after[i]! - before[i]!] : []));
    const mean = changes.reduce((sum, change) => sum + change, 0) / changes.length;
    const variance = changes.reduce((sum, change) => sum + (change - mean) ** 2, 0) / (changes.length - 1);
    expect(gap.difference).toBeCloseTo(mean, 9);
    expect((gap.interval.upper - gap.interval.lower) / (2 * 1.959964)).toBeCloseTo(
      Math.sqrt(variance / changes.length),
      5,
    );
    expect([mode, sides]).toEqual(["periods", ["before", "after"]]);
    expect(evidence.map(({ cause }) => cause)).toEqual(["true effect"]);
  });

  test("between groups is Welch's, beside what all others show", async () => {
    const { model, data, options } = await scenario("groups: true effect");
    const { gap } = await diagnoseSegment(model, data, options);
    const of = (group: string) =>
      (data.values as number[]).filter((_, u) => model.labels[u] === "High-Value" && data.groups![u] === group);
    expect(gap.difference).toBeCloseTo(welchTest(of("new"), of("old")).difference, 9);
    expect(gap.expected / gap.means[0]).toBeCloseTo(0.15, 1); // the lift of all others
  });

  test("of a segment that does better, or as it did, is none", async () => {
    const better = after.map((value) => value + 30);
    const { evidence, others, verdict } = await diagnoseSegment(
      { labels },
      { values: { before, after: better } },
      { segment: 0 },
    );
    expect([evidence, others]).toEqual([[], []]);
    expect(verdict).toBe("Nothing found: segment 0 does no worse than it should.");
  });

  test("turns round where less is better", async () => {
    const values = { before: before.map((value) => -value), after: after.map((value) => -value) };
    const turned = await diagnoseSegment({ labels }, { values }, { segment: 0, better: "lower" });
    const straight = await diagnoseSegment({ labels }, { values: { before, after } }, { segment: 0 });
    expect(turned.gap.difference).toBeCloseTo(-straight.gap.difference, 9);
    expect(turned.gap.interval.lower).toBeCloseTo(-straight.gap.interval.upper, 9);
    expect(turned.evidence[0]).toMatchObject({ cause: "true effect", figure: turned.gap.difference });
  });
});

describe("what is not known", () => {
  test("is said of each cause", async () => {
    const { others } = await diagnoseSegment({ labels }, { values: { before, after } }, { segment: 0 });
    const why = Object.fromEntries(others.map((other) => [other.cause, other.why]));
    expect(why).toMatchObject({
      drift: "no behavior of both periods was given",
      definition: "figures of what the label was made of (features) were not given",
      "regression to the mean": "the label is no cut of the metric; an earlier window would show",
      "uncertain members": "how surely users belong was not given",
      paths: "paths of the users were not given",
    });
    expect(others).toHaveLength(11);
  });

  test("users who are missing on one side count on the other", async () => {
    const gone = after.map((value, i) => (i % 30 === 0 ? Number.NaN : value));
    const { gap } = await diagnoseSegment({ labels }, { values: { before, after: gone } }, { segment: 0 });
    expect(gap.users).toEqual([200, 180]);
  });
});

test("a table of features is taken as columns are", async () => {
  const { model, data, options } = await scenario("periods: one-time spenders");
  const { orders } = data.features as Record<string, number[]>;
  const ids = orders!.map((_, i) => `u${i}`);
  const table = { ...data, features: featureTable(ids, { orders: orders! }) };
  const diagnosis = await diagnoseSegment(model, table, options);
  expect(diagnosis.refined).toMatchObject({ figure: "orders", cut: 2, direction: "at least" });
  expect(diagnosis.evidence[0]!.cause).toBe("definition");
  const text = formatDiagnosis(diagnosis);
  expect(text).toContain("Refine High-Value: members with orders of at least 2.");
  expect(text).toMatch(/^High-Value does worse because its label describes the past\.\nOf its members, spend is /);
});

test("the order of users does not matter", async () => {
  const { model, data, options } = await scenario("periods: one-time spenders");
  const { paths: _, ...rest } = data;
  const reversed = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.toReversed();
    const entries = Object.entries(value as object).map(([key, own]) => [key, reversed(own)]);
    return Object.fromEntries(entries);
  };
  const straight = await diagnoseSegment(model, rest, { ...options, funnel: undefined });
  const backward = await diagnoseSegment(reversed(model) as never, reversed(rest) as never, {
    ...options,
    funnel: undefined,
  });
  expect(backward.evidence.map(({ cause }) => cause)).toEqual(straight.evidence.map(({ cause }) => cause));
  expect(formatDiagnosis(backward)).toBe(formatDiagnosis(straight));
});

describe("wrong calls", () => {
  const good: DiagnosisData = { values: { before, after } };
  const cases: readonly [DiagnosisData, DiagnoseSegmentOptions, string][] = [
    [good, {}, '"segment" expected the label of a segment, got undefined'],
    [good, { segment: 7 }, '"segment" expected a label that a user has, got 7'],
    [good, { segment: "x" }, '"segment" expected a label that a user has, got "x"'],
    [{ values: before }, { segment: 0 }, '"data.values" expected an object of before and after'],
    [
      { values: { before, after: [1] } },
      { segment: 0 },
      '"data.values.after" expected 600 numbers, one per user, got 1',
    ],
    [good, { segment: 0, groups: { control: "a" } }, '"data.groups" expected the group of each user, got undefined'],
    [{ ...good, groups: labels.map(() => "a") }, { segment: 0 }, '"groups.control" expected the name of a group'],
    [{ ...good, strata: ["a"] }, { segment: 0 }, '"data.strata" expected'],
    [{ ...good, delivered: [true] }, { segment: 0 }, '"data.delivered" expected 600 values, one per user, got 1'],
    [
      { ...good, previous: labels.map(() => Number.POSITIVE_INFINITY) },
      { segment: 0 },
      '"data.previous" expected finite',
    ],
    [
      { ...good, behavior: { before: { x: before }, after: {} } },
      { segment: 0 },
      '"data.behavior.after" expected a column "x"',
    ],
    [good, { segment: 0, funnel: ["a"] }, '"funnel" expected two or more path patterns'],
    [good, { segment: 0, metrik: "x" } as never, 'did you mean "metric"?'],
  ];
  test.each(cases)("%#: %j", async (data, options, message) => {
    await expect(diagnoseSegment({ labels }, data, options)).rejects.toThrow(message);
  });

  test("paths name users and periods that are there", async () => {
    const sequences = await sequencesFrom(["a", "b"]);
    const at = (paths: DiagnosisData["paths"]) => diagnoseSegment({ labels }, { ...good, paths }, { segment: 0 });
    await expect(at({ sequences, users: [0, 600] })).rejects.toThrow(
      '"data.paths.users" expected positions below 600, got 600',
    );
    await expect(at({ sequences, users: [0] })).rejects.toThrow(
      '"data.paths.users" expected 2 positions, one per input, got 1',
    );
    await expect(at({ sequences, users: [0, 1] })).rejects.toThrow('"data.paths.periods" expected before or after');
    await expect(diagnoseSegment({} as never, good, { segment: 0 })).rejects.toThrow('"model" expected a model');
    expect(() => formatDiagnosis({} as never)).toThrow('"diagnosis" expected what diagnoseSegment gives');
  });
});
