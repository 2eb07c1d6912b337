import { type Dialect, standardNeighbor } from "./dialect";
import { backslashed } from "./quoting";

export const BIGQUERY: Dialect = {
  identifier: (name) => backslashed(name, "`"),
  literal: (text) => backslashed(text, "'"),
  separator: "'\\x1f'",
  text: (value) => `cast(${value} as string)`,
  double: (value) => `cast(${value} as float64)`,
  bigint: (value) => `cast(${value} as int64)`,
  milliseconds: (timestamp) => `cast(unix_micros(timestamp(${timestamp})) as float64) / 1000`,
  nanoseconds: undefined,
  quotient: (dividend, divisor) => `div(${dividend}, ${divisor})`,
  neighbor: standardNeighbor,
  joined: (column, separator, order) => `string_agg(${column}, ${separator} order by ${order})`,
  hash: (text) => `cast(concat('0x', substr(to_hex(md5(${text})), 1, 8)) as int64)`,
  tableAs: "as",
};
