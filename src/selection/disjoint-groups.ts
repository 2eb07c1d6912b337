import { NOISE } from "../core/internal";
import type { WeightedSequences } from "../sequences";
import { asRowLabels, type RowLabels } from "../sequences/internal";

/**
 * Groups without a common action: rows are in the same one where actions lead from one to the other. Numbered in the order
 * of rows; those of fewer than `minSize` inputs are none.
 */
export function disjointGroups(
  { tokens, offsets, weights, vocabulary }: WeightedSequences,
  minSize: number,
): RowLabels {
  const parent = Uint32Array.from({ length: vocabulary.actions.length }, (_, action) => action);
  const find = (action: number): number => {
    let root = action;
    while (parent[root] !== root) root = parent[root]!;
    for (let at = action; at !== root; ) [parent[at], at] = [root, parent[at]!];
    return root;
  };
  for (let row = 0; row < weights.length; row++) {
    for (let p = offsets[row]! + 1; p < offsets[row + 1]!; p++) {
      const [a, b] = [find(tokens[p - 1]!), find(tokens[p]!)];
      parent[Math.max(a, b)] = Math.min(a, b);
    }
  }
  const sizeOf = new Float64Array(parent.length);
  const roots = Array.from(weights, (weight, row) => {
    const root = find(tokens[offsets[row]!]!);
    sizeOf[root]! += weight;
    return root;
  });
  const labelOf = new Map<number, number>();
  for (const root of roots) if (sizeOf[root]! >= minSize && !labelOf.has(root)) labelOf.set(root, labelOf.size);
  return asRowLabels(Int32Array.from(roots, (root) => labelOf.get(root) ?? NOISE));
}
