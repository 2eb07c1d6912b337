import { expect, test } from "vitest";
import type { Csr } from "../../../src/core";
import { checkpoint, matrix, row, sparseCoordinates } from "../../../src/core/internal";
import { expectAbortMidway } from "../../helpers/abort";

/** [0 1 2], [0 0 0], [3 0 4] */
const rows: Csr = {
  offsets: Uint32Array.of(0, 2, 2, 4),
  columns: Uint32Array.of(1, 2, 0, 2),
  values: Float32Array.of(1, 2, 3, 4),
  rows: 3,
  cols: 3,
};
const axes = matrix(2, 3, Float32Array.of(1, 10, 100, -1, 0.5, 2));

test("coordinates are the scalar products with each axis", async () => {
  expect(await sparseCoordinates(rows, axes)).toEqual(matrix(3, 2, Float32Array.of(210, 4.5, 0, 0, 403, 5)));
  expect(await sparseCoordinates({ ...rows, offsets: Uint32Array.of(0), rows: 0 }, axes)).toEqual(matrix(0, 2));
});

test("sums are kept in 64 bits, and a row has the same bits alone", async () => {
  const large = matrix(1, 3, Float32Array.of(-(2 ** 26), 2 ** 25, 0.25));
  const sum: Csr = {
    offsets: Uint32Array.of(0, 3, 4),
    columns: Uint32Array.of(0, 1, 2, 2),
    values: Float32Array.of(1, 2, 1, 8),
    rows: 2,
    cols: 3,
  };
  const together = await sparseCoordinates(sum, large);
  expect([...together.data]).toEqual([0.25, 2]);
  const alone = await sparseCoordinates({ ...sum, offsets: Uint32Array.of(0, 3), rows: 1 }, large);
  expect(row(alone, 0)).toEqual(row(together, 0));
});

test("an abort is followed between rows", async () => {
  await expectAbortMidway((follower) => sparseCoordinates(rows, axes, checkpoint("projection", follower)));
});
