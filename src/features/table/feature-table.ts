import { listOfTexts, unitsText, verbatim, wrongType, wrongValue } from "../../core/internal";

/**
 * A table of numbers: a row for each customer or user, a column for each feature. `columns[c][r]` is the figure
 * `names[c]` of `ids[r]`; NaN where it is missing.
 */
export interface FeatureTable<Name extends string = string> {
  /** Who each row is of; no two are equal. */
  readonly ids: readonly string[];
  /** What each column holds; no two are equal. */
  readonly names: readonly Name[];
  /** For each name, one number for each id. */
  readonly columns: readonly Float64Array[];
}

/** One row of a table as an object: `id`, and a figure for each name. */
export type FeatureRow<Name extends string = string> = { readonly id: string } & { readonly [K in Name]: number };

/**
 * Makes a table of figures of your own.
 *
 * @param ids one for each row, no two equal.
 * @param columns for each name one number for each row; NaN where it is missing.
 * @returns the table, with columns in the order given.
 * @throws TypeError when an id is no text or a figure no number; RangeError when ids repeat, columns differ in length, or a
 *   figure is infinite.
 * @example
 * const table = featureTable(["ann", "bob"], { visits: [3, 12], spent: [20, Number.NaN] });
 * table.names; // ["visits", "spent"]
 */
export function featureTable<Name extends string>(
  ids: readonly string[],
  columns: { readonly [K in Name]: ArrayLike<number> },
): FeatureTable<Name> {
  const names = Object.keys(columns ?? {}) as Name[];
  return readTable("columns", { ids, names, columns: names.map((name) => asColumn(name, columns[name])) });
}

/**
 * One column of a table.
 *
 * @param table a table of figures.
 * @param name of the column.
 * @returns one number for each row; NaN where it is missing.
 * @throws RangeError when the table has none of that name; those it has are named.
 * @example
 * column(featureTable(["ann"], { visits: [3] }), "visits"); // Float64Array [3]
 */
export function column<Name extends string>(table: FeatureTable<Name>, name: Name): Float64Array {
  const at = tableGiven("table", table).names.indexOf(name);
  if (at < 0) throw wrongValue("name", `one of ${table.names.map((each) => JSON.stringify(each)).join(", ")}`, name);
  return table.columns[at]!;
}

/**
 * Some columns of a table, in the order asked for.
 *
 * @param table a table of figures.
 * @param names of the columns.
 * @returns a table of the same rows.
 * @throws RangeError when the table has none of that name.
 * @example
 * selectColumns(featureTable(["ann"], { visits: [3], spent: [20] }), ["spent"]).names; // ["spent"]
 */
export function selectColumns<Name extends string, Some extends Name>(
  table: FeatureTable<Name>,
  names: readonly Some[],
): FeatureTable<Some> {
  const { ids } = tableGiven("table", table);
  listOfTexts("names", names);
  return readTable("names", { ids, names, columns: names.map((name) => column(table, name)) });
}

/**
 * Tables side by side: a row for each id of the first; where the second has no such id, its figures are missing.
 *
 * @param first  whose rows are kept.
 * @param second whose columns are added.
 * @returns a table of the first one's rows and the columns of both.
 * @throws RangeError when two of them have a column of the same name.
 * @example
 * const visits = featureTable(["ann", "bob"], { visits: [3, 12] });
 * const spent = featureTable(["bob"], { spent: [20] });
 * column(joinTables(visits, spent), "spent"); // Float64Array [NaN, 20]
 */
export function joinTables<A extends string, B extends string>(
  first: FeatureTable<A>,
  second: FeatureTable<B>,
): FeatureTable<A | B> {
  readTable("first", first);
  readTable("second", second);
  const rowOf = new Map(second.ids.map((id, row) => [id, row]));
  const rows = first.ids.map((id) => rowOf.get(id) ?? -1);
  const joined = second.columns.map((values) =>
    Float64Array.from(rows, (row) => (row < 0 ? Number.NaN : values[row]!)),
  );
  return readTable("second", {
    ids: first.ids,
    names: [...first.names, ...second.names],
    columns: [...first.columns, ...joined],
  });
}

/**
 * The rows of a table as objects.
 *
 * @param table a table of figures.
 * @returns for each row its id, and its figures by their names.
 * @example
 * tableRows(featureTable(["ann"], { visits: [3] })); // [{ id: "ann", visits: 3 }]
 */
export function tableRows<Name extends string>(table: FeatureTable<Name>): FeatureRow<Name>[] {
  const { ids, names, columns } = readTable("table", table);
  return ids.map(
    (id, row) => ({ id, ...Object.fromEntries(names.map((name, c) => [name, columns[c]![row]!])) }) as FeatureRow<Name>,
  );
}

/**
 * Checks a table that was given at the public edge.
 *
 * @throws TypeError, RangeError naming the column and the row.
 */
export function readTable<T extends FeatureTable<string>>(path: string, table: T): T {
  const { ids, names, columns } = tableGiven(path, table);
  const wrongId = ids.findIndex((id) => typeof id !== "string");
  if (wrongId >= 0) throw wrongType(path, "ids that are texts", ids[wrongId], ` in row ${wrongId}`);
  refuseRepeated(path, "id", ids);
  refuseRepeated(path, "column", names);
  if (columns.length !== names.length) {
    throw wrongValue(path, unitsText(names.length, "column"), verbatim(String(columns.length)));
  }
  for (const [c, values] of columns.entries()) {
    const where = ` in column ${JSON.stringify(names[c])}`;
    if (values.length !== ids.length) {
      throw wrongValue(path, unitsText(ids.length, "number"), verbatim(String(values.length)), where);
    }
    const infinite = values.findIndex((value) => value === Number.POSITIVE_INFINITY || value === -Infinity);
    if (infinite >= 0) throw wrongValue(path, "finite numbers, or NaN", values[infinite], `${where}, row ${infinite}`);
  }
  return table;
}

function tableGiven<T extends FeatureTable<string>>(path: string, table: T): T {
  if (!isFeatureTable(table)) throw wrongType(path, "a table with ids, names and columns", table);
  listOfTexts(`${path}.names`, table.names);
  return table;
}

/** Whether an input is a table of features. */
export function isFeatureTable(input: unknown): input is FeatureTable {
  const { ids, names, columns } = (input ?? {}) as Partial<FeatureTable>;
  return (
    Array.isArray(ids) &&
    Array.isArray(names) &&
    Array.isArray(columns) &&
    columns.every((values) => values instanceof Float64Array)
  );
}

function refuseRepeated(path: string, noun: string, texts: readonly string[]): void {
  const seen = new Set<string>();
  for (const text of texts) {
    if (seen.has(text)) throw wrongValue(path, `each ${noun} once`, verbatim(`${JSON.stringify(text)} twice`));
    seen.add(text);
  }
}

function asColumn(name: string, values: ArrayLike<number>): Float64Array {
  if (values instanceof Float64Array) return values;
  const isList = Array.isArray(values) || (ArrayBuffer.isView(values) && !(values instanceof DataView));
  if (!isList) {
    throw wrongType(`columns.${name}`, "an array of numbers", values);
  }
  return Float64Array.from({ length: values.length }, (_, row) => {
    if (typeof values[row] !== "number") throw wrongType(`columns.${name}`, "numbers", values[row], ` in row ${row}`);
    return values[row]!;
  });
}
