import type { MissingNames, Refusals, SettledByRows, TimeParser, TimeZone } from "../../events/internal";
import type { FigureParser } from "./figure-parser";
import type { TransactionColumns, TransactionRow, TransactionRows } from "./transaction-rows";

/** Where the readers of every format put what they read. */
export interface TransactionIntake {
  readonly columns: TransactionColumns;
  /** Columns that count when lines are compared, besides those that are read. */
  readonly distinguish: readonly string[];
  readonly clock: TimeParser;
  readonly figures: FigureParser;
  /** Of times that name no zone; undefined where they are UTC. */
  readonly zone: TimeZone | undefined;
  /** Names that mean no customer. */
  readonly missing: MissingNames;
  readonly rows: TransactionRows;
  readonly refusals: Refusals;
}

/** Reads the lines of one format. */
export interface TransactionReader<T> {
  readonly names: Readonly<Record<"customer" | "invoice" | "product" | "currency" | "other", readonly string[]>>;
  push(part: T): void;
  end(): void;
}

/** A line on which nothing is known yet. */
export function emptyRow(): TransactionRow {
  const none = Number.NaN;
  return {
    ...{ customer: -1, invoice: -1, product: -1, currency: -1, other: -1 },
    ...{ time: 0, amount: none, quantity: none, price: none, discount: none },
  };
}

/** Why a line's figures are no worth; undefined where they are one. */
export function worthProblem({ columns }: TransactionIntake, row: TransactionRow): string | undefined {
  if (columns.amount !== undefined) return Number.isNaN(row.amount) ? "missing amount" : undefined;
  if (columns.quantity === undefined) row.quantity = 1;
  if (Number.isNaN(row.quantity)) return "missing quantity";
  return Number.isNaN(row.price) ? "missing price" : undefined;
}

/** The forms of times and figures, which the first lines show. */
export function formsOf({ clock, figures }: TransactionIntake): SettledByRows {
  return {
    get settled() {
      return clock.settled && figures.settled;
    },
    settle() {
      if (!clock.settled) clock.settle();
      if (!figures.settled) figures.settle();
    },
  };
}

/** The moment of a time read last: one that names no zone was read as if it were UTC. */
export function zonedTime(time: number, { clock, zone }: TransactionIntake): number {
  const isLocal = (clock.unit === "iso" || clock.unit === "format") && !clock.zoned;
  return zone === undefined || !isLocal ? time : zone.toUtc(time, false);
}
