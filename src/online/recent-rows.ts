import type { StatesByModel } from "./state-bytes";

/** Bytes of the rows remembered, at most; what is decoded of them takes some four times as many. */
const MOST_BYTES = 1 << 23;

interface RecentRow {
  readonly bytes: Uint8Array;
  readonly states: StatesByModel;
}

/** Rows written or read last, so that one that comes back with the same bytes is not decoded and answered again. */
export class RecentRows {
  /** The one used last comes last. */
  readonly #rows = new Map<string, RecentRow>();
  #bytes = 0;

  /** The states of a row; undefined where another one, or none, is remembered. */
  find(key: string, bytes: Uint8Array): StatesByModel | undefined {
    const row = this.#rows.get(key);
    if (row === undefined || !areEqual(row.bytes, bytes)) return undefined;
    this.#rows.delete(key);
    this.#rows.set(key, row);
    return row.states;
  }

  keep(key: string, bytes: Uint8Array, states: StatesByModel): void {
    this.drop(key);
    this.#rows.set(key, { bytes, states });
    this.#bytes += bytes.length;
    for (const oldest of this.#rows.keys()) {
      if (this.#bytes <= MOST_BYTES) break;
      this.drop(oldest);
    }
  }

  drop(key: string): void {
    const row = this.#rows.get(key);
    if (row === undefined) return;
    this.#rows.delete(key);
    this.#bytes -= row.bytes.length;
  }
}

function areEqual(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}
