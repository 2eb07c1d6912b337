import { expect, test } from "vitest";
import { readTransactions, rfm, type Transactions } from "../../../src/features";

const rows = [
  { who: "ann", day: "2025-01-02", sum: 5 },
  { who: "bob", day: "2025-01-03", sum: 7 },
];
const good = await readTransactions(rows, { customer: "who", time: "day", amount: "sum" });

const WRONG: [Partial<Record<keyof Transactions, unknown>>, string][] = [
  [{ zone: "Mars/Olympus" }, '"transactions.zone" expected the name of a time zone, such as "Europe/London" or "UTC"'],
  [{ zone: 1 }, '"transactions.zone" expected the name of a time zone'],
  [{ customer: new Int32Array([0, 2]) }, '"transactions.customer" expected'],
  [{ price: [1, 2] }, '"transactions.price" expected'],
  [
    { time: new Float64Array([0, 8.64e15]) },
    '"transactions.time" expected numbers >= -8600000000000000 and <= 8600000000000000, got 8640000000000000',
  ],
  [{ time: new Float64Array([0, Number.NaN]) }, '"transactions.time" expected'],
  [{ time: new Float64Array(1) }, '"transactions.time" expected'],
  [{ report: null }, '"transactions.report" expected the report of the reading'],
];

test.each(WRONG)("%j is refused by the column's name", async (parts, message) => {
  await expect(async () => rfm({ ...good, ...parts } as Transactions)).rejects.toThrow(message);
});

test("what was read is taken as it is", async () => {
  expect((await rfm({ ...good })).table.ids).toEqual(["ann", "bob"]);
});
