import {
  type Field,
  isArrayOf,
  oneOf,
  type Resolved,
  readOptions,
  type Schema,
  string,
  wrongType,
  wrongValue,
} from "../../core/internal";
import { type Currencies, convertCurrencies } from "./convert-currencies";
import { duplicateLines } from "./duplicate-lines";
import { pickLines } from "./pick-lines";
import { type CancelledLines, settleCancellations } from "./settle-cancellations";
import { toTransactions } from "./to-transactions";
import type { Transactions } from "./types";

/** Options of {@link cleanTransactions}: what becomes of the lines to which each rule applies. */
export interface CleanTransactionsOptions {
  /** Lines that name no customer. @default "remove" */
  missingCustomers?: "remove" | "keep" | undefined;
  /** Lines that are equal to one before in every column that was read. @default "remove" */
  duplicates?: "remove" | "keep" | undefined;
  /** Items that are not products, such as postage or a manual correction. @default none */
  excludeProducts?: readonly string[] | undefined;
  /** Lines whose price is 0. @default "remove" */
  zeroPrices?: "remove" | "keep" | undefined;
  /** Lines whose price is below 0. @default "remove" */
  negativePrices?: "remove" | "keep" | undefined;
  /** Lines whose quantity is 0. @default "remove" */
  zeroQuantities?: "remove" | "keep" | undefined;
  /**
   * Lines that take a purchase back.
   * - `"match"`: the same customer's latest purchase before it, of the same product at the same price, is made smaller by
   *   it, then the one before that; the line itself is removed, matched or not
   * - `"remove"`: the line is removed, and the purchase stays
   * - `"keep"`: the line stays, and its worth counts below 0
   * @default "match"
   */
  cancellations?: "match" | "remove" | "keep" | undefined;
  /** How the numbers of cancelling orders begin. @default none: a quantity below 0 takes a purchase back */
  cancellationPrefix?: string | undefined;
  /** Lines with a quantity below 0 that are not a cancellation by their prefix: corrections of the stock. @default "remove" */
  negativeQuantities?: "remove" | "keep" | undefined;
  /** What prices are brought to, and what one unit of each other currency is worth in it. @default none: one currency */
  currencies?: Currencies | undefined;
}

/** The rules, in the order in which they are applied. */
export type CleaningRule =
  | "missing customer"
  | "duplicate"
  | "excluded product"
  | "missing currency"
  | "zero price"
  | "negative price"
  | "zero quantity"
  | "negative quantity"
  | "cancellation";

/** What one rule did. */
export interface CleaningEffect {
  readonly rule: CleaningRule;
  /** Lines of the input to which the rule applies, whatever other rules say of them. */
  readonly found: number;
  /** Lines removed by this rule, which the rules before had left. */
  readonly removed: number;
  /** Worth of the lines removed. */
  readonly worth: number;
}

/** What {@link cleanTransactions} did. */
export interface CleaningReport {
  readonly before: TransactionTotals;
  readonly after: TransactionTotals;
  /** One for each rule, in the order applied. */
  readonly effects: readonly CleaningEffect[];
  /** What cancellations took back; undefined unless they were matched. */
  readonly cancelled: CancelledLines | undefined;
  /** Lines converted from each other currency. */
  readonly converted: readonly { readonly currency: string; readonly lines: number; readonly rate: number }[];
}

/** What transactions amount to. */
export interface TransactionTotals {
  readonly lines: number;
  /** Customers with a line. */
  readonly customers: number;
  /** Sum of quantity times price. */
  readonly worth: number;
}

/** Transactions that were cleaned. */
export interface CleanedTransactions extends Transactions {
  readonly cleaning: CleaningReport;
}

const KEEP_OR_NOT = () => oneOf(["remove", "keep"], "remove");

const PRODUCTS: Field<readonly string[], undefined> = {
  expected: "an array of names of products",
  default: undefined,
  read(value, name) {
    if (!isArrayOf("string", value)) throw wrongType(name, PRODUCTS.expected, value);
    return value;
  },
};

const CURRENCIES: Field<Currencies, undefined> = {
  expected: 'an object such as { to: "GBP", rates: { EUR: 0.85 } }',
  default: undefined,
  read(value, name) {
    const { to, rates = {} } = (value ?? {}) as Partial<Currencies>;
    if (typeof to !== "string" || typeof rates !== "object") throw wrongType(name, CURRENCIES.expected, value);
    for (const [currency, rate] of Object.entries(rates)) {
      if (typeof rate !== "number" || !(rate > 0) || rate === Number.POSITIVE_INFINITY) {
        throw wrongValue(`${name}.rates.${currency}`, "a finite number > 0", rate);
      }
    }
    return { to, rates };
  },
};

const CLEAN_TRANSACTIONS_OPTIONS = {
  missingCustomers: KEEP_OR_NOT(),
  duplicates: KEEP_OR_NOT(),
  excludeProducts: PRODUCTS,
  zeroPrices: KEEP_OR_NOT(),
  negativePrices: KEEP_OR_NOT(),
  zeroQuantities: KEEP_OR_NOT(),
  cancellations: oneOf(["match", "remove", "keep"], "match"),
  cancellationPrefix: string(),
  negativeQuantities: KEEP_OR_NOT(),
  currencies: CURRENCIES,
} satisfies Schema<CleanTransactionsOptions>;

