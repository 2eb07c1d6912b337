import { describeValue } from "../../core/internal";
import { type Dialect, standardNeighbor } from "./dialect";
import { backslashed } from "./quoting";

/** The order of `collect_list` is lost in a shuffle, so what is collected is ordered; `listagg` is of Spark 4 alone. */
export const SPARK: Dialect = {
  identifier(name) {
    // wherever ${…} stands
    if (name.includes("${"))
      throw new RangeError(`Spark puts variables for "\${": no name may hold it, got ${describeValue(name)}`);
    return `\`${name.replaceAll("`", "``")}\``;
  },
  literal: (text) => backslashed(text, "'").replaceAll("$", "\\u0024"),
  separator: "char(31)",
  text: (value) => `cast(${value} as string)`,
  double: (value) => `cast(${value} as double)`,
  bigint: (value) => `cast(${value} as bigint)`,
  milliseconds: (timestamp) => `cast(unix_micros(${timestamp}) as double) / 1000`,
  nanoseconds: undefined,
  quotient: (dividend, divisor) => `${dividend} div ${divisor}`,
  neighbor: standardNeighbor,
  joined: (column, separator, order) =>
    `array_join(transform(array_sort(collect_list(struct(${order}, ${column}))), e -> e.${column}), ${separator})`,
  hash: (text) => `cast(conv(substr(md5(${text}), 1, 8), 16, 10) as bigint)`,
  tableAs: "as",
};
