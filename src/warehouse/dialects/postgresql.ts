import { type Dialect, standardNeighbor } from "./dialect";
import { doubledLiteral, doubleQuoted } from "./quoting";

/**
 * Text has the collation "C", for that of the database may call different texts equal in order. From version 14 on
 * `extract` is exact.
 */
export const POSTGRESQL: Dialect = {
  identifier: doubleQuoted,
  // E'…' means the same whatever standard_conforming_strings is
  literal: (text) => (text.includes("\\") ? `E${doubledLiteral(text.replaceAll("\\", "\\\\"))}` : doubledLiteral(text)),
  separator: "chr(31)",
  text: (value) => `cast(${value} as text) collate "C"`,
  double: (value) => `cast(${value} as double precision)`,
  bigint: (value) => `cast(${value} as bigint)`,
  milliseconds: (timestamp) => `cast(extract(epoch from ${timestamp}) * 1000 as double precision)`,
  nanoseconds: undefined,
  quotient: (dividend, divisor) => `${dividend} / ${divisor}`,
  neighbor: standardNeighbor,
  joined: (column, separator, order) => `string_agg(${column}, ${separator} order by ${order})`,
  hash: (text) => `('x' || lpad(substr(md5(${text}), 1, 8), 16, '0'))::bit(64)::bigint`,
  tableAs: "as",
};
