import { describe, expect, test } from "vitest";
import { type CleanTransactionsOptions, cleanTransactions, readTransactions } from "../../../src/features";

interface Line {
  who?: string;
  day?: string;
  order?: string;
  what?: string;
  pieces?: number;
  price?: number;
  money?: string;
}

async function read(lines: readonly Line[]) {
  const rows = lines.map((line) => ({
    ...{ who: "ann", day: "2026-03-01", order: "1", what: "lamp", pieces: 1, price: 2, money: "GBP" },
    ...line,
  }));
  return readTransactions(rows, {
    ...{ customer: "who", time: "day", quantity: "pieces", price: "price" },
    ...{ invoice: "order", product: "what", currency: "money" },
  });
}

const effectOf = (cleaned: ReturnType<typeof cleanTransactions>, rule: string) => {
  const { found, removed } = cleaned.cleaning.effects.find((effect) => effect.rule === rule)!;
  return [found, removed];
};

describe("cleanTransactions", () => {
  test("counts for each rule the lines it applies to, and those it removes that no rule before did", async () => {
    const cleaned = cleanTransactions(
      await read([
        { order: "1" },
        { order: "1" },
        { order: "2", who: "" },
        { order: "3", price: 0, who: "" },
        { order: "4", price: 0 },
        { order: "5", price: -7 },
        { order: "6", what: "POST" },
      ]),
      { excludeProducts: ["POST", "never sold"] },
    );
    expect(effectOf(cleaned, "missing customer")).toEqual([2, 2]);
    expect(effectOf(cleaned, "duplicate")).toEqual([1, 1]);
    expect(effectOf(cleaned, "zero price")).toEqual([2, 1]);
    expect(effectOf(cleaned, "negative price")).toEqual([1, 1]);
    expect(effectOf(cleaned, "excluded product")).toEqual([1, 1]);
    expect(cleaned.cleaning.before).toEqual({ lines: 7, customers: 1, worth: 2 + 2 + 2 + 0 + 0 - 7 + 2 });
    expect(cleaned.cleaning.after).toEqual({ lines: 1, customers: 1, worth: 2 });
  });

  test("lines of no piece are counted, in whatever way cancellations are treated", async () => {
    const lines = await read([{ order: "1" }, { order: "2", pieces: 0 }, { order: "3", pieces: -1 }]);
    for (const cancellations of ["match", "remove", "keep"] as const) {
      const left = (zeroQuantities: "remove" | "keep") =>
        [...cleanTransactions(lines, { cancellations, zeroQuantities }).quantity].filter((pieces) => pieces === 0)
          .length;
      expect([left("remove"), left("keep")]).toEqual([0, 1]);
      expect(effectOf(cleanTransactions(lines, { cancellations }), "zero quantity")).toEqual([1, 1]);
    }
  });

  test("each rule can be turned off", async () => {
    const lines = await read([
      { order: "1" },
      { order: "1" },
      { order: "2", who: "" },
      { order: "4", price: 0 },
      { order: "5", price: -7 },
      { order: "C6", pieces: -1 },
      { order: "7", pieces: -3 },
    ]);
    const keep: CleanTransactionsOptions = {
      missingCustomers: "keep",
      duplicates: "keep",
      zeroPrices: "keep",
      negativePrices: "keep",
      cancellations: "keep",
      negativeQuantities: "keep",
      cancellationPrefix: "C",
    };
    const kept = cleanTransactions(lines, keep);
    expect(kept.time).toHaveLength(7);
    expect(effectOf(kept, "cancellation")).toEqual([1, 0]);
    expect(effectOf(kept, "negative quantity")).toEqual([1, 0]);
    for (const option of Object.keys(keep).slice(0, 4)) {
      expect(cleanTransactions(lines, { ...keep, [option]: "remove" }).time, option).toHaveLength(6);
    }
    expect(cleanTransactions(lines, { ...keep, negativeQuantities: "remove" }).time).toHaveLength(6);
    expect(cleanTransactions(lines, { ...keep, cancellations: "remove" }).time).toHaveLength(6);
  });

  test("a cancellation makes the latest purchase before it smaller, then the one before that", async () => {
    const cleaned = cleanTransactions(
      await read([
        { order: "C4", day: "2026-03-04", pieces: -5 },
        { order: "1", day: "2026-03-01", pieces: 4 },
        { order: "2", day: "2026-03-02", pieces: 3 },
        { order: "3", day: "2026-03-03", pieces: 9, price: 3 },
        { order: "5", day: "2026-03-05", pieces: 8 },
      ]),
    );
    expect([...cleaned.quantity]).toEqual([2, 9, 8]);
    expect(cleaned.cleaning.cancelled).toEqual({
      ...{ matched: 1, partlyMatched: 0, unmatched: 0, purchasesRemoved: 1, purchasesReduced: 1 },
      ...{ pieces: 5, worth: 10, unmatchedPieces: 0 },
    });
  });

  test("what a cancellation does not find is counted", async () => {
    const cleaned = cleanTransactions(
      await read([
        { order: "1", pieces: 2 },
        { order: "C2", day: "2026-03-04", pieces: -3 },
        { order: "C3", day: "2026-03-04", pieces: -1, what: "tray" },
        { order: "C4", day: "2026-03-04", pieces: -1, who: "bob" },
      ]),
    );
    expect(cleaned.customers).toEqual([]);
    expect(cleaned.cleaning.cancelled).toMatchObject({ partlyMatched: 1, unmatched: 2, pieces: 2, unmatchedPieces: 3 });
  });

  test("no line is counted twice, whatever the order of lines", async () => {
    const lines: Line[] = [];
    for (let i = 0; i < 200; i++) {
      const day = `2026-03-${String(1 + ((i * 7) % 28)).padStart(2, "0")}`;
      lines.push({
        order: String(i),
        who: `u${i % 5}`,
        what: `p${i % 3}`,
        day,
        pieces: i % 4 === 0 ? -(1 + (i % 3)) : 2,
      });
    }
    const totals = [lines, [...lines].reverse()].map(async (order) => {
      const { cleaning, quantity } = cleanTransactions(await read(order));
      const pieces = quantity.reduce((sum, q) => sum + q, 0);
      expect(pieces).toBe(150 * 2 - cleaning.cancelled!.pieces);
      return [pieces, cleaning.after.worth];
    });
    const [forward, backward] = await Promise.all(totals);
    expect(forward).toEqual(backward);
  });

  test("amounts alone: one taken back matches an equal purchase", async () => {
    const rows = [
      { who: "ann", day: "2026-03-01", sum: 20 },
      { who: "ann", day: "2026-03-02", sum: 7 },
      { who: "ann", day: "2026-03-03", sum: -20 },
    ];
    const cleaned = cleanTransactions(await readTransactions(rows, { customer: "who", time: "day", amount: "sum" }));
    expect([...cleaned.price]).toEqual([7]);
  });

  test("currencies are converted by the rates given, and never added up unconverted", async () => {
    const lines = await read([{ money: "GBP" }, { money: "EUR", order: "2" }, { money: "", order: "3" }]);
    expect(() => cleanTransactions(lines)).toThrow(
      'lines are of several currencies (GBP, EUR): give "currencies", such as { to: "GBP", rates: { EUR: 1.1 } }',
    );
    expect(() => cleanTransactions(lines, { currencies: { to: "GBP" } })).toThrow(
      '"currencies.rates" has no rate of EUR to GBP',
    );
    expect(() => cleanTransactions(lines, { currencies: { to: "GBP", rates: { EUR: 0 } } })).toThrow(
      '"currencies.rates.EUR" expected a finite number > 0, got 0',
    );
    const cleaned = cleanTransactions(lines, { currencies: { to: "GBP", rates: { EUR: 0.5 } } });
    expect([...cleaned.price]).toEqual([2, 1]);
    expect(cleaned.cleaning.converted).toEqual([{ currency: "EUR", lines: 1, rate: 0.5 }]);
    expect(effectOf(cleaned, "missing currency")).toEqual([1, 1]);
  });

  test("columns named to tell lines apart do", async () => {
    const rows = ["red", "blue", "red"].map((colour) => ({ who: "ann", day: "2026-03-01", sum: 2, colour }));
    const columns = { customer: "who", time: "day", amount: "sum" };
    expect(cleanTransactions(await readTransactions(rows, columns)).time).toHaveLength(1);
    const distinguished = await readTransactions(rows, { ...columns, distinguish: ["colour"] });
    expect(cleanTransactions(distinguished).time).toHaveLength(2);
  });
});
