import type { EventsReport } from "../../events";

/**
 * Lines of orders, one entry of each array for each line, in the order they were read. A line is worth
 * `quantity * price`; where only an amount was given, quantity is 1, or -1 for one taken back.
 */
export interface Transactions {
  /** Distinct customers, in order of first appearance. */
  readonly customers: readonly string[];
  /** For each line, an index into `customers`; -1 where the customer is missing. */
  readonly customer: Int32Array;
  /** Milliseconds since 1970-01-01T00:00Z. */
  readonly time: Float64Array;
  readonly quantity: Float64Array;
  /** Of one piece. */
  readonly price: Float64Array;
  /** What was taken off the line's worth; undefined where no column held it. */
  readonly discount: Float64Array | undefined;
  /** Which order a line is of; undefined where no column held it. */
  readonly invoice: NamedLines | undefined;
  readonly product: NamedLines | undefined;
  readonly currency: NamedLines | undefined;
  /** What else tells lines apart (the columns named to `distinguish` them); undefined where nothing was named. */
  readonly other: NamedLines | undefined;
  /** The zone whose clocks say which day a line is on. */
  readonly zone: string;
  /** What was read and what was refused. */
  readonly report: Pick<EventsReport, "rows" | "accepted" | "refused" | "timeUnit" | "notes">;
}

/** A column of names: line i bears `names[of[i]]`, and none where `of[i]` is -1. */
export interface NamedLines {
  readonly names: readonly string[];
  readonly of: Int32Array;
}
