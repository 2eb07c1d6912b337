import { describeValue, type Labels, labelCount, toLabels } from "../core";
import type { Sequences } from "../sequences";

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
  /** Inputs in each group. */
  readonly sizes: Float64Array;
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
export function groupMembers(sequences: Sequences, labels: Labels): Members {
  if (!(sequences?.rowOf instanceof Int32Array && sequences.tokens instanceof Uint32Array)) {
    throw new TypeError(`"sequences" expected a Sequences object, got ${describeValue(sequences)}`);
  }
  const { rowOf, offsets } = sequences;
  const labelOf = toLabels("labels", labels, rowOf.length);
  const segments = labelCount(labelOf);
  if (segments > MAX_SEGMENTS) {
    throw new RangeError(`"labels" expected integers <= ${MAX_SEGMENTS - 1}, got ${segments - 1}`);
  }
  const groupOf = rowOf.map((row, i) => (row < 0 ? -1 : labelOf[i]! < 0 ? segments : labelOf[i]!));
  const pairs = pairUp(bucket(rowOf, offsets.length - 1), groupOf, segments + 1);
  const byGroup = bucket(pairs.group, segments + 1);
  const { items: inputs, offsets: inputOffsets } = bucket(groupOf, segments + 1);
  return {
    segments,
    offsets: byGroup.offsets,
    rows: byGroup.items.map((pair) => pairs.row[pair]!),
    weights: Float64Array.from(byGroup.items, (pair) => pairs.weight[pair]!),
    sizes: Float64Array.from({ length: segments + 1 }, (_, g) => inputOffsets[g + 1]! - inputOffsets[g]!),
    inputs,
    inputOffsets,
  };
}

/** Counting sort: the positions of each key in ascending order; negative keys are left out. */
function bucket(keys: Int32Array, count: number): { offsets: Uint32Array; items: Uint32Array } {
  const offsets = new Uint32Array(count + 1);
  for (const key of keys) if (key >= 0) offsets[key + 1]!++;
  for (let key = 0; key < count; key++) offsets[key + 1]! += offsets[key]!;
  const items = new Uint32Array(offsets[count]!);
  const next = offsets.slice();
  for (let i = 0; i < keys.length; i++) if (keys[i]! >= 0) items[next[keys[i]!]!++] = i;
  return { offsets, items };
}

/** The distinct (row, group) pairs, rows ascending, with the number of inputs behind each. */
function pairUp(byRow: { offsets: Uint32Array; items: Uint32Array }, groupOf: Int32Array, groups: number) {
  const rows: number[] = [];
  const group: number[] = [];
  const weight: number[] = [];
  const pairOf = new Int32Array(groups).fill(-1);
  for (let row = 0; row + 1 < byRow.offsets.length; row++) {
    const first = rows.length;
    for (let p = byRow.offsets[row]!; p < byRow.offsets[row + 1]!; p++) {
      const g = groupOf[byRow.items[p]!]!;
      if (pairOf[g]! < first) {
        pairOf[g] = rows.length;
        rows.push(row);
        group.push(g);
        weight.push(0);
      }
      weight[pairOf[g]!]! += 1;
    }
  }
  return { row: Uint32Array.from(rows), group: Int32Array.from(group), weight };
}
