/** Bytes of the rows remembered, at most. */
const MOST_BYTES = 1 << 23;

/** A row, and what a model said of it. */
interface RecentRow {
  readonly bytes: Uint8Array;
  /** SHA-256 of the model. */
  readonly model: string;
  readonly segment: number;
}

/** The segments that were answered for rows written last, so that a row that comes back with the same bytes is not answered again. */
export class RecentSegments {
  /** The one written last comes last. */
  readonly #rows = new Map<string, RecentRow>();
  #bytes = 0;

  /** The segment that a model answered for a row; undefined where that is not remembered. */
  find(key: string, bytes: Uint8Array, model: string): number | undefined {
    const row = this.#rows.get(key);
    return row !== undefined && row.model === model && areEqual(row.bytes, bytes) ? row.segment : undefined;
  }

  /** Remembers a row; nobody writes to its bytes. */
  keep(key: string, row: RecentRow): void {
    this.drop(key);
    this.#rows.set(key, row);
    this.#bytes += row.bytes.length;
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
