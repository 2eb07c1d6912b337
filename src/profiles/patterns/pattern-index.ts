import { type Checkpoint, forEachYielding } from "../../core/internal";
import type { Sequences } from "../../sequences";
import { PatternTable } from "./pattern-table";

/**
 * How often each distinct sequence shows each pattern. A pattern is a run of 1 .. n consecutive actions; pattern
 * `id < actions` is the single action of that token. All single actions and pairs are here; longer ones where enough
 * inputs show them.
 */
export interface PatternIndex {
  /** Actions and pairs; then, one level each, the runs of 3, 4, … actions. */
  readonly levels: readonly PatternLevel[];
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
  /** The pattern of one action directly followed by another; -1 when that never happens. */
  readonly pairOf: (from: number, to: number) => number;
  /** Most actions in a pattern. */
  readonly longest: number;
}

/** Row r shows the patterns `ids[offsets[r] .. offsets[r + 1]]`, each once. */
export interface PatternLevel {
  readonly offsets: Uint32Array;
  readonly ids: Uint32Array;
  /** Occurrences of each pattern in its row; overlapping ones all count. */
  readonly counts: Uint32Array;
}

/**
 * Counts the patterns of at most `longest` actions. A run of three or more counts when at least `leastSupport` inputs
 * show it; level by level, since no more inputs can show a run than show its parts (Agrawal & Srikant 1995).
 */
export async function indexPatterns(
  sequences: Sequences,
  longest: number,
  leastSupport: number,
  at: Checkpoint,
): Promise<PatternIndex> {
  const actions = sequences.vocabulary.actions.length;
  const part = (level: number) => at.part((level - 1) / longest, level / longest);
  const ending = new Int32Array(sequences.tokens.length); // the frequent run of this many actions that ends here, or -1
  const { level, pairs } = await countPairs(sequences, ending, part(1));
  const names = new PatternNames(actions);
  names.add(pairs, 2);
  let support = (run: number) => pairs.support[run - actions]!;
  const levels = [level];
  for (let length = 3; length <= longest; length++) {
    const from = names.size;
    const found = await countRuns(sequences, length, from, ending, (run) => support(run) >= leastSupport, part(length));
    const kept = keepFrequent(found, from, leastSupport, ending);
    names.add(kept.table, length);
    support = (run) => kept.table.support[run - from]!;
    levels.push(kept.level);
  }
  const { prefix, last, lengths, size } = names;
  return {
    levels,
    size,
    actions,
    longest,
    lengthOf: (id) => lengths[id]!,
    prefixOf: (id) => prefix[id]!,
    lastOf: (id) => last[id]!,
    pairOf: (from, to) => {
      const pair = pairs.find(from, to);
      return pair < 0 ? -1 : pair + actions;
    },
  };
}

/** The tokens of a pattern, first to last. */
export function tokensOf(patterns: PatternIndex, id: number): number[] {
  const tokens: number[] = [];
  for (let at = id; at >= 0; at = patterns.prefixOf(at)) tokens.push(patterns.lastOf(at));
  return tokens.reverse();
}

async function countPairs(
  { tokens, offsets: starts, weights, vocabulary }: Sequences,
  ending: Int32Array,
  at: Checkpoint,
) {
  const rows = starts.length - 1;
  const actions = vocabulary.actions.length;
  const pairs = new PatternTable();
  const slotOfAction = new Uint32Array(actions);
  const writer = new LevelWriter(rows, tokens.length * 2);
  await forEachYielding(rows, at, (row) => {
    const start = starts[row]!;
    const end = starts[row + 1]!;
    const weight = weights[row]!;
    for (let p = start; p < end; p++) {
      const token = tokens[p]!;
      slotOfAction[token] = writer.count(slotOfAction[token]!, token);
      if (p === start) {
        ending[p] = -1;
        continue;
      }
      const pair = pairs.idOf(tokens[p - 1]!, token);
      const before = pairs.slot[pair]!;
      const slot = writer.count(before, actions + pair);
      if (slot !== before) pairs.support[pair]! += weight;
      pairs.slot[pair] = slot;
      ending[p] = actions + pair;
    }
    writer.endRow(row);
    return end - start;
  });
  return { level: writer.finish(), pairs };
}