type Settings = Resolved<typeof CLEAN_TRANSACTIONS_OPTIONS>;

/**
 * Removes what is not a purchase of a known customer, and counts what each rule did.
 *
 * @param transactions as {@link readTransactions} gives them.
 * @param options what becomes of the lines to which each rule applies.
 * @returns the lines left, in their order, and `cleaning`: for each rule the lines it applies to and those it removed.
 * @throws RangeError when lines are of several currencies and no `currencies` are given, or one of them has no rate.
 * @example
 * const rows = [
 *   { who: "ann", day: "2026-03-01", pieces: 3, price: 2 },
 *   { who: "ann", day: "2026-03-04", pieces: -1, price: 2 },
 *   { who: "", day: "2026-03-04", pieces: 1, price: 9 },
 * ];
 * const read = await readTransactions(rows, { customer: "who", time: "day", quantity: "pieces", price: "price" });
 * cleanTransactions(read).quantity; // Float64Array [2]
 */
export function cleanTransactions(
  transactions: Transactions,
  options: CleanTransactionsOptions = {},
): CleanedTransactions {
  const settings = readOptions(options, CLEAN_TRANSACTIONS_OPTIONS);
  const { lines, converted } = convertCurrencies(toTransactions("transactions", transactions), settings.currencies);
  const left = new Uint8Array(lines.time.length).fill(1);
  const effects = rulesOf(lines, settings).map(({ rule, applies, removes }): CleaningEffect => {
    const effect = { rule, found: 0, removed: 0, worth: 0 };
    for (let i = 0; i < left.length; i++) {
      if (!applies(i)) continue;
      effect.found += 1;
      if (!removes || left[i] === 0) continue;
      left[i] = rule === "cancellation" ? CANCELS : 0;
      effect.removed += 1;
      effect.worth += lines.quantity[i]! * lines.price[i]!;
    }
    return effect;
  });
  const settled = settings.cancellations === "match" ? settleCancellations(lines, left, CANCELS) : undefined;
  const cleaned = pickLines({ ...lines, quantity: settled?.quantity ?? lines.quantity }, (i) => {
    return left[i] === 1 && (settled?.quantity[i] !== 0 || lines.quantity[i] === 0);
  });
  return {
    ...cleaned,
    cleaning: {
      before: totalsOf(transactions),
      after: totalsOf(cleaned),
      effects,
      cancelled: settled?.cancelled,
      converted,
    },
  };
}

/** Of a line that goes, once the purchase it takes back is made smaller. */
const CANCELS = 2;

interface Rule {
  readonly rule: CleaningRule;
  applies(line: number): boolean;
  /** Whether the lines it applies to go. */
  readonly removes: boolean;
}

function rulesOf(lines: Transactions, settings: Settings): Rule[] {
  const { customer, price, product, currency } = lines;
  const cancels = cancelsOf(lines, settings.cancellationPrefix);
  const duplicate = duplicateLines(lines);
  const excluded = new Set(settings.excludeProducts);
  const isExcluded = Uint8Array.from(product?.names ?? [], (name) => Number(excluded.has(name)));
  const noCurrency = currency !== undefined && settings.currencies !== undefined;
  return [
    { rule: "missing customer", applies: (i) => customer[i]! < 0, removes: settings.missingCustomers === "remove" },
    { rule: "duplicate", applies: (i) => duplicate[i] === 1, removes: settings.duplicates === "remove" },
    { rule: "excluded product", applies: (i) => isExcluded[product?.of[i] ?? -1] === 1, removes: true },
    { rule: "missing currency", applies: (i) => noCurrency && currency.of[i]! < 0, removes: true },
    { rule: "zero price", applies: (i) => price[i] === 0, removes: settings.zeroPrices === "remove" },
    { rule: "negative price", applies: (i) => price[i]! < 0, removes: settings.negativePrices === "remove" },
    {
      rule: "zero quantity",
      applies: (i) => lines.quantity[i] === 0,
      removes: settings.zeroQuantities === "remove",
    },
    {
      rule: "negative quantity",
      applies: (i) => lines.quantity[i]! < 0 && !cancels(i),
      removes: settings.negativeQuantities === "remove",
    },
    { rule: "cancellation", applies: cancels, removes: settings.cancellations !== "keep" },
  ];
}

/** Which lines take a purchase back. */
function cancelsOf({ invoice, quantity }: Transactions, prefix: string | undefined): (line: number) => boolean {
  if (prefix === undefined) return (i) => quantity[i]! < 0;
  if (invoice === undefined) throw new TypeError('"cancellationPrefix" needs a column of invoices');
  const begins = Uint8Array.from(invoice.names, (name) => Number(name.startsWith(prefix)));
  return (i) => begins[invoice.of[i]!] === 1;
}

function totalsOf({ customer, customers, quantity, price }: Transactions): TransactionTotals {
  const seen = new Uint8Array(customers.length);
  let worth = 0;
  for (let i = 0; i < customer.length; i++) {
    if (customer[i]! >= 0) seen[customer[i]!] = 1;
    worth += quantity[i]! * price[i]!;
  }
  return { lines: customer.length, customers: seen.reduce((count, is) => count + is, 0), worth };
}
