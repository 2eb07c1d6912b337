import type { Clock } from "./clock";
import type { EventColumns } from "./event-columns";
import type { Refusals } from "./refusals";

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
  readonly clock: Clock;
  readonly events: EventColumns;
  readonly refusals: Refusals;
}

/** Reads the rows of one format. */
export interface EventReader<T> {
  readonly users: readonly string[];
  readonly actions: readonly string[];
  /** Takes the next part of the source. */
  push(part: T): void;
  /** To be called after the last part. */
  end(): void;
}
