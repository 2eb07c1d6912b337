/** What is read of a row from one column, or from the first of several that holds something. */
export const ROLES = ["user", "action", "time", "session", "value", "end"] as const;
export type Role = (typeof ROLES)[number];

/** The names of the columns to read; none where a role is not read. */
export interface ColumnNames extends Readonly<Record<Role, readonly string[]>> {
  /** Columns whose numbers order events of equal times, the first deciding first. */
  readonly order: readonly string[];
  /** Whether the order columns may be absent. */
  readonly orderMayBeAbsent: boolean;
  readonly where: readonly RowFilter[];
}

/** Rows are left out unless this column holds one of these values. */
export interface RowFilter {
  readonly column: string;
  readonly values: ReadonlySet<string>;
}
