import { expect, test } from "vitest";
import { matchLabels } from "../../../src/segments/calibration/match-labels";

test("labels are paired by how much they overlap, the most alike first, each once", () => {
  const labels = Int32Array.of(0, 0, 0, 1, 1, 1, 2, -1);
  const others = Int32Array.of(1, 1, 0, 0, 0, 0, -1, 2);
  expect([...matchLabels(labels, others, new Float64Array(8).fill(1))]).toEqual([1, 0, -1]);
});

test("weights are users", () => {
  const labels = Int32Array.of(0, 0, 1);
  const others = Int32Array.of(0, 1, 0);
  expect([...matchLabels(labels, others, Float64Array.of(1, 5, 1))]).toEqual([1, 0]);
  expect([...matchLabels(labels, others, Float64Array.of(5, 1, 1))]).toEqual([0, -1]);
});

test("without a label on either side nothing is paired", () => {
  expect([...matchLabels(Int32Array.of(-1), Int32Array.of(0), Float64Array.of(1))]).toEqual([]);
  expect([...matchLabels(Int32Array.of(0), Int32Array.of(-1), Float64Array.of(1))]).toEqual([-1]);
});
