import type { Field } from "./fields";
import { wrongType, wrongValue } from "./wrong-value";

/** A name that is part of keys of a store: without `/`, by which parts are told apart. */
export function keyPart<const D extends string>(most: number, fallback: D): Field<string, D> {
  const expected = `a name of letters, digits, dots, dashes and underscores, at most ${most} of them`;
  const pattern = `^[A-Za-z0-9_.-]{1,${most}}$`;
  return {
    expected,
    default: fallback,
    json: { type: "string", pattern },
    read(value, name) {
      if (typeof value !== "string") throw wrongType(name, expected, value);
      if (!new RegExp(pattern).test(value)) throw wrongValue(name, expected, value);
      return value;
    },
  };
}
