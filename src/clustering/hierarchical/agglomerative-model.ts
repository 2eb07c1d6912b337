import { LabelledModel } from "../points/labelled-model";
import type { DistinctPoints, LinkageTree } from "../types";
import type { Linkage } from "./linkage";

/**
 * The rows of a fitted {@link agglomerative}: new ones go with the nearest. Its fields are plain data: `new
 * AgglomerativeModel(saved)` makes it again from a copy of them.
 */
export class AgglomerativeModel extends LabelledModel {}

/** What {@link agglomerative} found. Clusters are numbered from the heaviest, ties by the first row. */
export class AgglomerativeResult extends AgglomerativeModel {
  /** For each row as given, its cluster. */
  readonly labels: Int32Array;
  /** For each cluster the weight of its rows. */
  readonly sizes: Float64Array;
  readonly linkage: Linkage;
  /** All merges of the distinct rows, nearest first; see {@link linkageMatrix} for those of the rows as given. */
  readonly dendrogram: LinkageTree;
  /** The distinct rows behind the rows. */
  readonly points: DistinctPoints;

  /** Use {@link agglomerative}. */
  constructor(found: Omit<AgglomerativeResult, "apply">) {
    super(found);
    this.labels = found.labels;
    this.sizes = found.sizes;
    this.linkage = found.linkage;
    this.dendrogram = found.dendrogram;
    this.points = found.points;
  }
}
