import { type Field, jsonOf, readOptions } from "../../core/internal";

/** Options checked here and handed on as they were given. */
export function checkedOptions<O extends object>(
  schema: Readonly<Record<string, Field<unknown, unknown>>>,
): Field<O, undefined> {
  return {
    expected: "an object of options",
    default: undefined,
    options: Object.keys(schema),
    get json() {
      return jsonOf(schema);
    },
    read(value, name) {
      readOptions(value as object, schema, name);
      return value as O;
    },
  };
}
