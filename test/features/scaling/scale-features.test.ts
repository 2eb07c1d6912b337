import { describe, expect, test } from "vitest";
import {
  column,
  FeaturesModel,
  featureTable,
  logScale,
  prepareFeatures,
  robustScale,
  standardize,
  winsorize,
  yeoJohnson,
} from "../../../src/features";
import { columnFigures } from "../../../src/features/scaling/column-figures";
import { yeoJohnsonOf } from "../../../src/features/scaling/column-steps";
import { fixture } from "../../helpers/fixture";

interface Bent {
  readonly values: number[];
  readonly lambda: number;
  readonly bent: number[];
  readonly skew: number;
}

const oracle = fixture<{ readonly yeoJohnson: Readonly<Record<string, Bent>> }>("features").yeoJohnson;
const idsOf = (values: readonly number[]) => values.map((_, i) => `u${i}`);
const tableOf = (values: readonly number[]) => featureTable(idsOf(values), { x: values });

describe("scaling", () => {
  test("standardize and robustScale by hand", () => {
    expect([...column(standardize(tableOf([1, 3, 5, 7])).table, "x")]).toEqual(
      [-3, -1, 1, 3].map((x) => x / Math.sqrt(5)),
    );
    expect([...column(robustScale(tableOf([1, 3, 5, 7, 1000])).table, "x")]).toEqual([-1, -0.5, 0, 0.5, 248.75]);
  });

  test.each(Object.keys(oracle))("yeoJohnson finds the power of scipy: %s", (name) => {
    const { values, lambda, bent, skew } = oracle[name]!;
    const fitted = yeoJohnson(tableOf(values));
    const [step] = fitted.columns[0]!.steps;
    expect(step).toMatchObject({ kind: "yeo-johnson" });
    expect((step as { lambda: number }).lambda).toBeCloseTo(lambda, 4);
    for (const [i, x] of values.entries()) expect(yeoJohnsonOf(x, 0.3)).toBeCloseTo(bent[i]!, 11);
    expect(fitted.columns[0]!.skewBefore).toBeCloseTo(skew, 10);
    expect(Math.abs(fitted.columns[0]!.skewAfter)).toBeLessThan(Math.max(0.6, Math.abs(skew) / 2));
  });

  test("logarithms below 0 mirror those above", () => {
    const [a, b, c] = column(logScale(tableOf([-3, 0, 3])).table, "x");
    expect([a, b]).toEqual([-c!, 0]);
    expect(c).toBeCloseTo(Math.log(4), 12);
  });

  test("winsorize brings the farthest to the quantiles, and counts them", () => {
    const fitted = winsorize(tableOf([0, 1, 2, 3, 400]), { share: 0.25 });
    expect([...column(fitted.table, "x")]).toEqual([1, 1, 2, 3, 3]);
    expect(fitted.columns[0]!.clipped).toBe(2);
  });

  test("new rows are scaled as the fitted ones were, also after a way through JSON", () => {
    const table = featureTable(["a", "b", "c", "d"], { x: [1, 2, 4, 90], y: [1, Number.NaN, 3, 3] });
    const fitted = prepareFeatures(table, { winsorize: 0.1, weights: { y: 2 } });
    const again = new FeaturesModel(JSON.parse(JSON.stringify({ columns: fitted.columns })));
    expect(again.apply(table)).toEqual(fitted.table);
    const turned = featureTable(["d", "e"], { z: [0, 0], y: [3, 5], x: [90, 1e9] });
    const applied = fitted.apply(turned);
    expect(applied.names).toEqual(["x", "y"]);
    expect(applied.columns.map((values) => values[0])).toEqual(fitted.table.columns.map((values) => values[3]));
    expect(column(applied, "x")[1]).toBe(column(applied, "x")[0]); // beyond the bounds, both
  });
});

describe("prepareFeatures", () => {
  test("fills, bends what is skewed, and brings columns to one scale; all of it reported", () => {
    const skewed = [1, 2, 1, 3, 2, 1, 400, 2, 1, 2];
    const even = [1, 2, 3, 4, 5, 6, 7, 8, 9, Number.NaN];
    const { table, columns, notes } = prepareFeatures(
      featureTable(idsOf(skewed), { skewed, even, same: skewed.map(() => 4) }),
    );
    for (const name of ["skewed", "even"] as const) {
      const { mean, deviation } = columnFigures(column(table, name));
      expect(mean).toBeCloseTo(0, 12);
      expect(deviation).toBeCloseTo(1, 12);
    }
    expect([...column(table, "same")]).toEqual(skewed.map(() => 0));
    expect(columns.map(({ missing }) => missing)).toEqual([0, 1, 0]);
    expect(columns.map(({ steps }) => steps.map(({ kind }) => kind))).toEqual([
      ["fill", "yeo-johnson", "scale"],
      ["fill", "scale"],
      ["fill", "scale"],
    ]);
    expect(notes).toEqual(["same: all numbers are equal, so it tells nobody apart"]);
  });

  test("a column without a number becomes a constant, and says so", () => {
    const { table, notes } = prepareFeatures(tableOf([Number.NaN, Number.NaN]));
    expect([...column(table, "x")]).toEqual([0, 0]);
    expect(notes).toEqual(["x: no row has a number"]);
  });

  test("weights make a column count more", () => {
    const { table } = prepareFeatures(tableOf([1, 3]), { weights: { x: 3 } });
    expect([...column(table, "x")]).toEqual([-3, 3].map((x) => expect.closeTo(x, 12)));
  });

  test.each([
    [{ missing: "refuse" }, '"table" expected no missing number, got NaN in column "x", row 1'],
    [{ weights: { z: 2 } }, '"weights" expected names of columns (x), got "z"'],
    [{ weights: { x: 0 } }, '"weights.x" expected a finite number > 0 and <= 1000, got 0'],
    [{ missing: "mode" }, '"missing" expected "median", "mean" or "refuse" or a finite number, got "mode"'],
    [{ winsorise: 0.1 }, '"winsorise" is not an option; did you mean "winsorize"?'],
  ])("refuses %j", (options, message) => {
    expect(() => prepareFeatures(tableOf([1, Number.NaN]), options as never)).toThrow(message);
  });

  test("new rows need the columns fitted to", () => {
    const fitted = prepareFeatures(tableOf([1, 2]));
    expect(() => fitted.apply(featureTable(["a"], { y: [1] }))).toThrow('"table" expected 1 column x, got none of "x"');
    expect(
      () => new FeaturesModel({ columns: [{ name: "x", steps: [{ kind: "scale", center: 0, scale: 0 }] }] }),
    ).toThrow("the data of scaled features is incomplete");
  });
});

test("numbers too large to count with are refused by name; ones too small for a cube have no skew", () => {
  expect(() => standardize(featureTable(["a", "b"], { spent: [1, -1e300] }))).toThrow(
    new RangeError('"table" expected numbers of at most 1e+60 in size, got -1e+300 in column "spent", row 1'),
  );
  const { table, columns } = prepareFeatures(featureTable(["a", "b", "c"], { spent: [1e-110, 2e-110, 9e-110] }));
  expect(columns[0]!.skewBefore).toBe(0);
  expect([...table.columns[0]!].map(Math.sign)).toEqual([-1, -1, 1]);
});
