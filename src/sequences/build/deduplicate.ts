import { type Checkpoint, forEachYielding, type Ragged, sum } from "../../core/internal";
import { RaggedBuilder } from "./ragged-builder";

/** Distinct rows in canonical order, how many inputs show each, and which one each input shows. */
export interface DistinctRows extends Ragged {
  readonly weights: Float64Array;
  readonly rowOf: Int32Array;
}

/**
 * Stores identical rows once: heaviest first, ties by their tokens in lexicographic order.
 *
 * @param takes whether an input counts; one that does not has row -1.
 * @param inputWeights for how many inputs each row stands, one after the other; one each without it.
 */
export async function deduplicate(
  inputs: Ragged,
  takes: (start: number, end: number) => boolean,
  at: Checkpoint,
  inputWeights?: Float64Array,
): Promise<DistinctRows> {
  const { tokens, offsets } = inputs;
  const count = offsets.length - 1;
  const found = new RowTable();
  const firstOf = new Int32Array(count);
  await forEachYielding(count, at.part(0, 0.5), (input) => {
    const start = offsets[input]!;
    const end = offsets[input + 1]!;
    firstOf[input] = takes(start, end) ? found.idOf(tokens, start, end) : -1;
    return end - start;
  });
  const rows = found.rows.finish();
  const distinct = rows.offsets.length - 1;
  const weightOf = new Float64Array(distinct);
  for (let input = 0; input < count; input++) {
    const row = firstOf[input]!;
    if (row >= 0) weightOf[row]! += inputWeights ? inputWeights[input]! : 1;
  }

  const order = await sorted(
    distinct,
    (a, b) => weightOf[b]! - weightOf[a]! || compareRows(rows, a, b),
    at.part(0.5, 1),
  );
  const rank = new Int32Array(distinct);
  const canonical = new RaggedBuilder(rows.tokens.length, distinct);
  for (const [position, row] of order.entries()) {
    rank[row] = position;
    for (let i = rows.offsets[row]!; i < rows.offsets[row + 1]!; i++) canonical.push(rows.tokens[i]!);
    canonical.endRow();
  }
  return {
    ...canonical.finish(),
    weights: Float64Array.from(order, (row) => weightOf[row]!),
    rowOf: repeated(
      firstOf.map((row) => (row < 0 ? -1 : rank[row]!)),
      inputWeights,
    ),
  };
}

/** Each value as often as its weight says. */
function repeated(values: Int32Array<ArrayBuffer>, weights: Float64Array | undefined): Int32Array {
  if (weights === undefined) return values;
  const result = new Int32Array(sum(weights));
  let at = 0;
  for (let i = 0; i < values.length; i++) {
    result.fill(values[i]!, at, at + weights[i]!);
    at += weights[i]!;
  }
  return result;
}

/** Numbers distinct rows in order of first appearance. */
class RowTable {
  readonly rows = new RaggedBuilder();
  #hashes = new Int32Array(1 << 8);
  /** Open addressing: 1 + the row's number, or 0. */
  #slots = new Uint32Array(1 << 9);
  /** The row's bounds are looked up often: a copy that grows with the hashes. */
  #ends = new Uint32Array(1 << 8);

  idOf(tokens: Uint32Array, start: number, end: number): number {
    let hash = end - start;
    for (let i = start; i < end; i++) hash = Math.imul(hash ^ tokens[i]!, 0x9e3779b1) ^ (hash >>> 15);
    hash ^= hash >>> 16;
    const mask = this.#slots.length - 1;
    let slot = hash & mask;
    for (let known = this.#slots[slot]!; known !== 0; known = this.#slots[slot]!) {
      if (this.#hashes[known - 1] === hash && this.#holds(known - 1, tokens, start, end)) return known - 1;
      slot = (slot + 1) & mask;
    }
    return this.#add(tokens, start, end, hash, slot);
  }

  #holds(row: number, tokens: Uint32Array, start: number, end: number): boolean {
    const from = row === 0 ? 0 : this.#ends[row - 1]!;
    if (this.#ends[row]! - from !== end - start) return false;
    const shift = from - start;
    for (let i = start; i < end; i++) if (this.rows.tokens[i + shift] !== tokens[i]) return false;
    return true;
  }

  #add(tokens: Uint32Array, start: number, end: number, hash: number, slot: number): number {
    const row = this.rows.rows;
    for (let i = start; i < end; i++) this.rows.push(tokens[i]!);
    this.rows.endRow();
    if (row >= this.#hashes.length) {
      this.#hashes = Int32Array.from({ length: row * 2 }, (_, i) => this.#hashes[i] ?? 0);
      this.#ends = Uint32Array.from({ length: row * 2 }, (_, i) => this.#ends[i] ?? 0);
    }
    this.#hashes[row] = hash;
    this.#ends[row] = this.rows.length;
    this.#slots[slot] = row + 1;
    if (row * 2 >= this.#slots.length) this.#rehash();
    return row;
  }

  #rehash(): void {
    this.#slots = new Uint32Array(this.#slots.length * 4);
    const mask = this.#slots.length - 1;
    for (let row = 0; row < this.rows.rows; row++) {
      let slot = this.#hashes[row]! & mask;
      while (this.#slots[slot] !== 0) slot = (slot + 1) & mask;
      this.#slots[slot] = row + 1;
    }
  }
}

function compareRows({ tokens, offsets }: Ragged, a: number, b: number): number {
  const startA = offsets[a]!;
  const startB = offsets[b]!;
  const lengthA = offsets[a + 1]! - startA;
  const lengthB = offsets[b + 1]! - startB;
  const length = Math.min(lengthA, lengthB);
  for (let i = 0; i < length; i++) {
    const difference = tokens[startA + i]! - tokens[startB + i]!;
    if (difference !== 0) return difference;
  }
  return lengthA - lengthB;
}

/** Rows sorted at once, and merged between two looks at the time. */
const RUN = 1 << 13;

/** 0 .. count in the order of a strict total order: merge sort, which can give way to others between its steps. */
async function sorted(count: number, compare: (a: number, b: number) => number, at: Checkpoint): Promise<Uint32Array> {
  let from = new Uint32Array(count).map((_, i) => i);
  let to = new Uint32Array(count);
  let done = 0;
  for (let run = 0; run < count; run += RUN) {
    from.subarray(run, run + RUN).sort(compare);
    await at.pass((0.5 * run) / count);
  }
  let passes = 0;
  for (let width = RUN; width < count; width *= 2) passes++;
  for (let width = RUN; width < count; width *= 2) {
    for (let start = 0; start < count; start += 2 * width) {
      const middle = Math.min(start + width, count);
      const end = Math.min(start + 2 * width, count);
      for (let a = start, b = middle, i = start; i < end; i++) {
        to[i] = b >= end || (a < middle && compare(from[a]!, from[b]!) < 0) ? from[a++]! : from[b++]!;
        if (++done % RUN === 0) await at.pass(0.5 + done / (2 * passes * count));
      }
    }
    [from, to] = [to, from];
  }
  return from;
}
