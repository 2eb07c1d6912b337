import type { Matrix, Vectors } from "../../core";
import { checkPlainData, isMatrix, pickRows, readOptions } from "../../core/internal";
import type { RunOptions } from "../../parallel";
import { RUN_OPTIONS } from "../../parallel/internal";
import { readNewRows } from "../points/weighted-points";
import { nearestCenters } from "./nearest-centers";

/** What a {@link BisectingKmeansModel} is made of. */
export interface BisectingKmeansModelData {
  /**
   * The parts that were split, one after the other: all rows are part 0 to begin with, and split s divides part
   * `splits[s]` into itself and part s + 1.
   */
  readonly splits: Int32Array;
  /** Two rows a split: the centers of what stays and of what leaves. */
  readonly splitCenters: Matrix;
  /** The cluster of each part in the end. */
  readonly clusterOf: Int32Array;
}

/**
 * The splits of a fitted {@link bisectingKmeans}. Its fields are plain data: `new BisectingKmeansModel(saved)` makes it
 * again from a copy of them.
 */
export class BisectingKmeansModel implements BisectingKmeansModelData {
  readonly splits: Int32Array;
  readonly splitCenters: Matrix;
  readonly clusterOf: Int32Array;

  /** @throws ModelFormatError when the data is incomplete. */
  constructor(data: BisectingKmeansModelData) {
    checkPlainData(isBisecting(data), "a bisecting k-means clustering");
    this.splits = data.splits;
    this.splitCenters = data.splitCenters;
    this.clusterOf = data.clusterOf;
  }

  /**
   * The clusters of new rows: at each split on their way, they go with the nearer center. The rows of the fit keep
   * their labels.
   *
   * @param vectors m rows of as many finite numbers.
   * @param run workers, progress and abort.
   * @returns for each row the number of its cluster.
   * @throws RangeError when rows have another number of columns, or a number is not finite.
   */
  async apply(vectors: Vectors, run: RunOptions = {}): Promise<Int32Array> {
    const settings = readOptions(run, RUN_OPTIONS);
    settings.signal?.throwIfAborted();
    const rows = readNewRows(vectors, this.splitCenters.cols);
    const partOf = new Int32Array(rows.rows);
    for (const [split, part] of this.splits.entries()) {
      const members = [...partOf.keys()].filter((i) => partOf[i] === part);
      if (members.length === 0) continue;
      const centers = pickRows(this.splitCenters, [2 * split, 2 * split + 1]);
      const { labels } = await nearestCenters(pickRows(rows, members), centers, settings);
      for (const [i, label] of labels.entries()) if (label === 1) partOf[members[i]!] = split + 1;
    }
    return partOf.map((part) => this.clusterOf[part]!);
  }
}

function isBisecting({ splits, splitCenters, clusterOf }: Partial<BisectingKmeansModelData>): boolean {
  return (
    splits instanceof Int32Array &&
    splits.every((part, split) => part >= 0 && part <= split) &&
    isMatrix(splitCenters, { rows: 2 * splits.length }) &&
    clusterOf instanceof Int32Array &&
    clusterOf.length === splits.length + 1
  );
}

/** What {@link bisectingKmeans} found. Clusters are numbered from the heaviest, ties by the first row. */
export class BisectingKmeansResult extends BisectingKmeansModel {
  /** For each row as given, its cluster. */
  readonly labels: Int32Array;
  /** k rows: the mean of each cluster. */
  readonly centers: Matrix;
  /** For each cluster the weight of its rows. */
  readonly sizes: Float64Array;
  /** Sum over rows of weight times squared distance to the mean of the own cluster. */
  readonly inertia: number;
  /** Whether every split ended before `maxIterations`. */
  readonly converged: boolean;

  /** Use {@link bisectingKmeans}. */
  constructor(found: Omit<BisectingKmeansResult, "apply">) {
    super(found);
    this.labels = found.labels;
    this.centers = found.centers;
    this.sizes = found.sizes;
    this.inertia = found.inertia;
    this.converged = found.converged;
  }
}
