import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readTransactions } from "../../../src/features";
import { FigureParser } from "../../../src/features/transactions/figure-parser";

const bytesOf = (text: string) => new TextEncoder().encode(text);

function read(decimal: "." | ",", text: string): number {
  const parser = new FigureParser(decimal);
  const bytes = bytesOf(text);
  expect(parser.ofBytes(bytes, 0, bytes.length)).toEqual(parser.ofText(text));
  return parser.ofText(text);
}

describe("FigureParser", () => {
  test.each([
    ["12", 12],
    ["-12.5", -12.5],
    ["1.5e3", 1500],
    [".5", 0.5],
    ["$1,234.50", 1234.5],
    ["-$1,234.50", -1234.5],
    ["(12.00)", -12],
    ["$-5.25", -5.25],
    ["EUR -1,000", -1000],
    ["12.00-", -12],
    ["−3", -3],
    ["1,234,567", 1234567],
    ["12,34,567.8", 1234567.8],
    ["US$ 9.99", 9.99],
    ["9.99 CHF", 9.99],
    ["CHF 1'250.00", 1250],
    ["R$ 12", 12],
    ["₹1,00,000", 100000],
    ["1 234.5", 1234.5],
  ])("with a point: %s", (text, number) => expect(read(".", text)).toBe(number));

  test.each([
    ["12", 12],
    ["12,5", 12.5],
    ["1.234,50 €", 1234.5],
    ["1.234", 1234],
    ["1 234,50 kr", 1234.5],
    ["-0,99", -0.99],
    ["(1.000,00 zł)", -1000],
  ])("with a comma: %s", (text, number) => expect(read(",", text)).toBe(number));

  test.each([
    [".", "12,5"],
    [".", "1,2345"],
    [".", "1.2.3"],
    [".", "(5"],
    [".", "5)"],
    [".", "--5"],
    [".", "(-5)"],
    [".", "-$-5"],
    [".", "."],
    [".", ","],
    [".", ""],
    [".", "12 apples"],
    [".", "five"],
    [".", "0x10"],
    [".", "12%"],
    [".", "1".repeat(41)],
    [",", "1,2,3"],
    [",", "12.50"],
    [",", "1e3"],
  ] as const)("no figure, with %s: %s", (decimal, text) => expect(read(decimal, text)).toBeNaN());

  test("a long cell is no figure, and costs no time to find that out", () => {
    const parser = new FigureParser("auto");
    const cell = `1,${" ".repeat(200_000)}x`;
    parser.look(cell);
    parser.settle();
    expect(parser.ofText(cell)).toBeNaN();
    expect(parser.notes()).toEqual([]);
  });

  test("writing a number in any of these ways and reading it gives the number", () => {
    const sums = fc.integer({ min: -1e9, max: 1e9 }).map((cents) => cents / 100);
    fc.assert(
      fc.property(sums, fc.constantFrom("en-US", "de-DE", "fr-FR", "de-CH", "en-IN", "sv-SE"), (sum, locale) => {
        const text = new Intl.NumberFormat(locale, { minimumFractionDigits: 2 }).format(sum);
        const parser = new FigureParser("auto");
        parser.look(text);
        parser.settle();
        expect(parser.ofText(text)).toBe(sum);
      }),
    );
  });

  test("figures of one source share one sign: what only one reading allows decides", async () => {
    const rows = ["1.234", "5,50", "7,25", "2.000"].map((sum, i) => ({ who: "ann", day: `2026-03-0${i + 1}`, sum }));
    const found = await readTransactions(rows, { customer: "who", time: "day", amount: "sum" });
    expect([...found.price]).toEqual([1234, 5.5, 7.25, 2000]);
    expect(found.report.notes).toEqual(["numbers were read with a comma before their decimals"]);
    const given = await readTransactions(rows, { customer: "who", time: "day", amount: "sum", decimal: "." });
    expect([...given.price]).toEqual([1.234, 2]);
    expect(given.report.refused).toEqual([{ reason: "unparsable amount", rows: 2, lines: [2, 3] }]);
  });

  test("a comma that may be either is taken for thousands, and that is noted", async () => {
    const csv = ["who;day;sum\n", "ann;2026-03-01;1,234\n", "bob;2026-03-02;5\n"];
    const found = await readTransactions(csv, { customer: "who", time: "day", amount: "sum" });
    expect([...found.price]).toEqual([1234, 5]);
    expect(found.report.notes).toEqual([
      '"1,234" was read as 1234; where its comma begins decimals, say "decimal" ","',
    ]);
  });
});
