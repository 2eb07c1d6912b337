const LF = 10;
const CR = 13;
const QUOTE = 34;

/** Makes each doubled quote in `start .. end` one, in place; returns the new end. */
export function unescapeQuotes(bytes: Uint8Array, start: number, end: number): number {
  let to = start;
  for (let from = start; from < end; from++) {
    bytes[to++] = bytes[from]!;
    if (bytes[from] === QUOTE) from++;
  }
  return to;
}

/** Whether each cell of the first line begins and ends with a quote. */
export function everyCellIsQuoted(bytes: Uint8Array, length: number, delimiter: number): boolean {
  let from = 0;
  for (let at = 0; ; at++) {
    const ends = at >= length || bytes[at] === LF || bytes[at] === CR;
    if (!ends && bytes[at] !== delimiter) continue;
    if (at - from < 2 || bytes[from] !== QUOTE || bytes[at - 1] !== QUOTE) return false;
    if (ends) return true;
    from = at + 1;
  }
}
