/** Where a registry keeps its rows, of which none is ever changed: entries of its log, and models. */
export interface Shelf {
  /** The rows of these names; undefined where there is none. */
  read(kind: RowKind, names: readonly string[]): Promise<readonly (Uint8Array | undefined)[]>;
  /** Writes a row, whole or not at all; false where there is one already, which stays. */
  create(kind: RowKind, name: string, bytes: Uint8Array): Promise<boolean>;
  /** Names of all rows, ascending. */
  list(kind: RowKind): Promise<readonly string[]>;
}

export type RowKind = "log" | "models";
