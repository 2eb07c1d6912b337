import {
  type Checkpoint,
  checkpoint,
  type Field,
  isArrayOf,
  oneOf,
  readOptions,
  type Schema,
  string,
  wrongType,
  wrongValue,
} from "../../core/internal";
import type { Source, TimeUnit } from "../../events";
import {
  MissingNames,
  namesOfNone,
  openSource,
  Refusals,
  TimeParser,
  TimeZone,
  timeFormatOption,
} from "../../events/internal";
import type { RunOptions } from "../../parallel";
import { RUN_OPTIONS } from "../../parallel/internal";
import { ZONE } from "../calendar/days";
import { CsvTransactions } from "./csv-transactions";
import { type DecimalSign, FigureParser } from "./figure-parser";
import { JsonTransactions, ObjectTransactions } from "./object-transactions";
import type { TransactionIntake, TransactionReader } from "./transaction-intake";
import { type TransactionColumns, TransactionRows } from "./transaction-rows";
import type { NamedLines, Transactions } from "./types";

/** Columns and options of {@link readTransactions}. A line's worth is its `amount`, or its `price` times its `quantity`. */
export interface ReadTransactionsOptions extends RunOptions {
  /** Column with the customer's name or number; may be empty. */
  customer: string;
  /** Column with the time, or the day. */
  time: string;
  /** Column with the worth of a line; not beside `price`. @default none */
  amount?: string | undefined;
  /** Column with the number of pieces; below 0 for pieces taken back. @default none: one piece a line */
  quantity?: string | undefined;
  /** Column with the price of a piece. @default none */
  price?: string | undefined;
  /** Column with what was taken off a line's worth. @default none */
  discount?: string | undefined;
  /** Column with the number of the order. @default none: each line is an order */
  invoice?: string | undefined;
  /** Column with the product. @default none */
  product?: string | undefined;
  /** Column with the currency of the line's worth. @default none: all are of one */
  currency?: string | undefined;
  /** Other columns that tell lines apart, when duplicates are sought. @default none: the columns above */
  distinguish?: readonly string[] | undefined;
  /** Zone of times that name none, and of days. @default UTC */
  zone?: string | undefined;
  /** What stands for no customer. @default `None`, `null`, `(not set)`, `NaN`, `-` and the like, see docs/reading.md */
  missing?: readonly string[] | undefined;
  /** Format of bytes and text. @default detected from the first character: `{` begins NDJSON, anything else CSV */
  format?: "csv" | "ndjson" | undefined;
  /** The one character between the columns of CSV. @default the most frequent of , tab ; | in the header line */
  delimiter?: string | undefined;
  /** Unit of the time column. @default "auto": the form that most of the first 1,000 rows have */
  timeUnit?: Exclude<TimeUnit, "format"> | "auto" | undefined;
  /** Format of times that are texts, such as "d.m.y H:i"; not beside `timeUnit`. @default none: recognized */
  timeFormat?: string | undefined;
  /** The sign before the decimals of a number. @default "auto": as most of the first 1,000 rows have it */
  decimal?: DecimalSign | "auto" | undefined;
  /** Whether a row that is not a line of an order is left out and counted, or ends the reading. @default "skip" */
  onInvalid?: "skip" | "throw" | undefined;
}

const NAMES: Field<readonly string[], undefined> = {
  expected: "an array of names of columns",
  default: undefined,
  read(value, name) {
    if (!isArrayOf("string", value)) throw wrongType(name, NAMES.expected, value);
    return value;
  },
};

