/** Where the text between blanks begins. */
export function skipBlanks(bytes: Uint8Array, start: number, end: number): number {
  let from = start;
  while (from < end && bytes[from]! <= 32) from++;
  return from;
}

/** Where it ends. */
export function skipBlanksBack(bytes: Uint8Array, start: number, end: number): number {
  let to = end;
  while (to > start && bytes[to - 1]! <= 32) to--;
  return to;
}
