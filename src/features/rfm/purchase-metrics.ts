import { readOptions, type Schema } from "../../core/internal";
import { MOMENT, type Moment, ZONE } from "../calendar/days";
import type { FeatureTable } from "../table/feature-table";
import { ORDERS, type OrderUnit } from "../transactions/order-histories";
import type { Transactions } from "../transactions/types";
import { type ObservedOrders, observedOrders } from "./observed-orders";

/** Options of {@link purchaseMetrics}. */
export interface PurchaseMetricsOptions {
  /** The day as of which customers are seen; later orders are left out. @default the day after the last transaction */
  asOf?: Moment | undefined;
  /** Zone whose clocks tell days apart. @default that of the transactions */
  zone?: string | undefined;
  /** What makes lines one order. @default an invoice where invoices were read, else a line */
  orders?: OrderUnit | undefined;
}

/**
 * What is measured of a customer's purchases.
 * - `recency`: days since the last order
 * - `frequency`: orders
 * - `monetary`: worth of all orders
 * - `tenure`: days since the first order
 * - `activeDays`: days with an order
 * - `interPurchaseDays`: mean days from one active day to the next; missing where there is one
 * - `basketWorth`, `basketPieces`, `basketLines`: means of an order
 * - `products`: distinct ones; missing where none were read
 * - `discountShare`: what was taken off, of what would have been paid without
 */
export type PurchaseMetric =
  | "recency"
  | "frequency"
  | "monetary"
  | "tenure"
  | "activeDays"
  | "interPurchaseDays"
  | "basketWorth"
  | "basketPieces"
  | "basketLines"
  | "products"
  | "discountShare";

const PURCHASE_METRICS_OPTIONS = { asOf: MOMENT, zone: ZONE, orders: ORDERS } satisfies Schema<PurchaseMetricsOptions>;

/**
 * A table of what each customer's purchases were like ({@link PurchaseMetric}).
 *
 * @param transactions cleaned ones; lines without a customer are left out.
 * @param options day, zone, and what an order is.
 * @returns a row for each customer, in order of first appearance.
 * @throws RangeError when no customer has an order on or before `asOf`.
 * @example
 * const rows = [{ who: "ann", day: "2026-03-01", sum: 20 }, { who: "ann", day: "2026-03-11", sum: 30 }];
 * const orders = await readTransactions(rows, { customer: "who", time: "day", amount: "sum" });
 * column(purchaseMetrics(orders), "interPurchaseDays"); // Float64Array [10]
 */
export function purchaseMetrics(
  transactions: Transactions,
  options: PurchaseMetricsOptions = {},
): FeatureTable<PurchaseMetric> {
  const observed = observedOrders(transactions, readOptions(options, PURCHASE_METRICS_OPTIONS));
  const rows = observed.customers.map((_, c) => metricsOf(observed, c));
  const names = Object.keys(rows[0]!) as PurchaseMetric[];
  const columns = names.map((name) => Float64Array.from(rows, (row) => row[name]));
  return { ids: observed.customers, names, columns };
}

function metricsOf(observed: ObservedOrders, c: number): Readonly<Record<PurchaseMetric, number>> {
  const { offsets, day, worth, pieces, discount, lines, products, today } = observed;
  const [from, to] = [offsets[c]!, offsets[c + 1]!];
  const orders = to - from;
  const [first, last] = [day[from]!, day[to - 1]!];
  let [monetary, bought, taken, allLines, activeDays] = [0, 0, 0, 0, 0];
  for (let order = from; order < to; order++) {
    monetary += worth[order]!;
    bought += pieces[order]!;
    taken += discount[order]!;
    allLines += lines[order]!;
    if (order === from || day[order] !== day[order - 1]) activeDays += 1;
  }
  return {
    recency: today - last,
    frequency: orders,
    monetary,
    tenure: today - first,
    activeDays,
    interPurchaseDays: activeDays > 1 ? (last - first) / (activeDays - 1) : Number.NaN,
    basketWorth: monetary / orders,
    basketPieces: bought / orders,
    basketLines: allLines / orders,
    products: products?.[c] ?? Number.NaN,
    discountShare: monetary + taken > 0 ? taken / (monetary + taken) : 0,
  };
}
