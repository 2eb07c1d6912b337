import fc from "fast-check";
import { expect, test } from "vitest";
import { BigramTable } from "../../../src/embedding/ngrams/bigram-table";

const actions = fc.oneof(fc.integer({ min: 0, max: 12 }), fc.integer({ min: 0, max: 2 ** 32 - 1 }));

test("pairs are numbered in the order in which they come, and found again; others have no number", () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(actions, actions), { maxLength: 300 }),
      fc.tuple(actions, actions),
      (pairs, other) => {
        const table = new BigramTable();
        const known = new Map<string, number>();
        for (const [first, second] of pairs) {
          const name = `${first} ${second}`;
          expect(table.of(first, second)).toBe(known.get(name) ?? -1);
          if (!known.has(name)) known.set(name, known.size);
          expect(table.add(first, second)).toBe(known.get(name));
        }
        expect(table.size).toBe(known.size);
        expect(table.of(...other)).toBe(known.get(other.join(" ")) ?? -1);
        for (const [name, place] of known) expect(`${table.firsts[place]} ${table.seconds[place]}`).toBe(name);
      },
    ),
  );
});
