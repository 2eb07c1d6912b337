import { didYouMean } from "./did-you-mean";
import type { Field, JsonSchema } from "./fields";
import { wrongType } from "./wrong-value";

/** The fields of an options interface `O`: one for each of its keys, none besides. */
export type Schema<O> = { readonly [K in keyof Required<O>]: Field<unknown, unknown> };

/** What {@link readOptions} returns: every key present, defaults filled in. */
export type Resolved<S> = { -readonly [K in keyof S]: S[K] extends Field<infer T, infer D> ? T | D : never };

/**
 * Reads a public options object: unknown keys are refused with the nearest known one named, each given value is
 * checked by its field, and defaults are filled in. `undefined` counts as not given.
 *
 * @param path where the object stands in the call, for messages: `clustering` gives `"clustering.minClusterSize"`.
 */
export function readOptions<S extends Readonly<Record<string, Field<unknown, unknown>>>>(
  options: object | undefined,
  schema: S,
  path = "",
): Resolved<S> {
  const given: unknown = options ?? {};
  if (typeof given !== "object" || given === null || Array.isArray(given)) {
    throw wrongType(path || "options", "an object of options", given);
  }
  const prefix = path ? `${path}.` : "";
  for (const key of Object.keys(given)) {
    if (!Object.hasOwn(schema, key)) throw new TypeError(unknownOption(key, schema, prefix));
  }
  const resolved: Record<string, unknown> = {};
  for (const [key, field] of Object.entries(schema)) {
    const value = (given as Record<string, unknown>)[key];
    resolved[key] = value === undefined ? field.default : field.read(value, prefix + key);
  }
  return resolved as Resolved<S>;
}

/** A field that is itself an object of options. */
export function nested<S extends Readonly<Record<string, Field<unknown, unknown>>>>(
  schema: S,
): Field<Resolved<S>, Resolved<S>> {
  return {
    expected: "an object of options",
    get default() {
      return readOptions({}, schema);
    },
    options: Object.keys(schema),
    get json() {
      return jsonOf(schema);
    },
    read: (value, name) => readOptions(value as object, schema, name),
  };
}

/** Options as JSON Schema: those that JSON can hold, with their defaults. */
export function jsonOf(schema: Readonly<Record<string, Field<unknown, unknown>>>): JsonSchema {
  const properties = Object.entries(schema).flatMap(([key, field]) => {
    if (field.json === undefined) return [];
    const isPlain = ["string", "number", "boolean"].includes(typeof field.default);
    return [[key, isPlain ? { ...field.json, default: field.default } : field.json]];
  });
  return { type: "object", additionalProperties: false, properties: Object.fromEntries(properties) };
}

function unknownOption(key: string, schema: Readonly<Record<string, Field<unknown, unknown>>>, prefix: string): string {
  const known = Object.keys(schema);
  const below = known.filter((group) => schema[group]?.options?.includes(key)).map((group) => `${group}.${key}`);
  const nearest = below.length > 0 ? below : [didYouMean(key, known)].filter((name) => name !== undefined);
  const hint =
    nearest.length > 0
      ? `did you mean ${nearest.map((name) => `"${prefix}${name}"`).join(" or ")}?`
      : `known options: ${known.join(", ")}`;
  return `"${prefix}${key}" is not an option; ${hint}`;
}
