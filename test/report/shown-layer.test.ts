import { expect, test } from "vitest";
import { shownLayer } from "../../src/report/page/shown-layer";

test("the whole map names the finest layer that can be read; nearer a finer one, further away a coarser one", () => {
  const counts = [2, 4, 9, 27];
  expect([0.8, 0.9, 1, 1.5, 1.99, 2, 3.9, 4, 60].map((zoom) => shownLayer(counts, zoom))).toEqual([
    1, 1, 2, 2, 3, 3, 3, 3, 3,
  ]);
  expect([0.8, 1, 4].map((zoom) => shownLayer([2, 5], zoom))).toEqual([0, 1, 1]);
  expect([0.8, 1, 2, 4].map((zoom) => shownLayer([20, 60, 200], zoom))).toEqual([0, 0, 1, 2]);
  expect([0.8, 1, 60].map((zoom) => shownLayer([3], zoom))).toEqual([0, 0, 0]);
});
