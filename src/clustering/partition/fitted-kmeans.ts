import type { Matrix, Vectors } from "../../core";
import type { RunOptions } from "../../parallel";
import { nearestCenters } from "./nearest-centers";

/** What {@link kmeans} found. Clusters are numbered from the heaviest, ties by the first row. */
export class FittedKmeans {
  /** For each row as given, its cluster: the nearest of `centers`. */
  readonly labels: Int32Array;
  /** k rows: the mean of each cluster. */
  readonly centers: Matrix;
  /** For each cluster the weight of its rows. */
  readonly sizes: Float64Array;
  /** Sum over rows of weight times squared distance to the own center. */
  readonly inertia: number;
  /** Steps of the start that was kept. */
  readonly iterations: number;
  /** Whether that start ended before `maxIterations`. */
  readonly converged: boolean;

  /** Use {@link kmeans}. */
  constructor(found: Omit<FittedKmeans, "apply">) {
    this.labels = found.labels;
    this.centers = found.centers;
    this.sizes = found.sizes;
    this.inertia = found.inertia;
    this.iterations = found.iterations;
    this.converged = found.converged;
  }

  /**
   * The clusters of new rows: the nearest center of each. The rows of the fit keep their labels.
   *
   * @param rows m rows of as many finite numbers.
   * @throws RangeError when rows have another number of columns, or a number is not finite.
   */
  async apply(rows: Vectors, run: RunOptions = {}): Promise<Int32Array> {
    return (await nearestCenters(rows, this.centers, run)).labels;
  }
}
