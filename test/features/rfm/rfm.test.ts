import { describe, expect, test } from "vitest";
import {
  column,
  purchaseMetrics,
  RFM_NAMES,
  RFM_NAMES_OF_INTRODUCTION,
  readTransactions,
  rfm,
  rfmNameCells,
  tableRows,
} from "../../../src/features";
import { sharedData } from "../../helpers/shared-data";

type Order = readonly [who: string, day: string, sum: number];

async function ordersOf(orders: readonly Order[], zone = "UTC") {
  const rows = orders.map(([who, day, sum]) => ({ who, day, sum }));
  return readTransactions(rows, { customer: "who", time: "day", amount: "sum", zone });
}

const FEW: Order[] = [
  ["ann", "2026-03-01", 20],
  ["ann", "2026-03-11", 30],
  ["ann", "2026-03-11", 10],
  ["bob", "2026-01-02", 5],
];

describe("rfm", () => {
  test("counts as segmentation does", async () => {
    const { table, asOf, zone } = rfm(await ordersOf(FEW));
    expect(asOf).toBe("2026-03-12");
    expect(zone).toBe("UTC");
    expect(tableRows(table)).toEqual([
      { id: "ann", recency: 1, frequency: 3, monetary: 60 },
      { id: "bob", recency: 69, frequency: 1, monetary: 5 },
    ]);
  });

  test("counts as models of purchases do: days, without the first", async () => {
    const { table } = rfm(await ordersOf(FEW), { convention: "predictive", asOf: "2026-03-31" });
    expect(tableRows(table)).toEqual([
      { id: "ann", frequency: 1, recency: 10, age: 30, monetary: 40 },
      { id: "bob", frequency: 0, recency: 0, age: 88, monetary: 0 },
    ]);
    const scored = { convention: "predictive", bins: 5 } as const;
    await expect(async () => rfm(await ordersOf(FEW), scored)).rejects.toThrow(
      '"bins" is for the convention "segmentation", which scores',
    );
  });

  test("who ordered once scores lowest by frequency, also where most did; who are all alike score alike", async () => {
    const once = Array.from({ length: 18 }, (_, i): Order => [`once ${i}`, `2026-03-${10 + i}`, 10 + i]);
    const often = Array.from({ length: 8 }, (_, i): Order => [`often ${i % 2}`, `2026-03-0${1 + i}`, 50]);
    const { scores, table } = rfm(await ordersOf([...once, ...often]));
    expect([...scores.frequency].map((score) => score > 1)).toEqual(table.ids.map((id) => id.startsWith("often")));
    const same = rfm(await ordersOf(once.map(([who]) => [who, "2026-03-10", 5])));
    expect(new Set(same.segments)).toEqual(new Set(["New Customers"]));
  });

  test("a last day far behind all others is reported", async () => {
    const days = ["2026-03-01", "2026-03-04", "2026-03-11"];
    const notesFor = async (...more: string[]) =>
      rfm(await ordersOf([...days, ...more].map((day, i): Order => [`u${i}`, day, 9]))).notes;
    expect(await notesFor()).not.toContainEqual(expect.stringContaining("last day"));
    expect(await notesFor("2026-09-07")).not.toContainEqual(expect.stringContaining("last day"));
    expect(await notesFor("2126-03-11")).toContain(
      'the last day with an order, 2126-03-11, is 36,524 days after the one before; say "asOf" if it is a mistake',
    );
    const orders = await ordersOf([...days, "2126-03-11"].map((day): Order => ["ann", day, 9]));
    expect(rfm(orders, { asOf: "2026-03-12" }).notes).not.toContainEqual(expect.stringContaining("last day"));
  });

  test("days are those of the zone", async () => {
    const late: Order[] = [
      ["ann", "2026-07-01T23:30:00Z", 1],
      ["ann", "2026-07-02T00:30:00Z", 1],
    ];
    const inZone = async (zone: string) => {
      const { table, asOf } = rfm(await ordersOf(late), { convention: "predictive", zone });
      return [column(table, "frequency")[0], asOf];
    };
    expect(await inZone("UTC")).toEqual([1, "2026-07-03"]);
    expect(await inZone("Europe/London")).toEqual([0, "2026-07-03"]);
    expect(await inZone("America/New_York")).toEqual([0, "2026-07-02"]);
  });

  test("orders after asOf are left out, and reported", async () => {
    const { table, notes } = rfm(await ordersOf(FEW), { asOf: "2026-02-01" });
    expect(table.ids).toEqual(["bob"]);
    expect(notes).toContain("3 lines after 2026-02-01 left out");
    expect(notes).toContain("1 customer without an order by then left out");
    await expect(async () => rfm(await ordersOf(FEW), { asOf: "2025-01-01" })).rejects.toThrow(
      '"transactions" expected at least one line of a customer on or before 2025-01-01, got none',
    );
  });

  test("the cut points returned score new customers as they scored the old ones", async () => {
    const many: Order[] = Array.from({ length: 60 }, (_, i) => [`u${i % 20}`, `2026-03-${10 + (i % 17)}`, 5 + i]);
    const old = rfm(await ordersOf(many));
    const again = rfm(await ordersOf(many.filter(([who]) => who === "u3")), { asOf: old.asOf, cuts: old.cuts });
    const place = old.table.ids.indexOf("u3");
    expect(again.segments).toEqual([old.segments[place]]);
    for (const figure of ["recency", "frequency", "monetary"] as const) {
      expect(again.scores[figure][0]).toBe(old.scores[figure][place]);
    }
  });

  test("a value at a cut point goes where the tie rule says", async () => {
    const orders = await ordersOf([1, 2, 3].map((sum, i): Order => [`u${i}`, "2026-03-01", sum]));
    const monetary = (ties: "up" | "down" | "rfm-package", cuts?: readonly number[]) =>
      Array.from(
        rfm(orders, { bins: 2, ties, ...(cuts && { cuts: { recency: [1], frequency: [1], monetary: cuts } }) }).scores
          .monetary,
      );
    expect(monetary("up")).toEqual([1, 2, 2]);
    expect(monetary("down")).toEqual([1, 1, 2]);
    expect(monetary("rfm-package")).toEqual([1, 1, 2]);
    expect(monetary("up", [2.5])).toEqual([1, 1, 2]);
  });

  test("cut points that are equal leave scores that nobody can have, and it is reported", async () => {
    const { notes, scores } = rfm(
      await ordersOf(Array.from({ length: 9 }, (_, i): Order => [`u${i}`, "2026-03-01", 4])),
    );
    expect(notes).toContain("frequency: cut points 1, 1, 1, 1 are not all different, so 3 scores cannot occur");
    expect(new Set(scores.frequency)).toEqual(new Set([1]));
  });

  test("one customer, all equal, and negative worth are answered", async () => {
    const one = rfm(await ordersOf([["ann", "2026-03-01", 4]]));
    expect(one.segments).toEqual(["New Customers"]);
    expect(one.notes).toContain('1 customer for 5 scores: quantiles of so few say little; give "cuts"');
    const negative = rfm(
      await ordersOf([
        ["ann", "2026-03-01", -4],
        ["bob", "2026-03-01", 4],
      ]),
    );
    expect(negative.notes).toContain("1 customer took back more than they bought");
    await expect(async () => rfm(await ordersOf([]))).rejects.toThrow(
      '"transactions" expected at least one line of a customer, got none',
    );
  });

  test("rows in another order give the same figures, bit for bit", async () => {
    const many: Order[] = Array.from({ length: 300 }, (_, i) => [`u${i % 7}`, `2026-03-${10 + (i % 17)}`, 0.1 * i]);
    const byId = (orders: readonly Order[]) =>
      ordersOf(orders).then((read) => tableRows(rfm(read).table).sort((a, b) => (a.id < b.id ? -1 : 1)));
    expect(await byId([...many].reverse())).toEqual(await byId(many));
  });
});

