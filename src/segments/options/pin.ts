/** The pipeline that won before, for a fit that does not choose again. */
export interface Pin {
  /** Methods by which the stages are known. */
  readonly embedding: string;
  readonly reduction: string;
  readonly clustering: string;
  readonly clusterSelectionMethod: "eom" | "leaf" | undefined;
  /** Of HDBSCAN, as a share of the inputs learnt from: a log of twice the size is cut alike. */
  readonly minClusterShare: number | undefined;
  /** Of every other: how many were fitted, those of too few inputs for a segment too. */
  readonly groups: number;
}
