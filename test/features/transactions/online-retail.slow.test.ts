import { describe, expect, test } from "vitest";
import { cleanTransactions, readTransactions } from "../../../src/features";
import { sharedData } from "../../helpers/shared-data";

const effectOf = (cleaned: ReturnType<typeof cleanTransactions>, rule: string) => {
  const { found, removed } = cleaned.cleaning.effects.find((effect) => effect.rule === rule)!;
  return [found, removed];
};

const retail = sharedData("online_retail/online_retail.csv.gz");

const RETAIL = {
  customer: "CustomerID",
  time: "InvoiceDate",
  quantity: "Quantity",
  price: "UnitPrice",
  invoice: "InvoiceNo",
  product: "StockCode",
};

describe.skipIf(retail === undefined)("online_retail", () => {
  test("every rule applies to as many lines as its README counts", async () => {
    const cleaned = cleanTransactions(
      await readTransactions(retail!, {
        ...{ customer: "CustomerID", time: "InvoiceDate", quantity: "Quantity", price: "UnitPrice" },
        ...{ invoice: "InvoiceNo", product: "StockCode", distinguish: ["Description", "Country"] },
      }),
      { cancellationPrefix: "C" },
    );
    expect(effectOf(cleaned, "missing customer")).toEqual([135_080, 135_080]);
    expect(effectOf(cleaned, "duplicate")).toEqual([5268, 5225]);
    expect(effectOf(cleaned, "zero price")[0]).toBe(2515);
    expect(effectOf(cleaned, "negative price")[0]).toBe(2);
    expect(effectOf(cleaned, "cancellation")[0]).toBe(9288);
    const { matched, partlyMatched, unmatched } = cleaned.cleaning.cancelled!;
    expect(matched + partlyMatched + unmatched).toBe(effectOf(cleaned, "cancellation")[1]);
    expect(cleaned.cleaning.before).toMatchObject({ lines: 541_909, customers: 4372 });
    const { before, after, effects, cancelled } = cleaned.cleaning;
    const removed = effects.reduce((sum, effect) => sum + effect.removed, 0);
    expect(after.lines).toBe(before.lines - removed - cancelled!.purchasesRemoved);
  });

  test("has the published counts", async () => {
    const read = await readTransactions(retail!, RETAIL);
    expect(read.report.accepted).toBe(541_909);
    expect(read.customers).toHaveLength(4372);
    expect(read.invoice?.names).toHaveLength(25_900);
    expect(read.product?.names).toHaveLength(4070);
    expect(read.customer.filter((customer) => customer < 0)).toHaveLength(135_080);
  });
});
