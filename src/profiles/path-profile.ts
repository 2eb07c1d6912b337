import { type Checkpoint, raggedRow } from "../core";
import { inBlocks } from "./in-blocks";
import type { Corpus } from "./tally";

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
export async function pathProfile({ patterns, sequences }: Corpus, at: Checkpoint): Promise<PathProfile> {
  const rows = patterns.offsets.length - 1;
  const offsets = new Uint32Array(rows + 1);
  const features = new Uint32Array(patterns.ids.length); // upper bounds; what is not reached is never touched
  const roots = new Float32Array(patterns.ids.length);
  const featureOf = new Int32Array(patterns.size).fill(-1);
  let size = 0;
  let used = 0;
  await inBlocks(rows, at, (row) => {
    const words = 2 * raggedRow(sequences, row).length - 1;
    for (let p = patterns.offsets[row]!; p < patterns.offsets[row + 1]!; p++) {
      const id = patterns.ids[p]!;
      if (patterns.lengthOf(id) > 2) continue;
      if (featureOf[id]! < 0) featureOf[id] = size++;
      features[used] = featureOf[id]!;
      roots[used++] = Math.sqrt(patterns.counts[p]! / words);
    }
    offsets[row + 1] = used;
    return words;
  });

  const profile = new Float64Array(size);
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
