import { type Field, readOptions, wrongType } from "../core/internal";

/** Options of a built-in method, or an object with the member that makes it a plug-in. */
export function pluggable<P extends object, S extends Readonly<Record<string, Field<unknown, unknown>>>>(
  member: string,
  schema: S,
) {
  type Value = P | ReturnType<typeof readOptions<S>>;
  return {
    expected: `an object of options, or one with a function "${member}"`,
    get default(): Value {
      return readOptions({}, schema);
    },
    read(value: unknown, name: string): Value {
      const plugin = (value as Record<string, unknown> | null)?.[member];
      if (plugin === undefined) return readOptions(value as object, schema, name);
      if (typeof plugin === "function") return value as P;
      throw wrongType(`${name}.${member}`, "a function", plugin);
    },
  } satisfies Field<Value, Value>;
}

/** Where the option `method` has this value, options of its own. */
export function byMethod<T, S extends Readonly<Record<string, Field<unknown, unknown>>>>(
  others: Field<T, T>,
  method: string,
  schema: S,
) {
  type Value = T | ReturnType<typeof readOptions<S>>;
  return {
    expected: others.expected,
    get default(): Value {
      return others.default;
    },
    read(value: unknown, name: string): Value {
      const given = value as { method?: unknown; fit?: unknown; cluster?: unknown } | null;
      const isPlugin = [given?.fit, given?.cluster].some((member) => typeof member === "function"); // one that names itself so
      return given?.method === method && !isPlugin ? readOptions(given, schema, name) : others.read(value, name);
    },
  } satisfies Field<Value, Value>;
}

/** The choice among candidates, unless something is asked for. */
export function orAuto<T>(field: Field<T, T>): Field<T | "auto", "auto"> {
  return {
    expected: `"auto" or ${field.expected}`,
    default: "auto",
    read: (value, name) => (value === "auto" ? value : field.read(value, name)),
  };
}

/** Options checked here and handed on as they were given. */
export function settings<O extends object>(
  schema: Readonly<Record<string, Field<unknown, unknown>>>,
): Field<O, undefined> {
  return {
    expected: "an object of options",
    default: undefined,
    read(value, name) {
      readOptions(value as object, schema, name);
      return value as O;
    },
  };
}
