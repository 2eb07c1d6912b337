import { type Field, wrongType } from "../../core/internal";
import { readPathPattern } from "./path-pattern";

/** An option that holds a path pattern, as text. */
export function pathPatternText(): Field<string, undefined> {
  return {
    expected: "a path pattern",
    default: undefined,
    read: (value, name) => readPathPattern(value, name).text,
  };
}

/** An option that holds several. */
export function pathPatterns(): Field<readonly string[], undefined> {
  const expected = "an array of path patterns";
  return {
    expected,
    default: undefined,
    read(value, name) {
      if (!Array.isArray(value)) throw wrongType(name, expected, value);
      return Array.from(value, (item, i) => readPathPattern(item, `${name}[${i}]`).text);
    },
  };
}
