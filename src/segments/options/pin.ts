/** The pipeline that won before, for a fit that does not choose again. */
export interface Pin {
  /** Methods by which the stages are known. */
  readonly embedding: string;
  readonly reduction: string;
  readonly clustering: string;
  readonly clusterSelectionMethod: "eom" | "leaf" | undefined;
  /** Of HDBSCAN, as a share of the inputs: a log of twice the size is cut alike. */
  readonly minClusterShare: number | undefined;
  readonly segments: number;
}
