import { type Checkpoint, forEachYielding } from "../../core/internal";
import type { ProfileContext } from "../profile-context";

/**
 * What paths hold: the shares of their single actions and transitions, as roots, so that each path is a vector of
 * length 1 and the dot product of two is the Bhattacharyya coefficient Σ √(p q) of their shares.
 */
export interface PathProfile {
  /** Adds `factor` times the path of `row`; returns the factor. */
  add(row: number, factor: number): number;
  /** The dot product of what was added and the path of `row`. */
  similarity(row: number): number;
  /** Forgets what the path of `row` may have added. */
  remove(row: number): void;
  /** Forgets everything. */
  clear(): void;
}

/** An empty profile. */
export async function pathProfile({ patterns, sequences }: ProfileContext, at: Checkpoint): Promise<PathProfile> {
  const { offsets, ids: features, counts } = patterns.levels[0]!; // single actions and pairs
  const rows = offsets.length - 1;
  const roots = new Float32Array(features.length);
  await forEachYielding(rows, at, (row) => {
    const words = 2 * (sequences.offsets[row + 1]! - sequences.offsets[row]!) - 1;
    for (let p = offsets[row]!; p < offsets[row + 1]!; p++) roots[p] = Math.sqrt(counts[p]! / words);
    return words;
  });

  const profile = new Float64Array(patterns.size);
  return {
    add(row, factor) {
      const end = offsets[row + 1]!;
      for (let p = offsets[row]!; p < end; p++) profile[features[p]!]! += factor * roots[p]!;
      return factor;
    },
    similarity(row) {
      const end = offsets[row + 1]!;
      let sum = 0;
      for (let p = offsets[row]!; p < end; p++) sum += profile[features[p]!]! * roots[p]!;
      return sum;
    },
    remove(row) {
      const end = offsets[row + 1]!;
      for (let p = offsets[row]!; p < end; p++) profile[features[p]!] = 0;
    },
    clear() {
      profile.fill(0);
    },
  };
}
