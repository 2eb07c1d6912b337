import type { Checkpoint } from "../../core/internal";
import type { Sequences } from "../../sequences";
import { inBlocks } from "../in-blocks";
import type { Members } from "../members";
import type { PatternCounts } from "./pattern-counts";

/** What every finding is made from: the sequences, who belongs where, and the patterns everybody shows. */
export interface Corpus {
  readonly sequences: Sequences;
  readonly members: Members;
  readonly patterns: PatternCounts;
  readonly everybody: Tally;
}

/** What the members of one group (or everybody) show, counted by inputs. */
export interface Tally {
  /** Members counted. */
  readonly size: number;
  /** Patterns that occur at all, in the order they were met. */
  readonly met: Uint32Array;
  /** For each pattern, members that show it. */
  readonly shown: Float64Array;
  /** The same on the first half of the inputs; and the members counted of that half. */
  readonly shownFirst: Float64Array;
  readonly firstSize: number;
  /** For each pattern, its occurrences in all members. */
  readonly occurrences: Float64Array;
  /** For each action, members that begin with it, and that end with it. */
  readonly first: Float64Array;
  readonly last: Float64Array;
  /** For each action, the times that another one (or itself) follows it. */
  readonly followed: Float64Array;
  /** Occurrences of all runs of all lengths, rare ones too. */
  readonly words: number;
}

/**
 * Counts the groups `from .. to - 1` as one.
 *
 * @param reuse an earlier tally whose arrays are to be taken over; it is no longer valid then.
 */
export async function tally(
  sequences: Sequences,
  members: Members,
  patterns: PatternCounts,
  [from, to]: readonly [number, number],
  at: Checkpoint,
  reuse?: Tally,
): Promise<Tally> {
  const { tokens, offsets: starts } = sequences;
  const { levels, actions, longest, lengthOf, prefixOf } = patterns;
  const shown = cleared(reuse?.shown, reuse?.met, patterns.size);
  const shownFirst = cleared(reuse?.shownFirst, reuse?.met, patterns.size);
  const occurrences = cleared(reuse?.occurrences, reuse?.met, patterns.size);
  const first = new Float64Array(actions);
  const last = new Float64Array(actions);
  const followed = new Float64Array(actions);
  const met = reuse ? new Uint32Array(reuse.met.buffer) : new Uint32Array(patterns.size);
  let found = 0;
  let size = 0;
  let firstSize = 0;
  let words = 0;

  const base = members.offsets[from]!;
  await inBlocks(members.offsets[to]! - base, at, (pair) => {
    const row = members.rows[base + pair]!;
    const weight = members.weights[base + pair]!;
    const half = members.firstHalf[base + pair]!;
    size += weight;
    firstSize += half;
    first[tokens[starts[row]!]!]! += weight;
    last[tokens[starts[row + 1]! - 1]!]! += weight;
    for (const { offsets, ids, counts } of levels) {
      const end = offsets[row + 1]!;
      for (let p = offsets[row]!; p < end; p++) {
        const id = ids[p]!;
        const times = weight * counts[p]!;
        if (shown[id] === 0) met[found++] = id;
        shown[id]! += weight;
        shownFirst[id]! += half;
        occurrences[id]! += times;
        if (lengthOf(id) === 2) followed[prefixOf(id)]! += times;
      }
    }
    const length = starts[row + 1]! - starts[row]!;
    for (let n = 0; n < longest && n < length; n++) words += weight * (length - n);
    return length * longest;
  });
  return { size, met: met.subarray(0, found), shown, shownFirst, firstSize, occurrences, first, last, followed, words };
}

function cleared(old: Float64Array | undefined, met: Uint32Array | undefined, size: number): Float64Array {
  if (!old || !met) return new Float64Array(size);
  for (const id of met) old[id] = 0;
  return old;
}
