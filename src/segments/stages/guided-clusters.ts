import type { FittedClusterer } from "./clusterer";

/** Clusters in which all that is known holds. */
export interface GuidedClusters extends FittedClusterer {
  /** For each cluster its group; -1 for one of which nothing is known. */
  readonly groupOf: Int32Array;
  /** For each row its cluster before what is known was made to hold; -1 for none. */
  readonly unforced: Int32Array;
  /** Fewest inputs of a dense place; undefined where a number was asked for. */
  readonly minClusterSize: number | undefined;
}
