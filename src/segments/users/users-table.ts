import { NOISE, wrongValue } from "../../core/internal";
import type { UserProperties } from "../../profiles";
import { propertyValues } from "../../profiles/internal";
import type { UserRow } from "../model/member-row";

/** A row of a table of users, and the model that it is of. */
export interface UserOfModel extends UserRow {
  /** The first 16 digits of the model's hash. */
  readonly model: string;
  /** Names of the groups of segments that it is in, coarse to fine, the segment last, with ` > ` between; null for none. */
  readonly layers: string | null;
}

/** What a table says of the model that it is of. */
interface OfModel {
  readonly hash: string;
  readonly ids: readonly string[] | undefined;
  /** For each segment the names of the groups that it is in, coarse to fine. */
  readonly layers: readonly (readonly string[])[];
}

/** Digits of a model's hash that its table of users bears. */
export const HASH_DIGITS = 16;

/** Which rows, and what is known of users beside their segment. */
export interface AskedUsers {
  readonly segment: number | undefined;
  readonly properties: UserProperties | undefined;
}

/**
 * The rows of a model, or of one of its segments, with what ties them to the model, and with a column for each property.
 *
 * @throws RangeError when a property has the name of another column.
 */
export function usersOf(
  rows: readonly UserRow[],
  { hash, ids, layers }: OfModel,
  { segment, properties = {} }: AskedUsers,
): UserOfModel[] {
  const model = hash.slice(0, HASH_DIGITS);
  const columns = Object.entries(properties).map(([name, given]) => {
    if (name === "model" || name === "layers" || (rows[0] && Object.hasOwn(rows[0], name))) {
      throw wrongValue("properties", "names that no column of the table has", name);
    }
    return [name, propertyValues(`properties.${name}`, given, { ids, inputs: rows.length }).values] as const;
  });
  const isAsked = ({ segment: own, status }: UserRow) =>
    segment === undefined || (own === segment && (segment !== NOISE || status === "noise"));
  return rows.filter(isAsked).map((row) => ({
    ...row,
    layers: layers[row.segment]?.join(" > ") ?? null,
    ...Object.fromEntries(columns.map(([name, values]) => [name, values[row.input]!])),
    model,
  }));
}
