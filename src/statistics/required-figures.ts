import { type Field, readOptions, wrongType } from "../core/internal";

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
    throw wrongType(name || "options", expected, figures);
  }
  const read = readOptions(figures, schema, name) as Record<keyof S, number | undefined>;
  for (const key of Object.keys(schema)) {
    if (read[key] === undefined) throw wrongType(name ? `${name}.${key}` : key, schema[key]!.expected, undefined);
  }
  return read as Record<keyof S, number>;
}
