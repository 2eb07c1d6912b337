import fc from "fast-check";
import { expect, test } from "vitest";
import { metricFromJson, metricToJson } from "../../src/tracking/metric-values";
import { parameterTexts } from "../../src/tracking/parameter-texts";

test("options are flat texts", () => {
  const options = {
    clustering: { method: "kmeans", k: 4 },
    sequences: { rename: { "A ⇒ B": null }, actions: ["a", "b"] },
    seed: 7,
    nothing: {},
    gone: undefined,
    __proto__own: true,
  };
  expect([...parameterTexts(options)]).toEqual([
    ["clustering.method", "kmeans"],
    ["clustering.k", "4"],
    ["sequences.rename.A _ B", "null"],
    ["sequences.actions", '["a","b"]'],
    ["seed", "7"],
    ["nothing", "{}"],
    ["__proto__own", "true"],
  ]);
});

test("what MLflow does not take is cut", () => {
  const [[key, value]] = [...parameterTexts({ ["k".repeat(900)]: "v".repeat(9000) })] as [[string, string]];
  expect(key).toHaveLength(250);
  expect(value).toBe(`${"v".repeat(5999)}…`);
});

test("every number survives JSON, and infinities the stores that keep the largest number", () => {
  fc.assert(
    fc.property(fc.double(), (value) => {
      const back = metricFromJson(JSON.parse(JSON.stringify(metricToJson(value))));
      const infinite = Math.abs(value) === Number.MAX_VALUE;
      expect(back).toBe(infinite ? value * Number.POSITIVE_INFINITY : Object.is(value, -0) ? 0 : value);
    }),
  );
  expect([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY].map(metricToJson)).toEqual([
    "NaN",
    "Infinity",
    "-Infinity",
  ]);
  expect(metricFromJson(-Number.MAX_VALUE)).toBe(Number.NEGATIVE_INFINITY);
});
