import { labelCount, NOISE } from "../../core/internal";
import { asRowLabels, type RowLabels } from "../../sequences/internal";

/** The same clusters numbered from the heaviest; ties by their first row. */
export function canonicalLabels(labels: Int32Array, weights: Float64Array): RowLabels {
  const total = new Float64Array(labelCount(labels));
  const first = new Int32Array(total.length).fill(labels.length);
  for (const [i, label] of labels.entries()) {
    if (label === NOISE) continue;
    total[label]! += weights[i]!;
    first[label] = Math.min(first[label]!, i);
  }
  const order = [...total.keys()].filter((label) => total[label]! > 0);
  order.sort((a, b) => total[b]! - total[a]! || first[a]! - first[b]!);
  const renamed = new Int32Array(total.length);
  order.forEach((label, rank) => {
    renamed[label] = rank;
  });
  return asRowLabels(labels.map((label) => (label === NOISE ? NOISE : renamed[label]!)));
}
