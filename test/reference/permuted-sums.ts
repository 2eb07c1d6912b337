import { threefry2x32 } from "../../src/core/internal";

/** Sums of each column over `size` of the rows, drawn by lot for one permutation. */
export function permutedSums(
  rows: readonly (readonly number[])[],
  size: number,
  [k0, k1]: readonly [number, number],
  permutation: number,
): number[] {
  const pair = new Uint32Array(2);
  const sums = rows[0]!.map(() => 0);
  let needed = size;
  rows.forEach((row, i) => {
    threefry2x32(k0, k1, permutation, i >> 1, pair);
    if (pair[i & 1]! * (rows.length - i) < needed * 2 ** 32) {
      needed -= 1;
      row.forEach((value, c) => {
        sums[c]! += value;
      });
    }
  });
  return sums;
}
