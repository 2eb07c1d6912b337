/** A row as a store holds it. */
export interface StoredRow {
  /** Changes with each write; what a later {@link StateStore.putMany} has to expect. */
  readonly version: number;
  readonly bytes: Uint8Array;
  /** Milliseconds since 1970 from which on the row is gone; absent for rows that stay. */
  readonly expiresAt?: number;
}

/** A row to be written. */
export interface RowToPut {
  /** Well-formed text of at most 1,024 bytes in UTF-8. */
  readonly key: string;
  /** Version that was read; 0 where there must be no row. */
  readonly expected: number;
  readonly bytes: Uint8Array;
  /** Milliseconds since 1970 from which on the row is gone. */
  readonly expiresAt?: number | undefined;
}

/**
 * Rows of bytes by key, with versions and expiry. Writers compare and set: whoever read an older version writes nothing and
 * learns of it, so that two of them never lose each other's work. What the bytes mean is not the store's business.
 */
export interface StateStore {
  /**
   * @param keys each at most once.
   * @returns the rows in the order of the keys; undefined where there is none, or it has expired.
   */
  getMany(keys: readonly string[]): Promise<readonly (StoredRow | undefined)[]>;
  /**
   * Writes rows, each of them whole or not at all, and independent of the others.
   *
   * @param rows each key at most once.
   * @returns whether each row was written: false where its version was not the expected one.
   */
  putMany(rows: readonly RowToPut[]): Promise<readonly boolean[]>;
  /**
   * @param keys rows to delete; those that are not there are no error.
   */
  deleteMany(keys: readonly string[]): Promise<void>;
  /**
   * All rows whose key begins with a prefix, ascending by the keys' bytes in UTF-8. Rows written meanwhile may be missing.
   *
   * @param prefix "" for all.
   */
  scan(prefix: string): AsyncIterable<StoredRow & { readonly key: string }>;
  /**
   * Frees the space of expired rows, which no read returns anyway.
   *
   * @returns how many were removed; 0 where the store does so by itself.
   */
  purge(): Promise<number>;
}
