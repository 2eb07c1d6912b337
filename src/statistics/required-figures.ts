import { describeValue, type Field, readOptions, wrongValue } from "../core/internal";

/**
 * Reads an object of numbers of which none may be missing.
 *
 * @param name     of the argument, for messages; "" where the object is the options themselves.
 * @param expected what it is, in words.
 */
export function requiredFigures<S extends Readonly<Record<string, Field<number, unknown>>>>(
  name: string,
  figures: object,
  schema: S,
  expected: string,
): Record<keyof S, number> {
  if (typeof figures !== "object" || figures === null || Array.isArray(figures)) {
    throw new TypeError(`"${name || "options"}" expected ${expected}, got ${describeValue(figures)}`);
  }
  const read = readOptions(figures, schema, name) as Record<keyof S, number | undefined>;
  for (const key of Object.keys(schema)) {
    if (read[key] === undefined)
      throw wrongValue("type", name ? `${name}.${key}` : key, schema[key]!.expected, undefined);
  }
  return read as Record<keyof S, number>;
}
