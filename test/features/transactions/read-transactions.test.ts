import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { readTransactions } from "../../../src/features";

const RETAIL = {
  customer: "CustomerID",
  time: "InvoiceDate",
  quantity: "Quantity",
  price: "UnitPrice",
  invoice: "InvoiceNo",
  product: "StockCode",
};

const CSV = [
  "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID\n",
  '1,A,"a ""lamp"", red",6,2010-12-01T08:26:00,2.55,17850\n',
  "1,B,tray,2,2010-12-01T08:26:00,0,17850\n",
  "2,A,lamp,1,2010-12-02T09:00:00,2.55,\n",
  "C3,A,lamp,-1,2010-12-03T09:00:00,2.55,17850\n",
];

describe("readTransactions", () => {
  test("reads lines of orders as they stand, without a customer and below zero too", async () => {
    const read = await readTransactions(CSV, RETAIL);
    expect(read.customers).toEqual(["17850"]);
    expect([...read.customer]).toEqual([0, 0, -1, 0]);
    expect([...read.quantity]).toEqual([6, 2, 1, -1]);
    expect([...read.price]).toEqual([2.55, 0, 2.55, 2.55]);
    expect(read.invoice).toEqual({ names: ["1", "2", "C3"], of: Int32Array.of(0, 0, 1, 2) });
    expect(read.product?.names).toEqual(["A", "B"]);
    expect(read.currency).toBeUndefined();
    expect(new Date(read.time[0]!).toISOString()).toBe("2010-12-01T08:26:00.000Z");
    expect(read.report).toMatchObject({ rows: 4, accepted: 4, refused: [], timeUnit: "iso" });
  });

  test("reads the same from CSV, gzip, NDJSON and row objects", async () => {
    const rows = CSV.slice(1).map((line) => {
      const [InvoiceNo, StockCode, , Quantity, InvoiceDate, UnitPrice, CustomerID] = line
        .replace(/"(?:[^"]|"")*"/, "x")
        .trim()
        .split(",");
      return { InvoiceNo, StockCode, Quantity: Number(Quantity), InvoiceDate, UnitPrice, CustomerID };
    });
    const { report: _, ...expected } = await readTransactions(CSV, RETAIL);
    for (const source of [
      [gzipSync(CSV.join(""))],
      rows,
      rows.map((row) => `${JSON.stringify(row)}\n`),
    ] as Iterable<unknown>[]) {
      const { report: __, ...read } = await readTransactions(source, RETAIL);
      expect(read).toEqual(expected);
    }
  });

  test("times without a zone are of the zone given; times that name one stay", async () => {
    const times = [
      "2026-01-15T12:00:00",
      "2026-07-15T12:00:00",
      "2026-07-15T12:00:00Z",
      "2026-07-15T12:00:00+02:00",
      "2026-07-15",
    ];
    const rows = times.map((when) => ({ who: "ann", when, sum: 1 }));
    const { time } = await readTransactions(rows, {
      customer: "who",
      time: "when",
      amount: "sum",
      zone: "Europe/London",
    });
    expect(Array.from(time, (ms) => new Date(ms).toISOString().slice(5, 16))).toEqual([
      "01-15T12:00",
      "07-15T11:00",
      "07-15T12:00",
      "07-15T10:00",
      "07-14T23:00",
    ]);
  });

  test("what is no line of an order is counted by reason", async () => {
    const rows = [
      { who: "ann", when: "2026-01-01", sum: 3 },
      { who: "ann", when: "2026-01-01", sum: "three" },
      { who: "ann", when: "2026-01-01" },
      { who: "ann", when: "sometime", sum: 3 },
      { who: { a: 1 }, when: "2026-01-01", sum: 3 },
      { who: "__proto__", when: "2026-01-01", sum: Number.NaN },
      null,
    ];
    const read = await readTransactions(rows, { customer: "who", time: "when", amount: "sum" });
    expect(read.time).toHaveLength(1);
    expect(read.report.rows).toBe(7);
    expect(read.report.refused.map(({ reason, rows: n, lines }) => [reason, n, lines[0]])).toEqual([
      ["unparsable amount", 2, 2],
      ["a customer that is neither text nor an exact number", 1, 5],
      ["missing amount", 1, 3],
      ["not an object", 1, 7],
      ["unparsable time", 1, 4],
    ]);
    await expect(
      readTransactions(rows, { customer: "who", time: "when", amount: "sum", onInvalid: "throw" }),
    ).rejects.toThrow("row 2: unparsable amount");
  });

  test("nothing at all is no transaction; columns that are missing are named", async () => {
    expect((await readTransactions([], { customer: "a", time: "b", amount: "c" })).customers).toEqual([]);
    await expect(readTransactions(CSV, { ...RETAIL, price: "UnitPrise" })).rejects.toThrow(
      'there is no column "UnitPrise"; did you mean "UnitPrice"?',
    );
    await expect(readTransactions([{ who: "ann" }], { customer: "who", time: "when", amount: "sum" })).rejects.toThrow(
      'there is no column "when"',
    );
  });

  test.each([
    [{ customer: "a", time: "b" }, 'a line\'s worth needs "amount", or "price" (and "quantity")'],
    [{ customer: "a", time: "b", amount: "c", price: "d" }, '"amount" expected no "price" beside it'],
    [{ customer: "a", time: "b", amount: "c", quantity: "d" }, '"quantity" needs "price"'],
    [{ time: "b", amount: "c" }, '"customer" expected the name of a column, got undefined'],
    [{ customer: "a", time: "b", amount: "c", zone: "Mars/Olympus" }, '"zone" expected the name of a time zone'],
    [{ customer: "a", time: "b", amount: "c", colour: "d" }, '"colour" is not an option'],
  ])("refuses %j", async (options, message) => {
    await expect(readTransactions([], options as never)).rejects.toThrow(message);
  });

  test("names that mean no customer are none, from CSV as from rows, and are reported", async () => {
    const names = ["ann", "None", "null", "(not set)", "null", "nan"];
    const csv = `who,day,sum\n${names.map((name) => `${name},2026-03-01,5\n`).join("")}`;
    const rows = names.map((who) => ({ who, day: "2026-03-01", sum: 5 }));
    const columns = { customer: "who", time: "day", amount: "sum" };
    for (const source of [[csv], rows]) {
      const { customers, customer, report } = await readTransactions(source, columns);
      expect(customers).toEqual(["ann"]);
      expect([...customer]).toEqual([0, -1, -1, -1, -1, -1]);
      expect(report.notes).toEqual([
        '"null" (2 times), "(not set)" (1 time), "None" (1 time), "nan" (1 time) mean no customer; say "missing" if that is a name',
      ]);
      const kept = await readTransactions(source, { ...columns, missing: ["ann"] });
      expect(kept.customers).toEqual(["None", "null", "(not set)", "nan"]);
    }
  });
});
