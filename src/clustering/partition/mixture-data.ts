/** What a component may look like: any ellipsoid, one along the columns, or a ball. */
export type CovarianceType = "full" | "diagonal" | "spherical";

/** What a {@link GaussianMixtureModel} is made of. */
export interface GaussianMixtureModelData {
  /** Components. */
  readonly k: number;
  /** Columns. */
  readonly d: number;
  readonly covariance: CovarianceType;
  /** For each component the logarithm of its share. */
  readonly logWeights: Float64Array;
  /** d for each component. */
  readonly means: Float64Array;
  /**
   * For each component: the lower triangle of its covariance matrix row by row, d (d + 1) / 2 numbers; the variance of
   * each column, d; or one variance.
   */
  readonly covariances: Float64Array;
}
