import { LabelledModel } from "../points/labelled-model";

/**
 * The rows of a fitted {@link optics}. Its fields are plain data: `new OpticsModel(saved)` makes it again from a copy of
 * them.
 */
export class OpticsModel extends LabelledModel {}

/** What {@link optics} found. Clusters are numbered from the heaviest, ties by the first row. */
export class OpticsResult extends OpticsModel {
  /** For each row as given, its cluster; -1 for noise. */
  readonly labels: Int32Array;
  /** For each cluster the weight of its rows. */
  readonly sizes: Float64Array;
  /** The rows, in the order of OPTICS. */
  readonly order: Int32Array;
  /** For each row as given, at which distance it was reached; Infinity where it was not. */
  readonly reachability: Float64Array;
  /** For each row as given, the radius within which it has `minSamples`; Infinity beyond `maxEps`. */
  readonly coreDistances: Float64Array;

  /** Use {@link optics}. */
  constructor(found: Omit<OpticsResult, "apply">) {
    super(found);
    this.labels = found.labels;
    this.sizes = found.sizes;
    this.order = found.order;
    this.reachability = found.reachability;
    this.coreDistances = found.coreDistances;
  }
}
