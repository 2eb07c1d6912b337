/** The SQL dialects that {@link warehouseSequences} writes. */
export type WarehouseDialect = "duckdb" | "postgresql" | "spark" | "clickhouse" | "bigquery" | "snowflake";

/** Where dialects differ. Expressions in, expressions out; all else is written alike. */
export interface Dialect {
  /** A table's part or a column by its name, quoted. */
  identifier(name: string): string;
  /** A text constant. */
  literal(text: string): string;
  /** What stands between the actions of a path, {@link SEPARATOR}. */
  readonly separator: string;
  /** The value as text that is compared byte by byte; NULL stays NULL. */
  text(value: string): string;
  double(value: string): string;
  /** A double without a fraction as a whole number of 64 bits. */
  bigint(value: string): string;
  /** A timestamp as a double: milliseconds since 1970, to the microsecond. */
  milliseconds(timestamp: string): string;
  /** A timestamp as whole nanoseconds since 1970; undefined where the dialect has none so fine. */
  readonly nanoseconds: ((timestamp: string) => string) | undefined;
  /** The whole part of a quotient of whole numbers. */
  quotient(dividend: string, divisor: number): string;
  /** `lag` or `lead` of a column in a window; NULL where there is no such row. */
  neighbor(which: "lag" | "lead", column: string, partition: string, order: string): string;
  /** The texts of a column of all rows of a group, in the order of the number `order`. */
  joined(column: string, separator: string, order: string): string;
  /** The first 32 bits of the MD5 of a text in UTF-8, as a whole number >= 0: the same in every dialect. */
  hash(text: string): string;
  /** What stands between the name of a new table and the `select` that fills it. */
  readonly tableAs: string;
}

/** Stands between the actions of a path in text: the unit separator of ASCII, which names do not hold. */
export const SEPARATOR = "\x1f";

/** `lag` and `lead` as the standard has them. */
export function standardNeighbor(which: "lag" | "lead", column: string, partition: string, order: string): string {
  return `${which}(${column}) over (partition by ${partition} order by ${order})`;
}
