import { LabelledModel } from "../points/labelled-model";

/**
 * The rows of a fitted {@link dbscan} or {@link optics}: new ones go with the nearest core point within eps. Its fields
 * are plain data: `new DbscanModel(saved)` makes it again from a copy of them.
 */
export class DbscanModel extends LabelledModel {}

/** What {@link dbscan} found. Clusters are numbered from the heaviest, ties by the first row. */
export class DbscanResult extends DbscanModel {
  /** For each row as given, its cluster; -1 for noise. */
  readonly labels: Int32Array;
  /** For each cluster the weight of its rows. */
  readonly sizes: Float64Array;
  /** The rows that are core points, ascending. */
  readonly coreRows: Int32Array;

  /** Use {@link dbscan}. */
  constructor(found: Omit<DbscanResult, "apply">) {
    super(found);
    this.labels = found.labels;
    this.sizes = found.sizes;
    this.coreRows = found.coreRows;
  }
}
