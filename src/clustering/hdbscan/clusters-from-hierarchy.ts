import type { DistinctPoints, LinkageTree, SpanningTree } from "../types";
import { HdbscanResult } from "./hdbscan-result";
import type { HdbscanSettings } from "./hdbscan-result-data";
import { extractClusters } from "./tree/extract-clusters";
import { findLayers } from "./tree/layers";

/** The hierarchy of points, from which clusters are read without another look at distances. */
export interface PointHierarchy {
  readonly points: DistinctPoints;
  /** Core distance of each point. */
  readonly core: Float64Array;
  readonly tree: SpanningTree;
  readonly linkage: LinkageTree;
  readonly components: number;
}

/** Settings of which the smallest size may still have to be found. */
export type RequestedSettings = Omit<HdbscanSettings, "minClusterSize"> & {
  readonly minClusterSize: number | "most-persistent";
};

/** Labels, probabilities and scores of rows from the hierarchy of their points. */
export function clustersFromHierarchy(found: PointHierarchy, settings: RequestedSettings): HdbscanResult {
  const { points, core, tree, linkage, components } = found;
  const hierarchy = { linkage, weights: points.weights, core };
  const { minClusterSize } = settings;
  const persistent =
    minClusterSize === "most-persistent"
      ? findLayers(hierarchy, points.pointOf, { ...settings, minClusterSize: settings.minSamples })
      : undefined;
  const chosen: HdbscanSettings =
    minClusterSize === "most-persistent"
      ? { ...settings, minClusterSize: persistent!.best, clusterSelectionMethod: "leaf" }
      : { ...settings, minClusterSize };
  const cut = extractClusters(hierarchy, chosen);
  const ofRows = (values: Float64Array) => {
    const result = new Float64Array(points.pointOf.length);
    for (let row = 0; row < result.length; row++) result[row] = values[points.pointOf[row]!]!;
    return result;
  };
  return new HdbscanResult({
    labels: points.pointOf.map((point) => cut.labels[point]!),
    probabilities: ofRows(cut.probabilities),
    outlierScores: ofRows(cut.outlierScores),
    clusterPersistence: cut.clusterPersistence,
    coreDistances: ofRows(core),
    points,
    minimumSpanningTree: tree,
    singleLinkageTree: linkage,
    condensedTree: cut.condensedTree,
    selectedClusters: cut.selectedClusters,
    layers: persistent?.layers,
    reason: persistent?.reason,
    components,
    chosen,
  });
}
