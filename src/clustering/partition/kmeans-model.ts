import type { Matrix, Vectors } from "../../core";
import { checkPlainData, isMatrix, readOptions } from "../../core/internal";
import type { RunOptions } from "../../parallel";
import { RUN_OPTIONS } from "../../parallel/internal";
import { nearestCenters } from "./nearest-centers";

/**
 * The centers of a fitted {@link kmeans}. Its fields are plain data: `new KmeansModel(saved)` makes it again from a
 * copy of them, or of a {@link KmeansResult}.
 */
export class KmeansModel {
  /** k rows: the mean of each cluster. */
  readonly centers: Matrix;

  /** @throws ModelFormatError when the data is incomplete. */
  constructor({ centers }: Pick<KmeansModel, "centers">) {
    checkPlainData(isMatrix(centers), "a k-means clustering");
    this.centers = centers;
  }

  /**
   * The clusters of new rows: the nearest center of each. The rows of the fit keep their labels.
   *
   * @param vectors m rows of as many finite numbers.
   * @param run workers, progress and abort.
   * @returns for each row the number of its nearest center.
   * @throws RangeError when rows have another number of columns, or a number is not finite.
   */
  async apply(vectors: Vectors, run: RunOptions = {}): Promise<Int32Array> {
    return (await nearestCenters(vectors, this.centers, readOptions(run, RUN_OPTIONS))).labels;
  }
}

/** What {@link kmeans} found. Clusters are numbered from the heaviest, ties by the first row. */
export class KmeansResult extends KmeansModel {
  /** For each row as given, its cluster: the nearest of `centers`. */
  readonly labels: Int32Array;
  /** For each cluster the weight of its rows. */
  readonly sizes: Float64Array;
  /** Sum over rows of weight times squared distance to the own center. */
  readonly inertia: number;
  /** Steps of the start that was kept. */
  readonly iterations: number;
  /** Whether that start ended before `maxIterations`. */
  readonly converged: boolean;

  /** Use {@link kmeans}. */
  constructor(found: Omit<KmeansResult, "apply">) {
    super(found);
    this.labels = found.labels;
    this.sizes = found.sizes;
    this.inertia = found.inertia;
    this.iterations = found.iterations;
    this.converged = found.converged;
  }
}
