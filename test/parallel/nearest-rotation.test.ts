import fc from "fast-check";
import { expect, test } from "vitest";
import { nearestRotation } from "../../src/parallel/internal";

const squares = fc.integer({ min: 1, max: 6 }).chain((d) =>
  fc.record({
    d: fc.constant(d),
    // few values, so that many are singular
    m: fc.array(fc.integer({ min: -2, max: 2 }), { minLength: d * d, maxLength: d * d }),
    scale: fc.constantFrom(1e-9, 1, 1e9),
  }),
);

test("is a rotation, and no small turn of it lies nearer", async () => {
  await fc.assert(
    fc.asyncProperty(squares, async ({ d, m, scale }) => {
      const matrix = Float64Array.from(m, (value) => scale * value);
      const turn = await nearestRotation(matrix, d);
      for (let a = 0; a < d; a++) {
        for (let b = 0; b < d; b++) {
          let dot = 0;
          for (let t = 0; t < d; t++) dot += turn[a * d + t]! * turn[b * d + t]!;
          expect(dot).toBeCloseTo(a === b ? 1 : 0, 9);
        }
      }
      // nearest: the largest sum of products with M, also after a turn of any two axes
      const along = (of: Float64Array) => of.reduce((sum, value, e) => sum + value * m[e]!, 0);
      const most = along(turn);
      for (let a = 0; a < d; a++) {
        for (let b = 0; b < a; b++) {
          for (const angle of [-0.1, 0.1]) {
            const turned = turn.slice();
            for (let t = 0; t < d; t++) {
              turned[a * d + t] = Math.cos(angle) * turn[a * d + t]! - Math.sin(angle) * turn[b * d + t]!;
              turned[b * d + t] = Math.sin(angle) * turn[a * d + t]! + Math.cos(angle) * turn[b * d + t]!;
            }
            expect(along(turned)).toBeLessThanOrEqual(most + 1e-6);
          }
        }
      }
    }),
  );
});
