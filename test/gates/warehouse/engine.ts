import type { RunSql } from "../../../src/warehouse";

/** A database that a gate runs SQL in. */
export interface Engine {
  readonly run: RunSql;
  /** Makes the table `log` of a file of JSON rows: see {@link LOG_COLUMNS}. */
  load(file: string): Promise<void>;
  close(): Promise<void>;
}

/**
 * The columns of the table `log`, one with a hostile name. Times are `t`, a timestamp to the microsecond, `ns`, a whole number of
 * nanoseconds, and where the dialect has it `tn`, a timestamp to the nanosecond.
 */
export const LOG_COLUMNS = { user: "user", action: 'ev"en`t', session: "s", order: "o1" } as const;

/** A row of the file. */
export type FileRow = Readonly<
  Record<"u" | "a" | "s", string | null> & { us: string | null; ns: string | null; o: number }
>;