describe("names", () => {
  test("the eleven classical names cover the 125 cells, and each is borne by one", () => {
    const { cells, unreachable } = rfmNameCells(RFM_NAMES);
    expect(cells.size).toBe(11);
    expect([...cells.values()].reduce((sum, count) => sum + count)).toBe(125);
    expect(unreachable).toEqual([]);
  });

  test("names that no cell can bear are reported", async () => {
    expect(rfmNameCells(RFM_NAMES_OF_INTRODUCTION).unreachable).toEqual([
      "New Customers",
      "Promising",
      "Can't Lose Them",
    ]);
    const { unreachable } = rfm(await ordersOf(FEW), { names: RFM_NAMES_OF_INTRODUCTION });
    expect(unreachable).toEqual(["New Customers", "Promising", "Can't Lose Them"]);
  });
});

describe("purchaseMetrics", () => {
  test("reports baskets, days and discounts", async () => {
    const rows = [
      { who: "ann", day: "2026-03-01", order: 1, what: "a", sum: 20, off: 5 },
      { who: "ann", day: "2026-03-01", order: 1, what: "b", sum: 10, off: 0 },
      { who: "ann", day: "2026-03-11", order: 2, what: "a", sum: 30, off: "" },
      { who: "bob", day: "2026-03-05", order: 3, what: "a", sum: 8, off: 0 },
    ];
    const read = await readTransactions(rows, {
      ...{ customer: "who", time: "day", amount: "sum", invoice: "order", product: "what", discount: "off" },
    });
    expect(tableRows(purchaseMetrics(read))).toEqual([
      {
        ...{ id: "ann", recency: 1, frequency: 2, monetary: 60, tenure: 11, activeDays: 2, interPurchaseDays: 10 },
        ...{ basketWorth: 30, basketPieces: 1.5, basketLines: 1.5, products: 2, discountShare: 5 / 65 },
      },
      {
        ...{
          id: "bob",
          recency: 7,
          frequency: 1,
          monetary: 8,
          tenure: 7,
          activeDays: 1,
          interPurchaseDays: Number.NaN,
        },
        ...{ basketWorth: 8, basketPieces: 1, basketLines: 1, products: 1, discountShare: 0 },
      },
    ]);
  });
});

