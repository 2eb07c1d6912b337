import fc from "fast-check";
import { expect, test } from "vitest";
import { distinctPoints } from "../../../src/clustering/points/distinct-points";
import { finish } from "../../../src/core/internal";
import { size } from "../../helpers/size";

/** Points, their first rows and their weights, found by comparing text. */
function slowly(rows: readonly (readonly number[])[], weights: readonly number[] | undefined) {
  const keys = rows.map((row) => row.map((value) => value + 0).join());
  const first = [...new Set(keys)].map((key) => keys.indexOf(key));
  first.sort((a, b) => {
    const j = rows[a]!.findIndex((value, at) => value !== rows[b]![at]);
    return rows[a]![j]! - rows[b]![j]!;
  });
  const points = first.map((row) => keys[row]!);
  return {
    rows: first,
    pointOf: keys.map((key) => points.indexOf(key)),
    weights: points.map((point) => {
      const own = keys.flatMap((key, row) => (key === point ? [weights?.[row] ?? 1] : []));
      return own.sort((a, b) => a - b).reduce((sum, weight) => sum + weight, 0);
    }),
  };
}

const VALUE = fc.constantFrom(0, -0, 1, -1, 0.5, 2 ** -140, -(2 ** -140), 3e38);

test("rows are grouped by value, ordered by value, and weighed, as a naive search does it", () => {
  const logs = fc.integer({ min: 0, max: 4 }).chain((cols) =>
    fc.array(fc.tuple(fc.array(VALUE, { minLength: cols, maxLength: cols }), fc.constantFrom(0.1, 0.2, 0.7, 3)), {
      minLength: 1,
      maxLength: 40,
    }),
  );
  fc.assert(
    fc.property(logs, fc.boolean(), (log, weighted) => {
      const rows = log.map(([row]) => row);
      const weights = weighted ? log.map(([, weight]) => weight) : undefined;
      const cols = rows[0]!.length;
      const vectors = { data: Float32Array.from(rows.flat()), rows: rows.length, cols };
      const found = finish(distinctPoints(vectors, weights && Float64Array.from(weights)));
      const expected = slowly(
        rows.map((row) => [...Float32Array.from(row)]),
        weights,
      );
      expect({
        rows: [...found.rows],
        pointOf: [...found.pointOf],
        weights: [...found.weights],
      }).toEqual(expected);
      expect([...found.vectors.data]).toEqual(
        expected.rows.flatMap((row) => [...Float32Array.from(rows[row]!)].map((v) => v + 0)),
      );
    }),
    { numRuns: size(75, 300) },
  );
});

test("a part of a larger array, at any place in it", () => {
  const data = new Float32Array([9, 1, 2, 1, 2, 3, 4]).subarray(1);
  expect([...finish(distinctPoints({ data, rows: 3, cols: 2 }, undefined)).weights]).toEqual([2, 1]);
});