const ASCII_CHARACTER: Field<string, undefined> = {
  expected: "one ASCII character other than a quote or line break",
  default: undefined,
  read(value, name) {
    if (typeof value !== "string") throw wrongType(name, ASCII_CHARACTER.expected, value);
    if (!/^[\0-\x7f]$/.test(value) || /["\r\n]/.test(value)) throw wrongValue(name, ASCII_CHARACTER.expected, value);
    return value;
  },
};

const READ_TRANSACTIONS_OPTIONS = {
  customer: string(),
  time: string(),
  amount: string(),
  quantity: string(),
  price: string(),
  discount: string(),
  invoice: string(),
  product: string(),
  currency: string(),
  distinguish: NAMES,
  zone: ZONE,
  missing: namesOfNone(),
  format: oneOf(["csv", "ndjson"]),
  delimiter: ASCII_CHARACTER,
  timeUnit: oneOf(["auto", "iso", "s", "ms", "us", "ns", "date"], "auto"),
  timeFormat: timeFormatOption(),
  decimal: oneOf(["auto", ".", ","], "auto"),
  onInvalid: oneOf(["skip", "throw"], "skip"),
  ...RUN_OPTIONS,
} satisfies Schema<ReadTransactionsOptions>;

/**
 * Reads lines of orders: CSV or NDJSON, plain or gzip, from a file, a stream or an iterable of rows.
 *
 * Lines without a customer, with negative quantities or prices are read as they are: what becomes of them is for
 * {@link cleanTransactions} to say.
 *
 * @param source a path, a stream, or an iterable of bytes, text or row objects.
 * @param columns which columns hold what, and how to read them.
 * @returns the lines in the order of the source; `report` lists the rows refused by reason.
 * @throws RangeError when the source is not text, a column is missing, or no row is a line of an order; TypeError when
 *   neither `amount` nor `price` is named, or both are.
 * @example
 * const rows = [{ who: "ann", day: "2026-03-01", sum: 20 }, { who: "bob", day: "2026-03-02", sum: 5 }];
 * const transactions = await readTransactions(rows, { customer: "who", time: "day", amount: "sum" });
 * transactions.customers; // ["ann", "bob"]
 */
export async function readTransactions(source: Source, columns: ReadTransactionsOptions): Promise<Transactions> {
  const settings = readOptions(columns, READ_TRANSACTIONS_OPTIONS);
  const named = columnsOf(settings);
  const {
    distinguish = [],
    zone = "UTC",
    format,
    delimiter,
    timeUnit,
    timeFormat,
    decimal,
    onInvalid,
    signal,
    onProgress,
  } = settings;
  if (timeFormat && timeUnit !== "auto") throw new TypeError('"timeFormat" and "timeUnit" exclude each other');
  const at = checkpoint("reading", { signal, onProgress });
  const opened = await openSource(source, { signal });
  const intake: TransactionIntake = {
    columns: named,
    distinguish,
    clock: new TimeParser({ unit: timeUnit, format: timeFormat }, named.time),
    figures: new FigureParser(decimal),
    zone: zone === "UTC" ? undefined : new TimeZone(zone),
    rows: new TransactionRows(),
    missing: new MissingNames(settings.missing),
    refusals: new Refusals(onInvalid),
  };
  if (opened.kind === "rows") intake.refusals.noun = "row";
  const reader =
    opened.kind === "rows"
      ? await readRows(opened.rows, new ObjectTransactions(intake), at)
      : await readBytes(opened, (first) => readerOf(first, format, delimiter, intake), at);
  await at.pass(1);
  return transactionsOf(intake, reader, zone, opened.kind === "rows" ? [] : opened.notes);
}

function columnsOf(given: { readonly [K in keyof TransactionColumns]: string | undefined }): TransactionColumns {
  const { customer, time, amount, quantity, price, discount, invoice, product, currency } = given;
  if (customer === undefined) throw wrongType("customer", "the name of a column", customer);
  if (time === undefined) throw wrongType("time", "the name of a column", time);
  if (amount === undefined && price === undefined) {
    throw new TypeError('a line\'s worth needs "amount", or "price" (and "quantity")');
  }
  if (amount !== undefined && price !== undefined) {
    throw new TypeError('"amount" expected no "price" beside it: a line\'s worth is the one or the other');
  }
  if (amount !== undefined && quantity !== undefined) {
    throw new TypeError('"quantity" needs "price": an amount is the worth of the whole line');
  }
  return { customer, time, amount, quantity, price, discount, invoice, product, currency };
}

/** Rows read between two looks at the time. */
const ROWS_A_STEP = 256;

async function readRows(
  rows: Iterable<unknown> | AsyncIterable<unknown>,
  reader: ObjectTransactions,
  at: Checkpoint,
): Promise<TransactionReader<unknown>> {
  let count = 0;
  for await (const row of rows) {
    reader.push(row);
    if (++count % ROWS_A_STEP === 0) await at.pass(0);
  }
  reader.end();
  return reader;
}

async function readBytes(
  { chunks, fraction }: { chunks: AsyncIterable<Uint8Array>; fraction(): number },
  open: (first: Uint8Array) => TransactionReader<Uint8Array>,
  at: Checkpoint,
): Promise<TransactionReader<Uint8Array> | undefined> {
  let reader: TransactionReader<Uint8Array> | undefined;
  for await (const chunk of chunks) {
    reader ??= open(chunk);
    reader.push(chunk);
    await at.pass(fraction());
  }
  reader?.end();
  return reader;
}

function readerOf(
  first: Uint8Array,
  format: "csv" | "ndjson" | undefined,
  delimiter: string | undefined,
  intake: TransactionIntake,
): TransactionReader<Uint8Array> {
  const beginning = new TextDecoder().decode(first.subarray(0, 1024)).trimStart();
  const isCsv = format === "csv" || (format === undefined && !beginning.startsWith("{"));
  return isCsv ? new CsvTransactions(intake, delimiter) : new JsonTransactions(intake);
}

function transactionsOf(
  { rows, refusals, columns, distinguish, clock, figures, missing }: TransactionIntake,
  reader: TransactionReader<never> | undefined,
  zone: string,
  decoding: readonly string[],
): Transactions {
  const refused = refusals.summary();
  if (rows.rows === 0 && refused[0]) {
    const { reason, rows: count } = refused[0];
    throw new RangeError(
      `no row is a line of an order: ${reason} in ${count} of them, first in ${refusals.first(reason)}`,
    );
  }
  const n = rows.rows;
  const named = (name: "invoice" | "product" | "currency" | "other", isRead: boolean): NamedLines | undefined =>
    isRead ? { names: reader?.names[name] ?? [], of: rows[name].slice(0, n) } : undefined;
  return {
    customers: reader?.names.customer ?? [],
    customer: rows.customer.slice(0, n),
    time: rows.time.slice(0, n),
    quantity: rows.quantity.slice(0, n),
    price: rows.price.slice(0, n),
    discount: columns.discount === undefined ? undefined : rows.discount.slice(0, n),
    invoice: named("invoice", columns.invoice !== undefined),
    product: named("product", columns.product !== undefined),
    currency: named("currency", columns.currency !== undefined),
    other: named("other", distinguish.length > 0),
    zone,
    report: {
      rows: n + refused.reduce((sum, { rows: count }) => sum + count, 0),
      accepted: n,
      refused,
      timeUnit: clock.unit,
      notes: [...decoding, ...clock.notes(), ...figures.notes(), ...missing.notes("customer")],
    },
  };
}
