/** What is the distance of two clusters. */
export type Linkage = "ward" | "average" | "complete" | "single";

/** Where a dendrogram is cut: one of the two. */
export interface DendrogramCut {
  /** Number of clusters. */
  k?: number | undefined;
  /** Clusters farther apart than this stay apart. */
  height?: number | undefined;
}
