import { describe, expect, test } from "vitest";
import { column, featureTable, joinTables, selectColumns, tableRows } from "../../../src/features";

describe("featureTable", () => {
  test("keeps columns in the order given, and gives rows back", () => {
    const table = featureTable(["ann", "bob"], { visits: [3, 12], spent: [20, Number.NaN] });
    expect(table.names).toEqual(["visits", "spent"]);
    expect(tableRows(table)).toEqual([
      { id: "ann", visits: 3, spent: 20 },
      { id: "bob", visits: 12, spent: Number.NaN },
    ]);
    expect(selectColumns(table, ["spent"]).columns).toEqual([table.columns[1]]);
  });

  test("joins by id; who is not in the other has missing figures", () => {
    const joined = joinTables(featureTable(["a", "b"], { x: [1, 2] }), featureTable(["b", "c"], { y: [3, 4] }));
    expect(joined.ids).toEqual(["a", "b"]);
    expect([...column(joined, "y")]).toEqual([Number.NaN, 3]);
    expect(() => joinTables(joined, featureTable(["a"], { x: [1] }))).toThrow(
      '"second" expected each column once, got "x" twice',
    );
  });

  test.each([
    [["a"], { x: [1, 2] }, '"columns" expected 1 number, got 2 in column "x"'],
    [["a", "a"], { x: [1, 2] }, '"columns" expected each id once, got "a" twice'],
    [["a"], { x: ["1"] }, '"columns.x" expected numbers, got "1" in row 0'],
    [
      ["a"],
      { x: [Number.POSITIVE_INFINITY] },
      '"columns" expected finite numbers, or NaN, got Infinity in column "x", row 0',
    ],
    [[1], { x: [1] }, '"columns" expected ids that are texts, got 1 in row 0'],
    [["a"], { x: 3 }, '"columns.x" expected an array of numbers, got 3'],
  ])("refuses %j, %j", (ids, columns, message) => {
    expect(() => featureTable(ids as never, columns as never)).toThrow(message);
  });

  test("a column that is not there is refused with those that are", () => {
    expect(() => column(featureTable(["a"], { x: [1], y: [2] }), "z" as never)).toThrow(
      '"name" expected one of "x", "y", got "z"',
    );
  });
});
