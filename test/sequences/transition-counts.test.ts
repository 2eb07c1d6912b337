import fc from "fast-check";
import { expect, test } from "vitest";
import { countTransitions } from "../../src/sequences/internal";

/** Rows of tokens with weights; the second size has too many transitions for a table. */
const logs = fc.constantFrom(3, 1500).chain((actions) =>
  fc.record({
    actions: fc.constant(actions),
    rows: fc.array(
      fc.record({
        tokens: fc.array(fc.integer({ min: 0, max: actions - 1 }), { maxLength: 12 }),
        weight: fc.integer({ min: 1, max: 4 }),
      }),
      { minLength: 1, maxLength: 8 },
    ),
  }),
);

test.each([0, 1, 2] as const)("order %i: what each row does after what, as counted by hand", (order) => {
  fc.assert(
    fc.property(logs, ({ actions, rows }) => {
      const offsets = new Uint32Array(rows.length + 1);
      for (const [r, { tokens }] of rows.entries()) offsets[r + 1] = offsets[r]! + tokens.length;
      const counted = countTransitions(
        {
          tokens: Uint32Array.from(rows.flatMap(({ tokens }) => tokens)),
          offsets,
          weights: Float64Array.from(rows, ({ weight }) => weight),
          vocabulary: { actions: Array.from({ length: actions }, (_, a) => `action ${a}`) },
        },
        order,
      );
      const [start, end] = [actions + 1, actions];
      const totals = new Map<string, number>();
      for (const [r, { tokens, weight }] of rows.entries()) {
        const own = new Map<string, number>();
        const path = [start, start, ...tokens, end];
        for (let i = 2; i < path.length; i++) {
          const key = `${path.slice(i - order, i)} > ${path[i]}`;
          own.set(key, (own.get(key) ?? 0) + 1);
          totals.set(key, (totals.get(key) ?? 0) + weight);
        }
        const counts = new Map<string, number>();
        for (let p = counted.offsets[r]!; p < counted.offsets[r + 1]!; p++) {
          counts.set(nameOf(counted.transitions[p]!), counted.counts[p]!);
        }
        expect(counts).toEqual(own);
      }
      expect(new Map(Array.from(counted.totals, (total, t) => [nameOf(t), total]))).toEqual(totals);

      function nameOf(transition: number): string {
        const key = counted.contextKeys[counted.contextOf[transition]!]!;
        const context = [[], [key], [Math.floor(key / (actions + 2)), key % (actions + 2)]][order]!;
        return `${context} > ${counted.symbolOf[transition]}`;
      }
    }),
  );
});
