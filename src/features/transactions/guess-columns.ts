import { verbatim, wrongValue } from "../../core/internal";
import type { Source } from "../../events";
import { CsvSplitter, openSource } from "../../events/internal";
import type { ReadTransactionsOptions } from "./read-transactions";

/** The columns that {@link guessTransactionColumns} looks for. */
export type TransactionColumnNames = Partial<
  Pick<
    ReadTransactionsOptions,
    "customer" | "time" | "amount" | "quantity" | "price" | "discount" | "invoice" | "product" | "currency"
  >
>;

/** Names under which shops export each column, without signs and capitals; the first that a file has is taken. */
const ALIASES: Readonly<Record<keyof TransactionColumnNames, readonly string[]>> = {
  customer: ["customerid", "customer", "custid", "clientid", "userid", "user", "memberid", "accountid", "email"],
  time: [
    ...["invoicedate", "orderdate", "purchasedate", "transactiondate", "datetime", "timestamp", "createdat"],
    ...["ordertime", "purchasetime", "date", "time", "day"],
  ],
  price: ["unitprice", "price", "itemprice"],
  amount: [
    "amount",
    "revenue",
    "total",
    "totalamount",
    "totalprice",
    "ordervalue",
    "sales",
    "netsales",
    "spend",
    "value",
  ],
  quantity: ["quantity", "qty", "units", "pieces"],
  discount: ["discount", "discountamount", "rebate"],
  invoice: ["invoiceno", "invoice", "orderid", "orderno", "order", "transactionid", "receiptid", "basketid"],
  product: ["stockcode", "productid", "sku", "product", "itemid", "item", "asin"],
  currency: ["currency", "currencycode"],
};

/**
 * Guesses which columns of a CSV file hold transactions, by the names in its first line.
 *
 * @param source a path, a stream, or an iterable of bytes or text.
 * @returns what was found; the worth of a line by `price` where the file has one, else by `amount`.
 * @throws RangeError when the source is not text.
 * @example
 * const file = ["CustomerID;InvoiceDate;Quantity;UnitPrice\n", "17850;2010-12-01;6;2.55\n"];
 * await guessTransactionColumns(file);
 * // { customer: "CustomerID", time: "InvoiceDate", price: "UnitPrice", quantity: "Quantity" }
 */
export async function guessTransactionColumns(source: Source): Promise<TransactionColumnNames> {
  const names = await headerOf(source);
  const plain = names.map((name) => name.toLowerCase().replace(/[^a-z0-9]/g, ""));
  const found: Record<string, string> = {};
  for (const [column, aliases] of Object.entries(ALIASES)) {
    const alias = aliases.find((each) => plain.includes(each));
    if (alias !== undefined) found[column] = names[plain.indexOf(alias)]!;
  }
  if (found.price === undefined) delete found.quantity;
  else delete found.amount;
  return found;
}

async function headerOf(source: Source): Promise<string[]> {
  const opened = await openSource(source);
  if (opened.kind === "rows") throw wrongValue("source", "a file of CSV", verbatim("row objects"));
  let names: string[] | undefined;
  const splitter = new CsvSplitter({ firstLine: 1 }, (bytes, bounds, fields) => {
    names ??= Array.from({ length: Math.max(0, fields) }, (_, i) =>
      decoder.decode(bytes.subarray(bounds[2 * i], bounds[2 * i + 1])).trim(),
    );
  });
  for await (const chunk of opened.chunks) {
    splitter.push(chunk);
    if (names !== undefined) return names;
  }
  splitter.end();
  return names ?? [];
}

const decoder = new TextDecoder();
