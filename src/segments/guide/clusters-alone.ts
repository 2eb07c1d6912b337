import { agglomerative } from "../../clustering";
import { labelCount, sum } from "../../core/internal";
import type { RunOptions } from "../../parallel";
import type { ChoiceSettings } from "../options/fit-segments-options";
import { UMAP_BY_DEFAULT } from "../options/reduction-options";
import type { GuidedClusters } from "../stages/guided-clusters";
import { cutHierarchy } from "../stages/hdbscan-cuts";
import type { Space } from "../stages/space";
import type { LayOut } from "../stages/umap-layout";
import { hierarchyToTry } from "../survey/clusterings-to-try";
import { reducerOf } from "../survey/stages-to-try";

/**
 * What the pipeline of guided clusters finds in the same vectors where nothing is known: by HDBSCAN with the same size, or, at
 * a number, by Ward's hierarchy. One label for each row; -1 for none.
 */
export async function clustersAlone(
  { vectors }: Space,
  { minClusterSize, labels }: GuidedClusters,
  weights: Float64Array,
  given: ChoiceSettings,
  layOut: LayOut,
  run: RunOptions,
): Promise<Int32Array> {
  const reducer = reducerOf(given.reduction === "auto" ? UMAP_BY_DEFAULT : given.reduction, given, layOut);
  const { embedding } = await reducer.fit(vectors, weights, run);
  const { workers, signal } = run;
  if (minClusterSize === undefined) {
    const k = labelCount(labels);
    return (await agglomerative(embedding, { k, weights, workers, signal })).labels;
  }
  const { cuts: _, ...settings } = hierarchyToTry(given, sum(weights))!;
  const cut = { minClusterSize, clusterSelectionMethod: "eom" as const };
  return (await cutHierarchy(embedding, weights, settings, cut, run)).labels;
}