const golden = sharedData("rfm_orders/rfm_data_orders.csv.gz");

/** What the R package rfm (0.2.2 and later) publishes for its data at 2006-12-31. */
describe.skipIf(golden === undefined)("rfm_orders, as the R package rfm counts", () => {
  const run = async (names: typeof RFM_NAMES) => {
    const orders = await readTransactions(golden!, { customer: "customer_id", time: "order_date", amount: "revenue" });
    return rfm(orders, { asOf: "2006-12-31", ties: "rfm-package", names });
  };

  test("the scores of its introduction", async () => {
    const { table, scores, cuts } = await run(RFM_NAMES);
    const rowOf = (id: string) => {
      const c = table.ids.indexOf(id);
      return [...table.columns.map((values) => values[c]), scores.recency[c], scores.frequency[c], scores.monetary[c]];
    };
    expect(table.ids).toHaveLength(995);
    expect(rowOf("Abbey O'Reilly")).toEqual([205, 6, 472, 3, 4, 3]);
    expect(rowOf("Add Senger")).toEqual([140, 3, 340, 4, 1, 2]);
    expect(rowOf("Aden Lesch")).toEqual([194, 4, 405, 3, 2, 3]);
    expect(rowOf("Agness O'Keefe")).toEqual([90, 9, 843, 5, 5, 5]);
    expect(rowOf("Ailene Hermann")).toEqual([281, 8, 699, 3, 5, 5]);
    expect(cuts.frequency).toEqual([4, 5, 6, 8]);
  });

  test("the segments of its reference page of rfm_segment_summary: the names used here", async () => {
    const { summary } = await run(RFM_NAMES);
    const rows = summary.map(({ name, customers, orders, worth }) => [name, customers, orders, worth]);
    expect(rows.sort((a, b) => (a[0]! < b[0]! ? -1 : 1))).toEqual([
      ["About To Sleep", 102, 283, 23_449],
      ["At Risk", 28, 216, 22_227],
      ["Can't Lose Them", 47, 274, 32_446],
      ["Champions", 35, 316, 31_646],
      ["Lost", 148, 393, 35_324],
      ["Loyal Customers", 170, 799, 76_562],
      ["Need Attention", 10, 57, 4562],
      ["New Customers", 104, 329, 28_837],
      ["Potential Loyalist", 342, 2211, 204_856],
      ["Promising", 9, 28, 4249],
    ]);
  });

  test("the segments of its introduction: 158 Champions, 1,234 orders, 120,178 of revenue", async () => {
    const { summary } = await run(RFM_NAMES_OF_INTRODUCTION);
    expect(summary[0]).toEqual({ name: "Champions", customers: 158, orders: 1234, worth: 120_178 });
    expect(summary.reduce((sum, { orders }) => sum + orders, 0)).toBe(4906);
    expect(Object.fromEntries(summary.map(({ name, customers }) => [name, customers]))).toEqual({
      ...{ Champions: 158, "Loyal Customers": 278, "Potential Loyalist": 229, "Need Attention": 35 },
      ...{ "About To Sleep": 50, "At Risk": 86, Lost: 111, Others: 48 },
    });
  });
});
