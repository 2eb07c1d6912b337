import { type Checkpoint, forEachYielding } from "../../core/internal";
import type { Sequences } from "../../sequences";
import type { Members } from "../members";
import type { PatternIndex } from "./pattern-index";

/** What the members of one group (or everybody) show, counted by inputs. */
export interface GroupCounts {
  /** Members counted. */
  readonly size: number;
  /** Patterns that occur at all, in the order in which they were first seen. */
  readonly seen: Uint32Array;
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
 * @param reuse counts of another group, whose arrays are reused; they are no longer valid then.
 */
export async function countPatterns(
  sequences: Sequences,
  members: Members,
  patterns: PatternIndex,
  [from, to]: readonly [number, number],
  at: Checkpoint,
  reuse?: GroupCounts,
): Promise<GroupCounts> {
  const { tokens, offsets: starts } = sequences;
  const { levels, actions, longest, lengthOf, prefixOf } = patterns;
  const shown = cleared(reuse?.shown, reuse?.seen, patterns.size);
  const shownFirst = cleared(reuse?.shownFirst, reuse?.seen, patterns.size);
  const occurrences = cleared(reuse?.occurrences, reuse?.seen, patterns.size);
  const first = new Float64Array(actions);
  const last = new Float64Array(actions);
  const followed = new Float64Array(actions);
  const met = reuse ? new Uint32Array(reuse.seen.buffer) : new Uint32Array(patterns.size);
  let found = 0;
  let size = 0;
  let firstSize = 0;
  let words = 0;

  const base = members.offsets[from]!;
  await forEachYielding(members.offsets[to]! - base, at, (pair) => {
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
  return {
    size,
    seen: met.subarray(0, found),
    shown,
    shownFirst,
    firstSize,
    occurrences,
    first,
    last,
    followed,
    words,
  };
}

function cleared(old: Float64Array | undefined, seen: Uint32Array | undefined, size: number): Float64Array {
  if (!old || !seen) return new Float64Array(size);
  for (const id of seen) old[id] = 0;
  return old;
}
