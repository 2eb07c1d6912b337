import fc from "fast-check";
import { expect, test } from "vitest";
import { predictionSet } from "../../src/prefixes/prediction-set";
import { FigureRanks, userFigures } from "../../src/prefixes/user-figures";

const figures = fc.array(fc.tuple(fc.constantFrom(0, 0.1, 0.25, 0.5, 0.9, 1), fc.integer({ min: 1, max: 5 })), {
  maxLength: 12,
});

test("ranks count users one by one", () => {
  fc.assert(
    fc.property(figures, fc.constantFrom(-1, 0, 0.1, 0.2, 0.25, 0.5, 0.9, 1, 2), (found, value) => {
      const ranks = new FigureRanks(userFigures(found));
      const users = found.flatMap(([figure, count]) => Array<number>(count).fill(figure));
      expect(ranks.all).toBe(users.length);
      expect(ranks.reaching(value)).toBe(users.filter((figure) => figure >= value).length);
      expect(ranks.beyond(value)).toBe(users.filter((figure) => figure > value).length);
    }),
  );
});

test("a set holds what has enough users with as large a miss, and grows with coverage and with the draw", () => {
  fc.assert(
    fc.property(
      figures,
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.constantFrom(0.5, 0.8, 0.9),
      (found, draw, coverage) => {
        const misses = new FigureRanks(userFigures(found));
        const probabilities = Float64Array.of(0.5, 0.1, 0.25, 0.15);
        const set = predictionSet(probabilities, misses, draw, coverage);
        expect([0, 2, 3, 1].slice(0, set.length)).toEqual(set);
        expect(predictionSet(probabilities, misses, 1, coverage)).toEqual(expect.arrayContaining(set));
        expect(predictionSet(probabilities, misses, draw, 0.95)).toEqual(expect.arrayContaining(set));
      },
    ),
  );
  expect(predictionSet(Float64Array.of(0.6, 0.4), new FigureRanks(userFigures([])), 0.5, 0.9)).toEqual([0, 1]);
});