/** Counts the runs of `length` actions whose parts, the runs of one less, are both frequent. */
async function countRuns(
  { tokens, offsets: starts, weights }: Sequences,
  length: number,
  from: number,
  ending: Int32Array,
  isFrequent: (run: number) => boolean,
  at: Checkpoint,
) {
  const rows = starts.length - 1;
  const table = new PatternTable();
  const writer = new LevelWriter(rows, tokens.length);
  await forEachYielding(rows, at, (row) => {
    const first = starts[row]! + length - 1;
    const weight = weights[row]!;
    for (let p = starts[row + 1]! - 1; p >= first; p--) {
      const prefix = ending[p - 1]!;
      const suffix = ending[p]!;
      ending[p] = -1;
      if (prefix < 0 || suffix < 0 || !isFrequent(prefix) || !isFrequent(suffix)) continue;
      const run = table.idOf(prefix, tokens[p]!);
      const before = table.slot[run]!;
      const slot = writer.count(before, from + run);
      if (slot !== before) table.support[run]! += weight;
      table.slot[run] = slot;
      ending[p] = from + run;
    }
    for (let p = Math.min(first, starts[row + 1]!) - 1; p >= starts[row]!; p--) ending[p] = -1;
    writer.endRow(row);
    return starts[row + 1]! - starts[row]!;
  });
  return { level: writer.finish(), table };
}

/** Takes out the rare runs, and numbers the others anew. */
function keepFrequent(
  { level, table }: { level: PatternLevel; table: PatternTable },
  from: number,
  leastSupport: number,
  ending: Int32Array,
) {
  const newId = new Int32Array(table.size).fill(-1);
  const runs: number[] = [];
  for (let run = 0; run < table.size; run++) {
    if (table.support[run]! < leastSupport) continue;
    newId[run] = from + runs.length;
    runs.push(run);
  }
  const kept = {
    size: runs.length,
    prefix: Int32Array.from(runs, (run) => table.prefix[run]!),
    last: Int32Array.from(runs, (run) => table.last[run]!),
    support: Float64Array.from(runs, (run) => table.support[run]!),
  };
  for (let p = 0; p < ending.length; p++) if (ending[p]! >= 0) ending[p] = newId[ending[p]! - from]!;

  let used = 0;
  const { offsets, ids, counts } = level;
  for (let row = 0, p = 0; row + 1 < offsets.length; row++) {
    for (const end = offsets[row + 1]!; p < end; p++) {
      const id = newId[ids[p]! - from]!;
      if (id < 0) continue;
      ids[used] = id;
      counts[used++] = counts[p]!;
    }
    offsets[row + 1] = used;
  }
  return { table: kept, level: { offsets, ids: ids.slice(0, used), counts: counts.slice(0, used) } };
}

/** Writes what rows show, each pattern once. */
class LevelWriter {
  readonly #offsets: Uint32Array;
  readonly #ids: Uint32Array;
  readonly #counts: Uint32Array;
  #used = 0;
  #rowStart = 0;

  /** @param most entries at most: upper bounds; what is not reached is never touched. */
  constructor(rows: number, most: number) {
    this.#offsets = new Uint32Array(rows + 1);
    this.#ids = new Uint32Array(most);
    this.#counts = new Uint32Array(most);
  }

  /** Counts a pattern; given and returned is one more than its place, so that places of earlier rows differ. */
  count(slot: number, id: number): number {
    const place = slot > this.#rowStart ? slot - 1 : this.#used++;
    this.#ids[place] = id;
    this.#counts[place]!++;
    return place + 1;
  }

  endRow(row: number): void {
    this.#offsets[row + 1] = this.#used;
    this.#rowStart = this.#used;
  }

  finish(): PatternLevel {
    const ids = this.#ids.subarray(0, this.#used);
    return { offsets: this.#offsets, ids, counts: this.#counts.subarray(0, this.#used) };
  }
}

/** What each pattern is made of. */
class PatternNames {
  size: number;
  prefix: Int32Array;
  last: Int32Array;
  lengths: Uint8Array;

  constructor(actions: number) {
    this.size = actions;
    this.prefix = new Int32Array(actions).fill(-1);
    this.last = new Int32Array(actions).map((_, token) => token);
    this.lengths = new Uint8Array(actions).fill(1);
  }

  add(table: Pick<PatternTable, "size" | "prefix" | "last">, length: number): void {
    const size = this.size + table.size;
    const prefix = new Int32Array(size);
    prefix.set(this.prefix);
    prefix.set(table.prefix.subarray(0, table.size), this.size);
    const last = new Int32Array(size);
    last.set(this.last);
    last.set(table.last.subarray(0, table.size), this.size);
    const lengths = new Uint8Array(size).fill(length);
    lengths.set(this.lengths);
    Object.assign(this, { size, prefix, last, lengths });
  }
}
