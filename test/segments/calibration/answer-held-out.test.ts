import { expect, test } from "vitest";
import { fitSegments } from "../../../src";

test("what another user does too has its segment", async () => {
  const paths = ["A -> B -> A", "C -> D -> C", "A -> B -> A -> B"].flatMap((path) => Array<string>(20).fill(path));
  const model = await fitSegments(paths, { seed: 1 });
  const { rows, labels, weights } = model.reference!;
  const fitted = new Map([...model.sequences.rowOf].map((row, input) => [row, model.labels[input]!]));
  expect([...labels]).toEqual([...rows].map((row) => fitted.get(row)));
  expect([...weights].reduce((sum, users) => sum + users, 0)).toBe(15);
});
