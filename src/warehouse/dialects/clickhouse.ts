import type { Dialect } from "./dialect";
import { backslashed } from "./quoting";

/**
 * `groupArray` has no order, so what it gathers is ordered; `lagInFrame` and `leadInFrame` are in versions without `lag`
 * and `lead`, and give NULL only for nullable columns; a cast to String refuses NULL, `toString` keeps it.
 */
export const CLICKHOUSE: Dialect = {
  identifier: (name) => backslashed(name, "`"),
  literal: (text) => backslashed(text, "'"),
  separator: "char(31)",
  text: (value) => `toString(${value})`,
  double: (value) => `toFloat64(${value})`,
  bigint: (value) => `toInt64(${value})`,
  milliseconds: (timestamp) => `toFloat64(toUnixTimestamp64Micro(toDateTime64(${timestamp}, 6))) / 1000`,
  nanoseconds: (timestamp) => `toUnixTimestamp64Nano(toDateTime64(${timestamp}, 9))`,
  quotient: (dividend, divisor) => `intDiv(${dividend}, ${divisor})`,
  neighbor: (which, column, partition, order) =>
    `${which}InFrame(toNullable(${column})) over (partition by ${partition} order by ${order} ` +
    "rows between unbounded preceding and unbounded following)",
  joined: (column, separator, order) =>
    `arrayStringConcat(arrayMap(e -> e.2, arraySort(groupArray((${order}, ${column})))), ${separator})`,
  hash: (text) => `toInt64(reinterpretAsUInt32(reverse(substring(MD5(${text}), 1, 4))))`,
  tableAs: "engine = MergeTree order by tuple() as",
};
