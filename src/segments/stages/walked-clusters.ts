import type { HdbscanResult } from "../../clustering";
import type { FittedClusterer } from "./clusterer";

/** A cut of the hierarchy of HDBSCAN with as many clusters as were asked for, and everybody in one. */
export interface WalkedClusters extends FittedClusterer {
  readonly cut: HdbscanResult;
  /** For each row the row in a cluster of the cut that it goes with. */
  readonly memberOf: Int32Array;
  /** Clusters of the cut, where some were merged. */
  readonly mergedFrom: number | undefined;
}
