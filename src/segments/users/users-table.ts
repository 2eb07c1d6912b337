import { NOISE } from "../../core/internal";
import { toCSV } from "../../profiles";
import type { UserRow } from "../model/member-row";

/** A row of a table of users, and the model that it is of. */
export interface UserOfModel extends UserRow {
  /** The first 16 digits of the model's hash. */
  readonly model: string;
}

/** Digits of a model's hash that its table of users bears. */
export const HASH_DIGITS = 16;

/** The rows of a model, and of one of its segments, with what ties them to the model. */
export function usersOf(rows: readonly UserRow[], hash: string, segment: number | undefined): UserOfModel[] {
  const model = hash.slice(0, HASH_DIGITS);
  const isAsked = ({ segment: own, status }: UserRow) =>
    segment === undefined || (own === segment && (segment !== NOISE || status === "noise"));
  return rows.filter(isAsked).map((row) => ({ ...row, model }));
}

/** A table of users as a file, in the format of its name: JSON where it ends in .json, and else CSV. */
export function usersText(rows: readonly UserOfModel[], path: string): string {
  return path.endsWith(".json") ? `${JSON.stringify(rows, null, 2)}\n` : toCSV(rows);
}
