import { type Field, string, wrongType, wrongValue } from "../../core/internal";
import { namePattern } from "../patterns/name-pattern";

/** Names of actions, or patterns of names: one, or several. */
export type ActionNames = string | readonly string[];

/** An option that holds {@link ActionNames}; read as a list. */
export function actionNames(): Field<readonly string[], undefined> {
  const expected = "a name or an array of names";
  return {
    expected,
    default: undefined,
    read(value, name) {
      if (typeof value !== "string" && !Array.isArray(value)) throw wrongType(name, expected, value);
      const all: unknown[] = typeof value === "string" ? [value] : value;
      if (all.length === 0) throw wrongValue(name, expected, value);
      return all.map((item, i) => string().read(item, typeof value === "string" ? name : `${name}[${i}]`));
    },
  };
}

/** Whether any of these names or patterns fits a name. */
export function fitsAny(names: ActionNames): (name: string) => boolean {
  const patterns = [names].flat().map(namePattern);
  const exact = new Set(patterns.flatMap(({ name }) => name ?? []));
  const several = patterns.filter(({ name }) => name === undefined);
  return (name) => exact.has(name) || several.some((pattern) => pattern.fits(name));
}

/** The error of a step that lacks an option. */
export function missing(path: string, expected: string): TypeError {
  return wrongType(path, expected, undefined);
}
