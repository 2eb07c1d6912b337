import { labelCount, NOISE } from "../../core/internal";

/**
 * Which of other labels stands for each label: pairs by descending Jaccard similarity of their weighted members, each label once.
 *
 * @returns for each label the other one; -1 where none is left that shares a member.
 */
export function matchLabels(labels: Int32Array, others: Int32Array, weights: Float64Array): Int32Array {
  const [rows, cols] = [labelCount(labels), labelCount(others)];
  const joint = new Float64Array(rows * cols);
  const [inRow, inCol] = [new Float64Array(rows), new Float64Array(cols)];
  for (let i = 0; i < labels.length; i++) {
    const [a, b, weight] = [labels[i]!, others[i]!, weights[i]!];
    if (a !== NOISE) inRow[a]! += weight;
    if (b !== NOISE) inCol[b]! += weight;
    if (a !== NOISE && b !== NOISE) joint[a * cols + b]! += weight;
  }
  const similarity = joint.map((both, i) => both / (inRow[Math.floor(i / cols)]! + inCol[i % cols]! - both));
  const pairs = [...joint.keys()].filter((pair) => joint[pair]! > 0);
  pairs.sort((a, b) => similarity[b]! - similarity[a]! || a - b);
  const match = new Int32Array(rows).fill(NOISE);
  const taken = new Set<number>();
  for (const pair of pairs) {
    const [a, b] = [Math.floor(pair / cols), pair % cols];
    if (match[a] !== NOISE || taken.has(b)) continue;
    match[a] = b;
    taken.add(b);
  }
  return match;
}
