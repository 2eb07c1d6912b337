import { verbatim, wrongValue } from "../core/internal";
import type { RowToPut, StateStore, StoredRow } from "./state-store";

/**
 * A store whose answers are checked: what reads them takes the first answer for the first key. One that leaves keys out would
 * have the state of one user taken for that of another.
 *
 * @returns the same store; its methods throw RangeError where an answer is none.
 */
export function checkedStore(store: StateStore): StateStore {
  return {
    async getMany(keys) {
      const rows = await store.getMany(keys);
      checkAnswers("getMany", rows, keys.length, isRow);
      return rows;
    },
    async putMany(rows: readonly RowToPut[]) {
      const written = await store.putMany(rows);
      checkAnswers("putMany", written, rows.length, (one) => typeof one === "boolean");
      return written;
    },
    deleteMany: (keys) => store.deleteMany(keys),
    scan: (prefix) => store.scan(prefix),
    purge: () => store.purge(),
  };
}

function checkAnswers(method: string, given: unknown, count: number, isAnswer: (one: unknown) => boolean): void {
  const answers: readonly unknown[] = Array.isArray(given) ? given : [];
  const wrong = answers.length === count ? answers.findIndex((one) => !isAnswer(one)) : answers.length;
  if (wrong < 0 || count === 0) return;
  const got = answers.length === count ? `another answer to row ${wrong}` : `${answers.length} answers`;
  throw wrongValue("store", `a store whose ${method} answers each of ${count} rows`, verbatim(got));
}

function isRow(row: unknown): boolean {
  if (row === undefined) return true;
  const { version, bytes } = (row ?? {}) as Partial<StoredRow>;
  return Number.isSafeInteger(version) && bytes instanceof Uint8Array;
}
