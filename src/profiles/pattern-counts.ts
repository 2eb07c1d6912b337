import type { Checkpoint } from "../core";
import type { Sequences } from "../sequences";
import { inBlocks } from "./in-blocks";

/**
 * How often each distinct sequence shows each pattern. A pattern is a run of 1 .. n consecutive actions; pattern
 * `id < actions` is the single action of that token, longer ones are numbered as they are met. Row r shows the patterns
 * `ids[offsets[r] .. offsets[r + 1]]`, each once, in order of first appearance.
 */
export interface PatternCounts {
  readonly offsets: Uint32Array;
  readonly ids: Uint32Array;
  /** Occurrences of each pattern in its row; overlapping ones all count. */
  readonly counts: Uint32Array;
  /** Number of distinct patterns. */
  readonly size: number;
  /** Number of single actions. */
  readonly actions: number;
  /** Number of actions in pattern `id`. */
  readonly lengthOf: (id: number) => number;
  /** The pattern of all actions of `id` but the last; -1 for a single action. */
  readonly prefixOf: (id: number) => number;
  /** The last action of `id`. */
  readonly lastOf: (id: number) => number;
}

/** Counts all patterns of at most `longest` actions. */
export async function countPatterns(sequences: Sequences, longest: number, at: Checkpoint): Promise<PatternCounts> {
  const { tokens, offsets: starts, vocabulary } = sequences;
  const rows = starts.length - 1;
  const table = new PatternTable(vocabulary.actions.length);
  const offsets = new Uint32Array(rows + 1);
  const ids = new Uint32Array(tokens.length * longest); // upper bounds; what is not reached is never touched
  const counts = new Uint32Array(tokens.length * longest);
  const ending = new Int32Array(longest); // ending[n - 1]: the pattern of n actions that ends here
  let used = 0;

  await inBlocks(rows, at, (row) => {
    const first = used;
    for (let p = starts[row]!; p < starts[row + 1]!; p++) {
      const token = tokens[p]!;
      for (let n = Math.min(longest, p - starts[row]! + 1); n >= 1; n--) {
        const id = n === 1 ? token : table.idOf(ending[n - 2]!, token);
        ending[n - 1] = id;
        let slot = table.slot[id]! - 1; // slots of earlier rows lie before `first`
        if (slot < first) {
          slot = used++;
          table.slot[id] = slot + 1;
          ids[slot] = id;
        }
        counts[slot]!++;
      }
    }
    offsets[row + 1] = used;
    return starts[row + 1]! - starts[row]!;
  });
  return {
    offsets,
    ids: ids.subarray(0, used),
    counts: counts.subarray(0, used),
    size: table.size,
    actions: vocabulary.actions.length,
    lengthOf: (id) => table.length[id]!,
    prefixOf: (id) => table.prefix[id]!,
    lastOf: (id) => table.last[id]!,
  };
}

/** The tokens of a pattern, first to last. */
export function tokensOf(patterns: PatternCounts, id: number): number[] {
  const tokens: number[] = [];
  for (let at = id; at >= 0; at = patterns.prefixOf(at)) tokens.push(patterns.lastOf(at));
  return tokens.reverse();
}

/** Numbers patterns by (pattern of all but the last action, last action): an open-addressing hash table. */
class PatternTable {
  size: number;
  prefix: Int32Array;
  last: Int32Array;
  length: Uint8Array;
  /** One more than the place where the pattern was counted last; kept here because it grows with the table. */
  slot: Uint32Array;
  #buckets: Int32Array;

  constructor(actions: number) {
    this.size = actions;
    const capacity = Math.max(1024, actions);
    this.prefix = new Int32Array(capacity).fill(-1);
    this.last = Int32Array.from({ length: capacity }, (_, token) => token);
    this.length = new Uint8Array(capacity).fill(1);
    this.slot = new Uint32Array(capacity);
    this.#buckets = new Int32Array(4096).fill(-1);
  }

  idOf(prefix: number, last: number): number {
    const mask = this.#buckets.length - 1;
    let bucket = hash(prefix, last) & mask;
    for (let id = this.#buckets[bucket]!; id >= 0; id = this.#buckets[bucket]!) {
      if (this.prefix[id] === prefix && this.last[id] === last) return id;
      bucket = (bucket + 1) & mask;
    }
    if (this.size === this.prefix.length) this.#grow();
    const id = this.size++;
    this.prefix[id] = prefix;
    this.last[id] = last;
    this.length[id] = this.length[prefix]! + 1;
    this.#buckets[bucket] = id;
    if (this.size * 2 > this.#buckets.length) this.#rehash();
    return id;
  }

  #grow(): void {
    const capacity = this.size * 2;
    this.prefix = extended(this.prefix, new Int32Array(capacity));
    this.last = extended(this.last, new Int32Array(capacity));
    this.length = extended(this.length, new Uint8Array(capacity));
    this.slot = extended(this.slot, new Uint32Array(capacity));
  }

  #rehash(): void {
    this.#buckets = new Int32Array(this.#buckets.length * 4).fill(-1);
    const mask = this.#buckets.length - 1;
    for (let id = 0; id < this.size; id++) {
      if (this.prefix[id]! < 0) continue;
      let bucket = hash(this.prefix[id]!, this.last[id]!) & mask;
      while (this.#buckets[bucket]! >= 0) bucket = (bucket + 1) & mask;
      this.#buckets[bucket] = id;
    }
  }
}

function extended<T extends Int32Array | Uint32Array | Uint8Array>(from: T, to: T): T {
  to.set(from);
  return to;
}

function hash(prefix: number, last: number): number {
  let h = Math.imul(prefix, 0x9e3779b1) ^ Math.imul(last, 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 15), 0x2c1b3c6d);
  return h ^ (h >>> 13);
}
