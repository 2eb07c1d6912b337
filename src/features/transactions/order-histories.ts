import { oneOf, wrongValue } from "../../core/internal";
import { TimeZone } from "../../events/internal";
import { dayOf } from "../calendar/days";
import type { Transactions } from "./types";

/** The orders of each customer by time: those of customer c are `offsets[c] .. offsets[c + 1]`. */
export interface OrderHistories {
  readonly customers: readonly string[];
  readonly offsets: Uint32Array;
  /** Of each order's first line: milliseconds since 1970, and days since 1970-01-01 in the zone. */
  readonly time: Float64Array;
  readonly day: Int32Array;
  /** Sum of quantity times price over its lines. */
  readonly worth: Float64Array;
  readonly pieces: Float64Array;
  readonly discount: Float64Array;
  readonly lines: Uint32Array;
  /** Distinct products of each customer; undefined where products were not read. */
  readonly products: Uint32Array | undefined;
}

/** What makes lines one order. */
export type OrderUnit = "invoice" | "line" | "day";

/** The option; by default an invoice where invoices were read, else a line. */
export const ORDERS = oneOf(["invoice", "line", "day"]);

/** Gathers lines to orders. Lines without a customer are left out; sums do not depend on the order of lines. */
export function orderHistories(lines: Transactions, unit: OrderUnit | undefined): OrderHistories {
  if (unit === "invoice" && lines.invoice === undefined) {
    throw wrongValue("orders", '"line" or "day", for no column of invoices was read', unit);
  }
  const { customers, customer, product } = lines;
  const by = unit ?? (lines.invoice ? "invoice" : "line");
  const days = daysOf(lines);
  const starts = countsBefore(customer, customers.length);
  const sorted = linesByCustomer(lines, starts);
  const rows = new OrderColumns(sorted.length);
  const offsets = new Uint32Array(customers.length + 1);
  const products = product && new Uint32Array(customers.length);
  const orderOf = new Map<number, number>();
  for (let c = 0; c < customers.length; c++) {
    orderOf.clear();
    const bought = new Set<number>();
    for (let at = starts[c]!; at < starts[c + 1]!; at++) {
      const line = sorted[at]!;
      const key = by === "day" ? days[line]! : by === "invoice" ? (lines.invoice?.of[line] ?? -1) : -1;
      const isOwn = by === "line" || (by === "invoice" && key < 0);
      let order = isOwn ? undefined : orderOf.get(key);
      if (order === undefined) {
        order = rows.open(lines.time[line]!, days[line]!);
        if (!isOwn) orderOf.set(key, order);
      }
      rows.add(order, lines, line);
      if (product) bought.add(product.of[line]!);
    }
    offsets[c + 1] = rows.orders;
    if (products) products[c] = bought.size;
  }
  return { customers, offsets, ...rows.columns(), products };
}

function daysOf({ time, zone }: Transactions): Int32Array {
  const clock = new TimeZone(zone);
  return Int32Array.from(time, (ms) => dayOf(ms, clock));
}

/** Lines of the customers before each, and of all. */
function countsBefore(customer: Int32Array, customers: number): Uint32Array {
  const starts = new Uint32Array(customers + 1);
  for (const of of customer) if (of >= 0) starts[of + 1]! += 1;
  for (let c = 0; c < customers; c++) starts[c + 1]! += starts[c]!;
  return starts;
}

/** Lines by customer, then time; ties by what they are worth, so that the order they were read in does not matter. */
function linesByCustomer({ customer, time, quantity, price }: Transactions, starts: Uint32Array): Uint32Array {
  const next = starts.slice();
  const sorted = new Uint32Array(starts.at(-1)!);
  for (let i = 0; i < customer.length; i++) if (customer[i]! >= 0) sorted[next[customer[i]!]!++] = i;
  const compare = (a: number, b: number) =>
    time[a]! - time[b]! || price[a]! - price[b]! || quantity[a]! - quantity[b]! || a - b;
  for (let c = 0; c + 1 < starts.length; c++) {
    const own = sorted.subarray(starts[c], starts[c + 1]);
    if (own.some((line, i) => i > 0 && compare(own[i - 1]!, line) > 0)) own.sort(compare); // most files are in order
  }
  return sorted;
}

class OrderColumns {
  orders = 0;
  readonly #time: Float64Array;
  readonly #day: Int32Array;
  readonly #worth: Float64Array;
  readonly #pieces: Float64Array;
  readonly #discount: Float64Array;
  readonly #lines: Uint32Array;

  constructor(most: number) {
    this.#time = new Float64Array(most);
    this.#day = new Int32Array(most);
    this.#worth = new Float64Array(most);
    this.#pieces = new Float64Array(most);
    this.#discount = new Float64Array(most);
    this.#lines = new Uint32Array(most);
  }

  /** A new order, that begins with a line of this time. */
  open(time: number, day: number): number {
    this.#time[this.orders] = time;
    this.#day[this.orders] = day;
    return this.orders++;
  }

  add(order: number, { quantity, price, discount }: Transactions, line: number): void {
    this.#worth[order]! += quantity[line]! * price[line]!;
    this.#pieces[order]! += quantity[line]!;
    this.#discount[order]! += discount?.[line] || 0;
    this.#lines[order]! += 1;
  }

  columns() {
    const n = this.orders;
    return {
      time: this.#time.slice(0, n),
      day: this.#day.slice(0, n),
      worth: this.#worth.slice(0, n),
      pieces: this.#pieces.slice(0, n),
      discount: this.#discount.slice(0, n),
      lines: this.#lines.slice(0, n),
    };
  }
}
