import { type Checkpoint, doubled, scatter } from "../../core/internal";
import type { Sequences } from "../../sequences";

/** How often actions stand near each other, without room for those that never do. */
export interface SparsePairs {
  /** Row a owns entries `offsets[a] .. offsets[a + 1]`; the counts are symmetric. */
  readonly offsets: Int32Array;
  readonly columns: Int32Array;
  /** Expected skip-gram pairs, times `window`. */
  readonly counts: Float32Array;
  /** For each action, the sum of all its pairs, also of those left out. */
  readonly totals: Float64Array;
  /** What a pair of neighbors counts: `window`. */
  readonly unit: number;
}

/** Stands between sequences. */
const END = -1;

/**
 * As `countPairs`, sparse: each action is visited once, and the surroundings of all its occurrences are added up, so
 * that memory is needed for the log and for the distinct pairs alone.
 *
 * Where there are more distinct pairs than `limit`, rare ones are thinned out without bias: a pair stays with the
 * probability count / threshold, and then counts as the threshold, which rises until the pairs fit.
 *
 * @param kept for each action, the share of its occurrences that counts.
 */
export async function sparsePairs(
  sequences: Sequences,
  window: number,
  { kept, limit }: { kept: Float64Array; limit: number },
  at: Checkpoint,
): Promise<SparsePairs> {
  const actions = sequences.vocabulary.actions.length;
  const line = inLine(sequences);
  await at.pass(0);
  const { places, starts } = placesOf(line.tokens, actions);
  const table = new PairTable(actions, limit, window);
  const near = new Float64Array(actions);
  const touched = new Int32Array(actions);
  for (let a = 0; a < actions; a++) {
    let distinct = 0;
    for (let i = starts[a]!; i < starts[a + 1]!; i++) {
      const place = places[i]!;
      const weight = line.weights === undefined ? 1 : line.weights[place]!;
      for (let side = -1; side <= 1; side += 2) {
        for (let t = 1; t <= window; t++) {
          const b = line.tokens[place + side * t]!;
          if (b === END) break;
          if (near[b] === 0) touched[distinct++] = b;
          near[b]! += weight * (window - t + 1);
        }
      }
      const pause = (i & 0xfff) === 0 ? at.pass(i / places.length) : undefined;
      if (pause) await pause;
    }
    for (let e = 0; e < distinct; e++) {
      const b = touched[e]!;
      table.add(a, b, near[b]! * kept[a]! * kept[b]!);
      near[b] = 0;
    }
    table.endRow(a);
    const pause = at.pass(starts[a + 1]! / places.length);
    if (pause) await pause;
  }
  return table.pairs(at);
}

/** All tokens in one line, with an end before, between and after the sequences. */
function inLine({ tokens, offsets, weights }: Sequences) {
  const line = new Int32Array(tokens.length + weights.length + 1).fill(END);
  const weighted = weights.some((weight) => weight !== 1);
  const weightAt = weighted ? new Float64Array(line.length) : undefined;
  for (let row = 0; row < weights.length; row++) {
    const start = offsets[row]! + row + 1;
    line.set(tokens.subarray(offsets[row], offsets[row + 1]), start);
    weightAt?.fill(weights[row]!, start, start + offsets[row + 1]! - offsets[row]!);
  }
  return { tokens: line, weights: weightAt };
}

/** Where each action stands in the line, action by action. */
function placesOf(line: Int32Array, actions: number) {
  const starts = new Uint32Array(actions + 2);
  for (const token of line) if (token !== END) starts[token + 2]! += 1;
  for (let a = 0; a < actions; a++) starts[a + 2]! += starts[a + 1]!;
  const places = new Uint32Array(starts[actions + 1]!);
  for (let place = 0; place < line.length; place++) {
    const token = line[place]!;
    if (token !== END) places[starts[token + 1]!++] = place;
  }
  return { places, starts };
}

/** Rows of pairs, thinned as they come. */
class PairTable {
  #columns = new Int32Array(1 << 16);
  #counts = new Float32Array(1 << 16);
  #size = 0;
  #threshold = 0;
  #rows = 0;
  readonly #offsets: Int32Array;
  readonly #totals: Float64Array;
  readonly #limit: number;
  readonly #unit: number;

  constructor(actions: number, limit: number, unit: number) {
    this.#offsets = new Int32Array(actions + 1);
    this.#totals = new Float64Array(actions);
    this.#limit = limit;
    this.#unit = unit;
  }

  add(a: number, b: number, count: number): void {
    this.#totals[a]! += count;
    if (!this.#stays(a, b, count)) return;
    if (this.#size === this.#columns.length) this.#grow();
    this.#columns[this.#size] = b;
    this.#counts[this.#size++] = count;
  }

  endRow(a: number): void {
    this.#rows = a + 1;
    this.#offsets[this.#rows] = this.#size;
    while (this.#size > this.#limit) this.#thinOut();
  }

  async pairs(at: Checkpoint): Promise<SparsePairs> {
    const counts = this.#counts.subarray(0, this.#size);
    for (let p = 0; p < counts.length; p++) {
      counts[p] = Math.max(counts[p]!, this.#threshold);
      const pause = (p & 0xffff) === 0 ? at.pass(0.99) : undefined;
      if (pause) await pause;
    }
    return {
      offsets: this.#offsets,
      columns: this.#columns.subarray(0, this.#size),
      counts,
      totals: this.#totals,
      unit: this.#unit,
    };
  }

  /** By a number that belongs to the pair: who stays at a threshold has stayed at all lower ones. */
  #stays(a: number, b: number, count: number): boolean {
    return count >= this.#threshold || count >= this.#threshold * pairUniform(a, b);
  }

  #thinOut(): void {
    this.#threshold = this.#threshold === 0 ? this.#unit : 1.5 * this.#threshold;
    let size = 0;
    for (let a = 0; a < this.#rows; a++) {
      const from = this.#offsets[a]!;
      this.#offsets[a] = size;
      for (let p = from; p < this.#offsets[a + 1]!; p++) {
        if (!this.#stays(a, this.#columns[p]!, this.#counts[p]!)) continue;
        this.#columns[size] = this.#columns[p]!;
        this.#counts[size++] = this.#counts[p]!;
      }
    }
    this.#size = size;
    this.#offsets[this.#rows] = size;
  }

  #grow(): void {
    this.#columns = doubled(this.#columns);
    this.#counts = doubled(this.#counts);
  }
}

/** A number in [0, 1) for each unordered pair. */
function pairUniform(a: number, b: number): number {
  return scatter(Math.imul(Math.min(a, b), 0x9e3779b1) ^ Math.max(a, b)) / 0x100000000;
}
