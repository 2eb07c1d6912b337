import { NOISE } from "../core/internal";

/** Rows by label; those of no cluster are a group of their own. Groups stand in ascending order of labels. */
export function rowGroups(labels: Int32Array): Uint32Array[] {
  const groups = new Map<number, number[]>();
  labels.forEach((label, row) => {
    const members = groups.get(label);
    if (members === undefined) groups.set(label, [row]);
    else members.push(row);
  });
  const order = [...groups.keys()].sort((a, b) => (a === NOISE ? Infinity : a) - (b === NOISE ? Infinity : b));
  return order.map((label) => Uint32Array.from(groups.get(label)!));
}
