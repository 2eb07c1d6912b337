import {
  type Checkpoint,
  forEachYielding,
  labelCount,
  randomKeys,
  threefry2x32,
  toLabels,
  wrongValue,
} from "../core/internal";
import type { InputLabels, Sequences } from "../sequences";
import { toSequences } from "../sequences/internal";

const MAX_SEGMENTS = 65_536;

/**
 * Who belongs where, as weighted (distinct sequence, segment) pairs, so that all later work is in the distinct
 * sequences. Group g owns the pairs `offsets[g] .. offsets[g + 1]`, rows ascending; groups are the segments
 * 0 .. segments - 1, then the noise.
 */
export interface Members {
  readonly segments: number;
  readonly offsets: Uint32Array;
  readonly rows: Uint32Array;
  /** Inputs behind each pair. */
  readonly weights: Float64Array;
  /**
   * Those of them that belong to the first half of the inputs, on which patterns are found; the others are the second
   * half, on which they are tested. Every input is assigned to a half at random, whatever its label.
   */
  readonly firstHalf: Float64Array;
  /** Inputs in each group. */
  readonly sizes: Float64Array;
  /** Those of them in the first half. */
  readonly firstSizes: Float64Array;
  /** The inputs themselves: group g owns `inputs[inputOffsets[g] .. inputOffsets[g + 1]]`. */
  readonly inputs: Uint32Array;
  readonly inputOffsets: Uint32Array;
}

/**
 * Groups the inputs of `sequences` by their labels.
 *
 * @throws TypeError when `sequences` is not a Sequences object.
 * @throws RangeError when labels and inputs differ in number, or a label is not an integer in -1 .. 65,535.
 */
export async function groupMembers(sequences: Sequences, labels: InputLabels, at: Checkpoint): Promise<Members> {
  const { labelOf, segments } = readLabels(sequences, labels);
  const { rowOf, offsets } = sequences;
  const groups = segments + 1;
  const rows = offsets.length - 1;
  const groupOf = new Int32Array(rowOf.length);
  await forEachYielding(rowOf.length, at.part(0, 0.1), (i) => {
    groupOf[i] = rowOf[i]! < 0 ? -1 : labelOf[i]! < 0 ? segments : labelOf[i]!;
    return 0;
  });
  const byRow = await bucket(rowOf, rows, at.part(0.1, 0.35));
  const pairs = await pairUp(byRow, groupOf, groups, at.part(0.35, 0.6));
  const byGroup = await bucket(pairs.group, groups, at.part(0.6, 0.75));
  const weights = new Float64Array(pairs.size);
  const firstHalf = new Float64Array(pairs.size);
  const firstSizes = new Float64Array(groups);
  const rowOfPair = new Uint32Array(pairs.size);
  await forEachYielding(pairs.size, at.part(0.75, 0.85), (place) => {
    const pair = byGroup.items[place]!;
    rowOfPair[place] = pairs.row[pair]!;
    weights[place] = pairs.weight[pair]!;
    firstHalf[place] = pairs.firstHalf[pair]!;
    firstSizes[pairs.group[pair]!]! += firstHalf[place]!;
    return 0;
  });
  const { items: inputs, offsets: inputOffsets } = await bucket(groupOf, groups, at.part(0.85, 1));
  return {
    segments,
    offsets: byGroup.offsets,
    rows: rowOfPair,
    weights,
    firstHalf,
    sizes: Float64Array.from({ length: groups }, (_, g) => inputOffsets[g + 1]! - inputOffsets[g]!),
    firstSizes,
    inputs,
    inputOffsets,
  };
}

/** Checks that `sequences` and `labels` are what they should be and fit each other. */
export function readLabels(sequences: Sequences, labels: InputLabels): { labelOf: Int32Array; segments: number } {
  const { rowOf } = toSequences("sequences", sequences);
  const labelOf = toLabels("labels", labels, rowOf.length, "one per input");
  const segments = labelCount(labelOf);
  if (segments > MAX_SEGMENTS) {
    throw wrongValue("labels", `integers <= ${MAX_SEGMENTS - 1}`, segments - 1);
  }
  return { labelOf, segments };
}

interface Buckets {
  readonly offsets: Uint32Array;
  readonly items: Uint32Array;
}

/** Counting sort: the positions of each key in ascending order; negative keys are left out. */
async function bucket(keys: Int32Array, count: number, at: Checkpoint): Promise<Buckets> {
  const offsets = new Uint32Array(count + 1);
  await forEachYielding(keys.length, at.part(0, 0.4), (i) => {
    if (keys[i]! >= 0) offsets[keys[i]! + 1]!++;
    return 0;
  });
  for (let key = 0; key < count; key++) offsets[key + 1]! += offsets[key]!;
  const items = new Uint32Array(offsets[count]!);
  const next = offsets.slice();
  await forEachYielding(keys.length, at.part(0.4, 1), (i) => {
    if (keys[i]! >= 0) items[next[keys[i]!]!++] = i;
    return 0;
  });
  return { offsets, items };
}

/** The distinct (row, group) pairs, rows ascending, with the number of inputs behind each. */
async function pairUp(byRow: Buckets, groupOf: Int32Array, groups: number, at: Checkpoint) {
  const row = new Uint32Array(byRow.items.length); // upper bounds; what is not reached is never touched
  const group = new Int32Array(byRow.items.length);
  const weight = new Float64Array(byRow.items.length);
  const firstHalf = new Float64Array(byRow.items.length);
  const pairOf = new Int32Array(groups).fill(-1);
  const pairs: number[] = [];
  let size = 0;
  await forEachYielding(byRow.offsets.length - 1, at, (r) => {
    const first = size;
    const end = byRow.offsets[r + 1]!;
    for (let p = byRow.offsets[r]!; p < end; p++) {
      const g = groupOf[byRow.items[p]!]!;
      if (pairOf[g]! < first) {
        pairOf[g] = size;
        row[size] = r;
        group[size++] = g;
      }
      weight[pairOf[g]!]! += 1;
    }
    pairs.length = 0;
    for (let pair = first; pair < size; pair++) pairs.push(pair);
    pairs.sort((a, b) => group[a]! - group[b]!); // so that the draw does not depend on the order of inputs
    const halves = new RandomHalves(r);
    for (const pair of pairs) firstHalf[pair] = halves.draw(weight[pair]!);
    return end - byRow.offsets[r]!;
  });
  return { size, row, group: group.subarray(0, size), weight, firstHalf };
}

/** A fair coin for each input of a row: the inputs of a row are alike, so only their number counts. */
class RandomHalves {
  readonly #row: number;
  readonly #words = new Uint32Array(2);
  #drawn = 0;

  constructor(row: number) {
    this.#row = row;
  }

  /** Draws for `inputs` more inputs; returns how many are in the first half. */
  draw(inputs: number): number {
    let first = 0;
    for (let i = 0; i < inputs; i++) {
      if (this.#drawn % 64 === 0) threefry2x32(SEED, STREAM, this.#row, this.#drawn / 64, this.#words);
      first += (this.#words[(this.#drawn >> 5) & 1]! >>> (this.#drawn & 31)) & 1;
      this.#drawn += 1;
    }
    return first;
  }
}

const [SEED, STREAM] = randomKeys(1, "profiles/halves");
