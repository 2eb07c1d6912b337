import { AgglomerativeModel, agglomerative } from "../../clustering";
import type { Matrix } from "../../core";
import { checkpoint, distinctRows, follow, labelCount, pickRows } from "../../core/internal";
import type { RunOptions } from "../../parallel";
import { asRowLabels } from "../../sequences/internal";
import type { EngineSettings } from "../options/engine-options";
import { canonicalLabels } from "../stages/canonical-labels";
import { enginePlacer } from "../stages/engine-placer";
import type { EngineClusters } from "../stages/engines";

/** Rows that are merged, at most: merging takes time by their square. */
export const MOST_MERGED = 20_000;

/**
 * Ward's hierarchy where rows are many: every n-th row is merged, with its weight, and all others go with the nearest of them.
 *
 * @param k clusters, no more than there are different rows among those.
 */
export async function wardOfMany(
  rows: Matrix,
  weights: Float64Array,
  settings: EngineSettings,
  k: number,
  run: RunOptions,
  most = MOST_MERGED,
): Promise<EngineClusters> {
  const step = Math.ceil(rows.rows / most);
  const picked = Uint32Array.from({ length: Math.ceil(rows.rows / step) }, (_, i) => i * step);
  const ofPicked = Float64Array.from(picked, (row) => weights[row]!);
  const fitted = await agglomerative(pickRows(rows, picked), { k, weights: ofPicked, ...run });
  const found = await fitted.apply(rows, run);
  const labels = canonicalLabels(found, weights);
  const numberOf = new Int32Array(labelCount(found));
  for (const [row, label] of found.entries()) numberOf[label] = labels[row]!;
  const { vectors, pointLabels, reach } = fitted;
  const model = new AgglomerativeModel({ vectors, pointLabels: pointLabels.map((label) => numberOf[label]!), reach });
  const probabilities = new Float64Array(rows.rows).fill(1);
  const placer = enginePlacer({ vectors: rows, labels, probabilities }, { engine: "labelled", model });
  const refit: EngineClusters["refit"] = async (others, ofOthers, quietly) => {
    const { points } = await follow(distinctRows(others), checkpoint("judging", quietly));
    const again = await agglomerative(others, { k: Math.min(k, points.rows), weights: ofOthers, ...quietly });
    return asRowLabels(again.labels);
  };
  const clusterer = { method: settings.method, labels, probabilities, persistence: undefined, placer };
  return { clusterer, k, settings, refit };
}
