import { verbatim, wrongType, wrongValue } from "../../core/internal";
import type { Clusterer } from "../stages/clusterer";
import { type ClusteringSettings, clusteringSettings, type ReadClustering } from "./clustering-options";
import type { NoiseOption } from "./noise-policy";
import { isPlugIn } from "./plugged-in";

/**
 * How rows of a table are grouped: a number of segments is the `k` of the engine, of k-means where none is named.
 *
 * @throws TypeError for a range; RangeError for HDBSCAN and mixtures of chains: numbers are chosen by what segments say of paths;
 *   RangeError where those in no segment are to be placed: how surely is counted of paths.
 */
export function clusteringOfTable(read: ReadClustering): ClusteringSettings["clustering"] {
  const { clustering, segments } = clusteringSettings(read);
  const { noise = "keep" } = read as NoiseOption;
  if (noise !== "keep") throw wrongValue("clustering.noise", '"keep", for a table', noise);
  if (segments === undefined || isPlugIn<Clusterer>(clustering, "cluster")) return clustering;
  const { fewest: k, most } = segments;
  if (k !== most) throw wrongType("clustering.segments", "one number, for a table", verbatim(`[${k}, ${most}]`));
  if (clustering === "auto") return { method: "kmeans", k, restarts: 10, segments: undefined };
  if ("k" in clustering) return { ...clustering, k };
  throw wrongValue("clustering.method", "an engine that takes a number, for a table", clustering.method);
}
