import type { EncodedTexts } from "./protocol";

/** Texts in the model's tokens, each distinct row once. */
export interface TokenRows {
  readonly ids: Int32Array;
  /** Row r is `ids[offsets[r] .. offsets[r + 1])`. */
  readonly offsets: Uint32Array;
}

/** Rows of tokens, and what is known of each text. */
export interface EncodedRows extends TokenRows {
  /** For each text, its row. */
  readonly rowOf: Uint32Array;
  /** For each text, its tokens before it was cut and after, marks not counted, and those unknown to the tokenizer. */
  readonly whole: Float64Array;
  readonly kept: Uint32Array;
  readonly unknown: Uint32Array;
}

/**
 * Texts that are the same to the model (after cutting, above all) become one row; rows stand in order of first sight.
 */
export function distinctTokenRows(parts: readonly EncodedTexts[]): EncodedRows {
  const texts = parts.reduce((sum, { kept }) => sum + kept.length, 0);
  const rowOf = new Uint32Array(texts);
  const whole = new Float64Array(texts);
  const kept = new Uint32Array(texts);
  const unknown = new Uint32Array(texts);
  const rows: Int32Array[] = [];
  const known = new Map<string, number>();
  let text = 0;
  for (const part of parts) {
    whole.set(part.whole, text);
    kept.set(part.kept, text);
    unknown.set(part.unknown, text);
    for (let i = 0; i < part.kept.length; i++, text++) {
      const row = part.ids.subarray(part.offsets[i], part.offsets[i + 1]);
      const key = row.join();
      const at = known.get(key) ?? rows.length;
      if (at === rows.length) {
        known.set(key, at);
        rows.push(row);
      }
      rowOf[text] = at;
    }
  }
  return { ...joined(rows), rowOf, whole, kept, unknown };
}

function joined(rows: readonly Int32Array[]): TokenRows {
  const offsets = new Uint32Array(rows.length + 1);
  for (const [r, row] of rows.entries()) offsets[r + 1] = offsets[r]! + row.length;
  const ids = new Int32Array(offsets.at(-1)!);
  for (const [r, row] of rows.entries()) ids.set(row, offsets[r]);
  return { ids, offsets };
}
