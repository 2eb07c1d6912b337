/** One number of clusters, and what each measure says of it. */
export interface ClusterCount {
  readonly k: number;
  /** Sum of squared distances to the means of k-means. */
  readonly inertia: number;
  /** How sharply inertia bends here: its curvature, axes scaled to [0, 1]. The elbow is where it is largest. */
  readonly curvature: number;
  /** Mean silhouette; higher is better; undefined for one cluster. */
  readonly silhouette: number | undefined;
  /** Variance between clusters beside that within; higher is better; undefined for one cluster. */
  readonly calinskiHarabasz: number | undefined;
  /** How alike neighboring clusters are; lower is better; undefined for one cluster. */
  readonly daviesBouldin: number | undefined;
  /** How much narrower clusters are than those of evenly spread rows, in logs; higher is better. */
  readonly gap: number;
  /** Standard error of `gap`. */
  readonly gapError: number;
  /** Of pairs in one cluster, the share that the other half of the rows would put in one cluster; 1 for one cluster. */
  readonly predictionStrength: number;
  /** Of a mixture of Gaussians that starts at these clusters; lower is better; undefined where rows are too few. */
  readonly bic: number | undefined;
}
