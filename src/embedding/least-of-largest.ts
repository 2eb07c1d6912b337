/** Digits of 16 bits in a 64-bit float, the highest first: which of its two halves, and how far up there. */
const DIGITS = [
  { word: 1, shift: 16 },
  { word: 1, shift: 0 },
  { word: 0, shift: 16 },
  { word: 0, shift: 0 },
] as const;
const VALUES = 2 ** 16;

/**
 * The smallest of the `count` largest values, and how many of those equal to it are among them (0 and 0 of none).
 * Positive floats are ordered as their bits are, so it is found digit by digit (radix selection).
 *
 * @param values positive numbers.
 */
export function leastOfLargest(values: Float64Array, count: number): { least: number; ties: number } {
  let left = Math.min(count, values.length);
  if (left === 0) return { least: 0, ties: 0 };
  let words = new Uint32Array(values.slice().buffer); // the lower half of each first
  const found = new Uint32Array(2);
  for (const { word, shift } of DIGITS) {
    const having = new Uint32Array(VALUES);
    for (let i = word; i < words.length; i += 2) having[(words[i]! >>> shift) & (VALUES - 1)]! += 1;
    let digit = VALUES - 1;
    for (; having[digit]! < left; digit--) left -= having[digit]!;
    found[word]! |= digit << shift;
    let end = 0;
    for (let i = 0; i < words.length; i += 2) {
      if (((words[i + word]! >>> shift) & (VALUES - 1)) !== digit) continue;
      words[end++] = words[i]!;
      words[end++] = words[i + 1]!;
    }
    words = words.subarray(0, end);
  }
  return { least: new Float64Array(found.buffer)[0]!, ties: left };
}
