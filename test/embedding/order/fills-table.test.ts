import fc from "fast-check";
import { expect, test } from "vitest";
import { trainWord2Vec } from "../../../src/embedding";
import { fillsTable, pairsSeen } from "../../../src/embedding/order/fills-table";
import { sequencesFrom } from "../../../src/sequences";
import { countPairs } from "../../reference/skip-gram";

test("the pairs seen are those that are counted", async () => {
  const action = fc.constantFrom("a", "b", "c", "d");
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(action, { minLength: 1, maxLength: 12 }), { minLength: 1, maxLength: 12 }),
      fc.integer({ min: 1, max: 15 }),
      async (log, window) => {
        const built = await sequencesFrom(log);
        const { actions } = built.vocabulary;
        const tokens = log.map((list) => list.map((name) => actions.indexOf(name)));
        const counted = countPairs(tokens, actions.length, window).flat();
        const seen = counted.reduce((sum, count) => sum + count, 0) / window;
        expect(pairsSeen(built, window)).toBeCloseTo(seen, 9);
      },
    ),
  );
});

test("few actions fill the table, many only with many pairs, thousands never", async () => {
  const neighbors = (actions: number) =>
    sequencesFrom(Array.from({ length: actions }, (_, a) => [`a${a}`, `a${(a + 1) % actions}`]));
  const few = await neighbors(256);
  const many = await neighbors(257);
  const thousands = await neighbors(3001);
  expect(fillsTable(few, 5)).toBe(true);
  expect(fillsTable(many, 5)).toBe(false);
  const often = (inputs: number) => ({ ...many, weights: many.weights.map(() => inputs) });
  const enough = (32 * 257 * 257) / (2 * 257); // each row has two pairs
  expect(fillsTable(often(Math.ceil(enough)), 5)).toBe(true);
  expect(fillsTable(often(Math.floor(enough) - 1), 5)).toBe(false);
  expect(fillsTable({ ...thousands, weights: thousands.weights.map(() => 1e9) }, 5)).toBe(false);
});

test("of 400 actions with few pairs: steps on samples; the same bits for any workers and order of rows", async () => {
  const log = Array.from({ length: 300 }, (_, i) =>
    Array.from({ length: 5 }, (_, t) => `a${(i * 31 + t * t * 7) % 400}`),
  );
  const one = await trainWord2Vec(log, { vectorSize: 16, workers: 1 });
  const four = await trainWord2Vec([...log].reverse(), { vectorSize: 16, workers: 4 });
  expect(one.epochs).toBeLessThanOrEqual(40); // the table takes 200
  expect(four.vocabulary).toEqual(one.vocabulary);
  expect(four.vectors).toEqual(one.vectors);
});
