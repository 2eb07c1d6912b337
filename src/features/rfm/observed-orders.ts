import { unitsText, verbatim, wrongValue } from "../../core/internal";
import { TimeZone } from "../../events/internal";
import { dayOf, dayOfMoment, dayText, type Moment } from "../calendar/days";
import type { CleanedTransactions } from "../transactions/clean-transactions";
import { type OrderHistories, type OrderUnit, orderHistories } from "../transactions/order-histories";
import { pickLines } from "../transactions/pick-lines";
import { toTransactions } from "../transactions/to-transactions";
import type { Transactions } from "../transactions/types";

/** The orders of each customer up to a day; each has at least one. */
export interface ObservedOrders extends OrderHistories {
  /** Days since 1970-01-01. */
  readonly today: number;
  /** The same as text. */
  readonly asOf: string;
  readonly zone: string;
  readonly notes: readonly string[];
}

/** What is observed of transactions. */
export interface Observation {
  readonly asOf?: Moment | undefined;
  readonly zone?: string | undefined;
  readonly orders?: OrderUnit | undefined;
}

/**
 * The orders up to a day; without one, the day after the last.
 *
 * @throws RangeError when no customer has an order by then.
 */
export function observedOrders(transactions: Transactions, { asOf, zone, orders }: Observation): ObservedOrders {
  const read = toTransactions("transactions", transactions);
  const given = { ...read, zone: zone ?? read.zone };
  const clock = new TimeZone(given.zone);
  const until = asOf === undefined ? Number.POSITIVE_INFINITY : dayOfMoment(asOf, clock);
  const isSeen = (i: number) =>
    given.customer[i]! >= 0 && (asOf === undefined || dayOf(given.time[i]!, clock) <= until);
  const lines = given.customer.every((_, i) => isSeen(i)) ? given : pickLines(given, isSeen);
  if (lines.time.length === 0) {
    const by = asOf === undefined ? "" : ` on or before ${dayText(until)}`;
    throw wrongValue("transactions", `at least one line of a customer${by}`, verbatim(`none${whatWent(transactions)}`));
  }
  const histories = orderHistories(lines, orders);
  const last = histories.day.reduce((latest, day) => Math.max(latest, day));
  const today = asOf === undefined ? last + 1 : until;
  const unnamed = given.customer.reduce((count, customer) => count + Number(customer < 0), 0);
  const later = given.time.length - lines.time.length - unnamed;
  const lost = given.customers.length - lines.customers.length;
  return {
    ...histories,
    today,
    asOf: dayText(today),
    zone: given.zone,
    notes: [
      unnamed > 0 && `${unitsText(unnamed, "line")} without a customer left out`,
      later > 0 && `${unitsText(later, "line")} after ${dayText(today)} left out`,
      lost > 0 && `${unitsText(lost, "customer")} without an order by then left out`,
      asOf === undefined && farLastDay(histories.day),
    ].filter((note) => note !== false),
  };
}

/**
 * Whether the last day is farther from the one before than all others are from each other: a wrong date, by which all customers
 * would be long gone.
 */
function farLastDay(days: Int32Array): string | false {
  const [last, before, first] = days.reduce(
    ([last, before, first], day) => {
      if (day > last) return [day, last, Math.min(first, day)];
      return [last, day < last ? Math.max(before, day) : before, Math.min(first, day)];
    },
    [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY],
  ) as [number, number, number];
  if (before <= first || last - before <= Math.max(FAR, before - first)) return false;
  const gap = unitsText(last - before, "day");
  return `the last day with an order, ${dayText(last)}, is ${gap} after the one before; say "asOf" if it is a mistake`;
}

/** Days: a shop may be closed for a season. */
const FAR = 180;

/** What reading refused and cleaning removed, where that is given. */
function whatWent({ report, cleaning }: Partial<CleanedTransactions>): string {
  const refused = (report?.refused ?? []).map(({ rows, reason }) => `${unitsText(rows, "row")} refused: ${reason}`);
  const removed = (cleaning?.effects ?? []).flatMap(({ rule, removed: lines }) =>
    lines > 0 ? [`${unitsText(lines, "line")} removed: ${rule}`] : [],
  );
  const all = [...refused, ...removed];
  return all.length === 0 ? "" : ` (${all.join("; ")})`;
}
