import { expect, test } from "vitest";
import { raggedOf, raggedRow, raggedRows } from "../../../src/core/internal";

test("rows of different lengths lie one after the other", () => {
  const rows = [Uint32Array.of(5, 6, 7), new Uint32Array(0), Uint32Array.of(8)];
  const ragged = raggedOf(rows);
  expect(ragged).toEqual({ tokens: Uint32Array.of(5, 6, 7, 8), offsets: Uint32Array.of(0, 3, 3, 4) });
  expect(raggedRows(ragged)).toBe(3);
  expect(rows.map((_, i) => raggedRow(ragged, i))).toEqual(rows);
  raggedRow(ragged, 2)[0] = 9;
  expect(ragged.tokens[3]).toBe(9); // a view
});

test("no rows", () => {
  const none = raggedOf([]);
  expect(none).toEqual({ tokens: new Uint32Array(0), offsets: Uint32Array.of(0) });
  expect(raggedRows(none)).toBe(0);
});
