/** Numbers of fields, by name, as a module of assembly/ lists them for both sides. */
type FieldNumbers = Readonly<Record<string, number>>;

/** Fills a table of i32 fields, each by its name; a field that is missing or unknown is a type error. */
export function fillTable<const F extends FieldNumbers>(
  table: Int32Array,
  fields: F,
  values: { readonly [name in keyof F]: number },
): Int32Array {
  for (const [name, value] of Object.entries(values)) table[fields[name]!] = value;
  return table;
}

/** Number of fields. */
export function fieldCount(fields: FieldNumbers): number {
  return Object.keys(fields).length;
}
