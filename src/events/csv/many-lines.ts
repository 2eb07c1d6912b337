const LF = 10;
/** Lines beyond which a row is reported, whatever it holds. */
const MANY = 20;

/**
 * Watches rows of CSV that stand on several lines. RFC 4180 allows them, yet one stray quote may have taken
 * other rows into its field.
 */
export class ManyLines {
  #rows = 0;
  #line = 0;
  #lines = 0;

  /** Looks at a row of several lines: its fields are `bytes[bounds[2 * i] .. bounds[2 * i + 1]]`. */
  look(bytes: Uint8Array, bounds: Int32Array, fields: number, line: number, lines: number, delimiter: number): void {
    if (fields < 0 || (lines <= MANY && !holdsRows(bytes, bounds, fields, delimiter))) return;
    this.#rows += 1;
    if (lines <= this.#lines) return;
    this.#line = line;
    this.#lines = lines;
  }

  notes(): string[] {
    if (this.#rows === 0) return [];
    const [line, lines] = [this.#line, this.#lines];
    const others = this.#rows === 1 ? "" : `, the longest of ${this.#rows} such rows`;
    return [
      `lines ${line} to ${line + lines - 1} were read as one row${others}: a quoted field holds all of them; is there a stray quote?`,
    ];
  }
}

/** Whether a line within a field has as many delimiters as the row itself. */
function holdsRows(bytes: Uint8Array, bounds: Int32Array, fields: number, delimiter: number): boolean {
  if (fields < 2) return false;
  for (let field = 0; field < fields; field++) {
    let delimiters = Number.NaN; // of the first line there is only a part
    for (let at = bounds[2 * field]!; at < bounds[2 * field + 1]!; at++) {
      if (bytes[at] === delimiter) delimiters += 1;
      else if (bytes[at] === LF) {
        if (delimiters === fields - 1) return true;
        delimiters = 0;
      }
    }
    if (delimiters === fields - 1) return true;
  }
  return false;
}
