import fc from "fast-check";
import { expect, test } from "vitest";
import { LOOKS, lookAt, valueAt } from "../../src/prefixes/looks";
import { PrefixFeatures } from "../../src/prefixes/prefix-features";

/** Values of features after these tokens. */
function featuresOf(tokens: readonly number[], actions: number): Map<number, number> {
  const values = new Map<number, number>();
  const features = new PrefixFeatures(actions, (key, change) => values.set(key, (values.get(key) ?? 0) + change));
  for (const token of tokens) features.read(token);
  return new Map([...values].filter(([, value]) => Math.abs(value) > 1e-9));
}

test("the values are those of the beginning as it is: roots of counts, places, the last actions, the length", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 1, maxLength: 24 }), (tokens) => {
      const values = [...featuresOf(tokens, 4).values()].sort((a, b) => a - b);
      const counts = new Map<string, number>();
      const add = (key: string) => counts.set(key, (counts.get(key) ?? 0) + 1);
      tokens.forEach((token, i) => {
        add(`${token}`);
        if (i > 0) add(`${tokens[i - 1]} ${token}`);
      });
      const places = Math.min(3, tokens.length) + 1 + (tokens.length > 1 ? 1 : 0);
      const roots = [...counts.values()].map(Math.sqrt);
      const length = LOOKS.map((_, look) =>
        valueAt(
          LOOKS.map((_, other) => (other === look ? 1 : 0)),
          tokens.length,
        ),
      );
      const expected = [...roots, ...Array<number>(places).fill(1), ...length.filter((share) => share > 1e-9)];
      expected.sort((a, b) => a - b);
      expect(values).toHaveLength(expected.length);
      for (const [i, value] of values.entries()) expect(value).toBeCloseTo(expected[i]!, 9);
    }),
  );
});

test("features do not meet, whatever the number of actions", () => {
  for (const actions of [1, 2, 7]) {
    const all = Array.from({ length: actions + 1 }, (_, a) => a);
    for (const a of all) for (const b of all) expect(featuresOf([a, b], actions).size).toBe(a === b ? 7 : 8);
  }
});

test("between looks values change with the logarithm of the number of actions", () => {
  const values = LOOKS.map((_, look) => look);
  expect([1, 2, 3, 5, 10, 20, 50, 100, 500].map((t) => valueAt(values, t))).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 7]);
  expect(valueAt(values, 7)).toBeCloseTo(3 + Math.log(7 / 5) / Math.log(2), 12);
  expect([0, 1, 4, 5, 99, 1000].map(lookAt)).toEqual([0, 0, 2, 3, 6, 7]);
});
