import type { Corpus } from "./tally";

/**
 * What paths hold: the shares of their single actions and transitions, as roots, so that each path is a vector of
 * length 1 and the dot product of two is the Bhattacharyya coefficient Σ √(p q) of their shares.
 */
export interface PathProfile {
  /** Adds `factor` times the path of `row`. */
  add(row: number, factor: number): void;
  /** The dot product of what was added and the path of `row`. */
  similarity(row: number): number;
  /** Forgets what the path of `row` may have added. */
  clear(row: number): void;
}

/** An empty profile. */
export function pathProfile({ patterns, sequences }: Corpus): PathProfile {
  const { offsets, ids, counts, lengthOf } = patterns;
  const profile = new Float64Array(patterns.size);
  const words = (row: number) => 2 * (sequences.offsets[row + 1]! - sequences.offsets[row]!) - 1;
  return {
    add(row, factor) {
      const total = words(row);
      for (let p = offsets[row]!; p < offsets[row + 1]!; p++) {
        if (lengthOf(ids[p]!) <= 2) profile[ids[p]!]! += factor * Math.sqrt(counts[p]! / total);
      }
    },
    similarity(row) {
      const total = words(row);
      let sum = 0;
      for (let p = offsets[row]!; p < offsets[row + 1]!; p++) {
        if (lengthOf(ids[p]!) <= 2) sum += profile[ids[p]!]! * Math.sqrt(counts[p]! / total);
      }
      return sum;
    },
    clear(row) {
      for (let p = offsets[row]!; p < offsets[row + 1]!; p++) profile[ids[p]!] = 0;
    },
  };
}
