import type { EventColumns } from "./event-columns";
import type { Refusals } from "./refusals";
import type { TimeParser } from "./time-parser";

/** Rows, and characters of text, that are looked at to detect the form of times. */
const ROWS_LOOKED_AT = 1000;
const SIZE_LOOKED_AT = 1 << 20;

/** The names of the columns to read. */
export interface ColumnNames {
  readonly user: string;
  readonly action: string;
  readonly time: string;
  readonly session: string | undefined;
  readonly value: string | undefined;
}

/** Where the readers of every format put what they read. */
export interface EventIntake {
  readonly columns: ColumnNames;
  readonly clock: TimeParser;
  readonly events: EventColumns;
  readonly refusals: Refusals;
  /** What the reader of the data should know, in words. */
  readonly notes: string[];
}

/** The first rows, held back until they show the form of times; then they are added in order. */
export class FirstRows<Row> {
  readonly #clock: TimeParser;
  readonly #add: (row: Row) => void;
  #rows: Row[] = [];
  #size = 0;

  constructor(clock: TimeParser, add: (row: Row) => void) {
    this.#clock = clock;
    this.#add = add;
  }

  /** Holds a row whose time was sampled; `size` is about the memory it takes. */
  hold(row: Row, size: number): void {
    this.#rows.push(row);
    this.#size += size;
    if (this.#rows.length >= ROWS_LOOKED_AT || this.#size >= SIZE_LOOKED_AT) this.end();
  }

  /** No more rows are held. */
  end(): void {
    if (this.#clock.settled) return;
    this.#clock.settle();
    for (const row of this.#rows) this.#add(row);
    this.#rows = [];
  }
}

/** Reads the rows of one format. */
export interface EventReader<T> {
  readonly users: readonly string[];
  readonly actions: readonly string[];
  /** Whether there was a line with the names of columns, in formats that have one. */
  readonly hasHeader: boolean;
  /** Takes the next part of the source. */
  push(part: T): void;
  /** To be called after the last part. */
  end(): void;
}
