import { type ColumnNames, ROLES, type Role } from "../intake/column-names";
import { missingColumn } from "../intake/missing-column";
import { joinedNames } from "../rows/column-path";

/** Where the columns to read stand in a row; positions are those of a column's bounds, two for each field. */
export interface CsvHeader extends Readonly<Record<Role, readonly number[]>> {
  /** Number of fields that a row has. */
  readonly fields: number;
  /** -1 for an order column that the file does not have. */
  readonly order: readonly number[];
  readonly where: readonly { readonly at: number; readonly values: ReadonlySet<string> }[];
  readonly names: readonly string[];
}

/**
 * Finds the columns to read; undefined when one of them lies within a column, such as `properties.title` in a column `properties`
 * of JSON, or joins several, such as `date,time`.
 *
 * @throws RangeError when one is not there, or there twice.
 */
export function csvHeader(names: readonly string[], columns: ColumnNames): CsvHeader | undefined {
  const isWithin = (column: string) =>
    !names.includes(column) &&
    joinedNames(column).some((part) =>
      names.some((name) => name !== "" && ((name === part && name !== column) || part.startsWith(`${name}.`))),
    );
  const asked = [
    ...ROLES.flatMap((role) => columns[role]),
    ...columns.order,
    ...columns.where.map(({ column }) => column),
  ];
  if (asked.some(isWithin)) return undefined;
  const positionOf = (name: string) => {
    const field = names.indexOf(name);
    if (field >= 0 && names.includes(name, field + 1)) throw new RangeError(`there is more than one column "${name}"`);
    return field < 0 ? -1 : 2 * field;
  };
  const needed = (name: string) => {
    const position = positionOf(name);
    if (position < 0) throw missingColumn(name, names, "first line");
    return position;
  };
  /** Of several columns for one thing, one has to be there; the others keep their place as -1. */
  const positionsOf = (role: Role) => {
    const positions = columns[role].map(positionOf);
    if (positions.length > 0 && positions.every((at) => at < 0))
      throw missingColumn(columns[role][0]!, names, "first line");
    return positions;
  };
  return {
    fields: names.length,
    names,
    ...(Object.fromEntries(ROLES.map((role) => [role, positionsOf(role)])) as Record<Role, number[]>),
    order: columns.order.map(columns.orderMayBeAbsent ? positionOf : needed),
    where: columns.where.map(({ column, values }) => ({ at: needed(column), values })),
  };
}

/** `true`: the first line names the columns; `false`: they are called "1", "2" and so on; or their names. */
export type HeaderOption = boolean | readonly string[];

/**
 * The names of the columns of a file without a header.
 *
 * @throws RangeError when more names are given than there are columns.
 */
export function namesWithoutHeader(header: false | readonly string[], fields: number): string[] {
  const given = header === false ? [] : header;
  if (given.length > fields) {
    throw new RangeError(`"header" names ${given.length} columns, and the first row has ${fields}`);
  }
  return Array.from({ length: fields }, (_, i) => given[i] ?? String(i + 1));
}
