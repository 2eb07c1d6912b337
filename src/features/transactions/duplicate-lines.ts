import type { Transactions } from "./types";

/** For each line whether one before is equal to it in every column. */
export function duplicateLines(lines: Transactions): Uint8Array {
  const { time, quantity, price, discount } = lines;
  const numbers = [time, quantity, price, ...(discount ? [discount] : [])];
  const names = [lines.customer];
  for (const named of [lines.invoice, lines.product, lines.currency, lines.other]) if (named) names.push(named.of);
  const isEqual = (a: number, b: number): boolean =>
    names.every((of) => of[a] === of[b]) && numbers.every((of) => Object.is(of[a], of[b]));

  const duplicate = new Uint8Array(time.length);
  let size = 16;
  while (size < 2 * time.length) size *= 2;
  /** Open addressing: 1 + a line that no line before is equal to, or 0. */
  const slots = new Uint32Array(size);
  for (let line = 0; line < time.length; line++) {
    let hash = Math.imul(time[line]! | 0, 0x9e3779b1) ^ Math.imul(quantity[line]! * 64, 0x85ebca6b);
    for (const of of names) hash = Math.imul(hash ^ of[line]!, 0x9e3779b1) ^ (hash >>> 13);
    let slot = (hash ^ (hash >>> 15)) & (size - 1);
    while (slots[slot] !== 0 && !isEqual(slots[slot]! - 1, line)) slot = (slot + 1) & (size - 1);
    if (slots[slot] === 0) slots[slot] = line + 1;
    else duplicate[line] = 1;
  }
  return duplicate;
}
