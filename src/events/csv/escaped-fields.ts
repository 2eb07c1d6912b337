const QUOTE = 34;
const N = 78;

/** The fields of a row whose bytes are not their text: those with doubled quotes, and those with escape characters. */
export class EscapedFields {
  readonly #doubled: number[] = [];
  readonly #escaped: number[] = [];

  /** A doubled quote stands in the field; to be said of the last field only. */
  addDoubled(field: number): void {
    if (this.#doubled.at(-1) !== field) this.#doubled.push(field);
  }

  /** An escape character stands in the field; to be said of the last field only. */
  addEscaped(field: number): void {
    if (this.#escaped.at(-1) !== field) this.#escaped.push(field);
  }

  clear(): void {
    if (this.#doubled.length > 0) this.#doubled.length = 0; // setting it is slow
    if (this.#escaped.length > 0) this.#escaped.length = 0;
  }

  /** Makes the bytes of these fields their text, in place: their ends in `bounds` move. */
  unescape(bytes: Uint8Array, bounds: Int32Array, escapeMark: number): void {
    for (const field of this.#doubled) {
      bounds[2 * field + 1] = unescapeQuotes(bytes, bounds[2 * field]!, bounds[2 * field + 1]!);
    }
    for (const field of this.#escaped) {
      bounds[2 * field + 1] = withoutEscapes(bytes, bounds[2 * field]!, bounds[2 * field + 1]!, escapeMark);
    }
  }
}

/** Makes each doubled quote in `start .. end` one, in place; returns the new end. */
function unescapeQuotes(bytes: Uint8Array, start: number, end: number): number {
  let to = start;
  for (let from = start; from < end; from++) {
    bytes[to++] = bytes[from]!;
    if (bytes[from] === QUOTE) from++;
  }
  return to;
}

/** Leaves out each escape character in `start .. end`, in place, but not one that is escaped; returns the new end. */
function withoutEscapes(bytes: Uint8Array, start: number, end: number, mark: number): number {
  if (end - start === 2 && bytes[start] === mark && bytes[start + 1] === N) return start;
  let to = start;
  for (let from = start; from < end; from++) {
    if (bytes[from] === mark && from + 1 < end) from++;
    bytes[to++] = bytes[from]!;
  }
  return to;
}
