import { type Dialect, standardNeighbor } from "./dialect";
import { doubledLiteral, doubleQuoted } from "./quoting";

export const DUCKDB: Dialect = {
  identifier: doubleQuoted,
  literal: doubledLiteral,
  separator: "chr(31)",
  text: (value) => `cast(${value} as varchar)`,
  double: (value) => `cast(${value} as double)`,
  bigint: (value) => `cast(${value} as bigint)`,
  milliseconds: (timestamp) => `cast(epoch_us(${timestamp}) as double) / 1000`,
  nanoseconds: (timestamp) => `epoch_ns(${timestamp})`,
  quotient: (dividend, divisor) => `${dividend} // ${divisor}`,
  neighbor: standardNeighbor,
  joined: (column, separator, order) => `string_agg(${column}, ${separator} order by ${order})`,
  hash: (text) => `cast('0x' || substr(md5(${text}), 1, 8) as bigint)`,
  tableAs: "as",
};
