import fc from "fast-check";
import { expect, test } from "vitest";
import { topK } from "../../../src/core/internal";

interface Item {
  readonly value: number;
  readonly id: number;
}

const byValueThenId = (a: Item, b: Item) => a.value - b.value || a.id - b.id;

test("the first few are those that sorting all would put first", () => {
  fc.assert(
    fc.property(fc.array(fc.nat(9), { maxLength: 30 }), fc.integer({ min: 0, max: 12 }), (values, count) => {
      const items = values.map((value, id) => ({ value, id }));
      expect(topK(items, count, byValueThenId)).toEqual([...items].sort(byValueThenId).slice(0, count));
    }),
  );
});

test("items that come late are compared with the last one alone", () => {
  const items = Array.from({ length: 100 }, (_, id) => ({ value: id, id }));
  let comparisons = 0;
  const counted = (a: Item, b: Item) => {
    comparisons++;
    return byValueThenId(a, b);
  };
  expect(topK(items, 2, counted)).toEqual(items.slice(0, 2));
  expect(comparisons).toBe(1 + 98); // the second with the first, every later one with the second
});

test("items are read once, whatever gives them", () => {
  const given = new Set([5, 3, 8, 1]);
  expect(topK(given.values(), 2, (a, b) => b - a)).toEqual([8, 5]);
});
