import { type Dialect, standardNeighbor } from "./dialect";
import { backslashed, doubleQuoted } from "./quoting";

/** Names are quoted, so they are written as they are; unquoted ones Snowflake writes in capitals. */
export const SNOWFLAKE: Dialect = {
  identifier: doubleQuoted,
  literal: (text) => backslashed(text, "'"),
  separator: "char(31)",
  text: (value) => `cast(${value} as varchar)`,
  double: (value) => `cast(${value} as double)`,
  bigint: (value) => `cast(${value} as bigint)`,
  milliseconds: (timestamp) => `cast(date_part(epoch_microsecond, ${timestamp}) as double) / 1000`,
  nanoseconds: (timestamp) => `date_part(epoch_nanosecond, ${timestamp})`,
  quotient: (dividend, divisor) => `round((${dividend} - mod(${dividend}, ${divisor})) / ${divisor})`,
  neighbor: standardNeighbor,
  joined: (column, separator, order) => `listagg(${column}, ${separator}) within group (order by ${order})`,
  hash(text) {
    const digit = (i: number) => `(position(substr(md5(${text}), ${i + 1}, 1) in '0123456789abcdef') - 1)`;
    return Array.from({ length: 8 }, (_, i) => `${digit(i)} * ${0x10000000 / (1 << (4 * i))}`).join(" + ");
  },
  tableAs: "as",
};
