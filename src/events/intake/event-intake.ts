import type { NameTable } from "../text/name-table";
import type { TimeParser } from "../times/time-parser";
import type { ColumnNames } from "./column-names";
import type { ColumnUses } from "./column-uses";
import type { EventColumns } from "./event-columns";
import type { MissingNames } from "./missing-names";
import type { Refusals } from "./refusals";

/** Rows, and characters of text, that are looked at to detect the form of times. */
const ROWS_LOOKED_AT = 1000;
const SIZE_LOOKED_AT = 1 << 20;

/** Where the readers of every format put what they read. */
export interface EventIntake {
  readonly columns: ColumnNames;
  readonly users: NameTable;
  readonly actions: NameTable;
  readonly sessions: NameTable;
  readonly missing: MissingNames;
  readonly uses: ColumnUses;
  readonly clock: TimeParser;
  readonly events: EventColumns;
  readonly refusals: Refusals;
  /** Rows left out by a filter. */
  filtered: number;
  /** What the reader of the data should know, in words. */
  readonly notes: string[];
}

/** Something that rows are read by, and that the first of them show. */
export type SettledByRows = Pick<TimeParser, "settled" | "settle">;

/** The first rows, held back until they show the form of times; then they are added in order. */
export class FirstRows<Row> {
  readonly #clock: SettledByRows;
  readonly #add: (row: Row) => void;
  #rows: Row[] = [];
  #size = 0;

  constructor(clock: SettledByRows, add: (row: Row) => void) {
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
    if (!this.#clock.settled) this.#clock.settle();
    const held = this.#rows;
    this.#rows = [];
    for (const row of held) this.#add(row);
  }
}

/** Reads the rows of one format. */
export interface EventReader<T> {
  /** Whether there was a line with the names of columns, in formats that have one. */
  readonly hasHeader: boolean;
  /** Takes the next part of the source. */
  push(part: T): void;
  /** To be called after the last part. */
  end(): void;
}
