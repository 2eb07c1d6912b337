const LF = 10;
const CR = 13;
const BLANK = 32;
const QUOTE = 34;
const N = 78;

/** Makes each doubled quote in `start .. end` one, in place; returns the new end. */
export function unescapeQuotes(bytes: Uint8Array, start: number, end: number): number {
  let to = start;
  for (let from = start; from < end; from++) {
    bytes[to++] = bytes[from]!;
    if (bytes[from] === QUOTE) from++;
  }
  return to;
}

/** Leaves out each escape character in `start .. end`, in place, but not one that is escaped; returns the new end. */
export function withoutEscapes(bytes: Uint8Array, start: number, end: number, mark: number): number {
  if (end - start === 2 && bytes[start] === mark && bytes[start + 1] === N) return start;
  let to = start;
  for (let from = start; from < end; from++) {
    if (bytes[from] === mark && from + 1 < end) from++;
    bytes[to++] = bytes[from]!;
  }
  return to;
}

/** Whether a blank follows each separator in the first line, of which there is one at least. */
export function blankFollowsEach(bytes: Uint8Array, length: number, delimiter: number): boolean {
  let separators = 0;
  for (let at = 0; at < length && bytes[at] !== LF && bytes[at] !== CR; at++) {
    if (bytes[at] !== delimiter) continue;
    if (bytes[at + 1] !== BLANK || at + 1 >= length) return false;
    separators += 1;
  }
  return separators > 0;
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
