import type { HdbscanResult } from "../../clustering";
import type { RowLabels } from "../../sequences/internal";
import type { FittedClusterer } from "./clusterer";

/** A cut of the hierarchy of HDBSCAN with as many clusters as were asked for. */
export interface WalkedClusters extends FittedClusterer {
  readonly cut: HdbscanResult;
  /** For each cluster of the cut its number here; those that were merged share one. */
  readonly groupOf: Int32Array;
  /** Labels by which it competes: with those in no cluster in the nearest one, where they go there. */
  readonly competing: RowLabels;
}
