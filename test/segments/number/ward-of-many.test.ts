import { expect, test } from "vitest";
import { adjustedRandIndex } from "../../../src";
import { readOptions } from "../../../src/core/internal";
import { wardOfMany } from "../../../src/segments/number/ward-of-many";
import { ENGINES } from "../../../src/segments/options/engine-options";
import { seededBlobs } from "../../helpers/points";

const WARD = { ...readOptions({}, ENGINES.agglomerative), method: "agglomerative" as const };

test("many rows go with the nearest of those that are merged, and are placed again as they were", async () => {
  const rows = seededBlobs(600, 3, 4);
  const weights = Float64Array.from({ length: rows.rows }, (_, i) => 1 + (i % 3));
  const { clusterer: all } = await wardOfMany(rows, weights, WARD, 4, { workers: 1 });
  const { clusterer: some } = await wardOfMany(rows, weights, WARD, 4, { workers: 1 }, 70);
  expect(adjustedRandIndex(all.labels, some.labels)).toBe(1);
  const sizes = [0, 1, 2, 3].map((label) =>
    weights.filter((_, row) => some.labels[row] === label).reduce((a, b) => a + b),
  );
  expect([...sizes].sort((a, b) => b - a)).toEqual(sizes);
  expect([...(await some.placer.place(rows)).labels]).toEqual([...some.labels]);
});
