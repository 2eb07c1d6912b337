import { wrongType, wrongValue } from "./wrong-value";

/** What public functions take for cluster labels: one integer a row, -1 is noise. */
export type Labels = Int32Array | readonly number[];

/** Tables of clusters have a place for each number up to the largest label. */
const LARGEST = 999_999;

/** The label of points that belong to no cluster. */
export const NOISE = -1;

/**
 * Reads labels at the public edge.
 *
 * @param each what there is one label for, such as `"one per input"`, for the message.
 * @throws RangeError when their number is not `rows`, or one is not an integer >= -1.
 */
export function toLabels(name: string, labels: Labels, rows = labels?.length, each?: string): Int32Array {
  if (!Array.isArray(labels) && !(labels instanceof Int32Array)) {
    throw wrongType(name, "an Int32Array or an array of integers", labels);
  }
  if (labels.length !== rows) {
    const expected = `${rows} labels${each === undefined ? "" : `, ${each}`}`;
    throw wrongValue(name, expected, labels.length);
  }
  for (const [i, label] of labels.entries()) {
    if (!Number.isInteger(label) || label < NOISE) {
      throw wrongValue(name, "integers >= -1", label, ` at position ${i}`);
    }
    if (label > LARGEST) throw wrongValue(name, `integers <= ${LARGEST}`, label, ` at position ${i}`);
  }
  return labels instanceof Int32Array ? labels : Int32Array.from(labels);
}

/** One more than the largest label. */
export function labelCount(labels: Int32Array): number {
  let count = 0;
  for (const label of labels) if (label >= count) count = label + 1;
  return count;
}
