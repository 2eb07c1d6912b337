import type { Vectors } from "../../core";
import type { HdbscanResultData } from "./hdbscan-result-data";
import { type ApplyHdbscanOptions, HdbscanModel, type Predictions } from "./predict/hdbscan-model";
import { predictionData } from "./predict/prediction-data";

/**
 * What {@link hdbscan} found. Its fields are plain data; {@link predictionData} is what to save of them to place new
 * rows later.
 */
export class HdbscanResult implements HdbscanResultData {
  readonly labels: HdbscanResultData["labels"];
  readonly probabilities: HdbscanResultData["probabilities"];
  readonly outlierScores: HdbscanResultData["outlierScores"];
  readonly clusterPersistence: HdbscanResultData["clusterPersistence"];
  readonly coreDistances: HdbscanResultData["coreDistances"];
  readonly points: HdbscanResultData["points"];
  readonly minimumSpanningTree: HdbscanResultData["minimumSpanningTree"];
  readonly singleLinkageTree: HdbscanResultData["singleLinkageTree"];
  readonly condensedTree: HdbscanResultData["condensedTree"];
  readonly selectedClusters: HdbscanResultData["selectedClusters"];
  readonly layers: HdbscanResultData["layers"];
  readonly reason: HdbscanResultData["reason"];
  readonly components: HdbscanResultData["components"];
  readonly chosen: HdbscanResultData["chosen"];
  #model: HdbscanModel | undefined;

  /** Use {@link hdbscan}, or {@link relabel}. */
  constructor(found: HdbscanResultData) {
    this.labels = found.labels;
    this.probabilities = found.probabilities;
    this.outlierScores = found.outlierScores;
    this.clusterPersistence = found.clusterPersistence;
    this.coreDistances = found.coreDistances;
    this.points = found.points;
    this.minimumSpanningTree = found.minimumSpanningTree;
    this.singleLinkageTree = found.singleLinkageTree;
    this.condensedTree = found.condensedTree;
    this.selectedClusters = found.selectedClusters;
    this.layers = found.layers;
    this.reason = found.reason;
    this.components = found.components;
    this.chosen = found.chosen;
  }

  /**
   * Places new rows in the clustering, which stays as it is; see `HdbscanModel.apply`.
   *
   * @param vectors m rows of as many numbers as those that were clustered.
   * @param options how many of the nearest clusters are listed, workers, progress and abort.
   * @returns for each row its label, probability and nearest clusters.
   * @throws RangeError when the rows have another number of columns, one is all zeros under the cosine metric, or the
   * metric of the clustering is neither euclidean nor cosine.
   */
  async apply(vectors: Vectors, options: ApplyHdbscanOptions = {}): Promise<Predictions> {
    this.#model ??= new HdbscanModel(predictionData(this));
    return this.#model.apply(vectors, options);
  }
}
