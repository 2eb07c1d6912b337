import { ModelFormatError, type Vectors } from "../../../core";
import { checkpoint, integer, NOISE, readOptions, row, type Schema } from "../../../core/internal";
import type { RunOptions } from "../../../parallel";
import { RUN_OPTIONS, withPool } from "../../../parallel/internal";
import { findPoint } from "../../points/find-point";
import { lambdaOf, shareOfDensest } from "../tree/lambda-scale";
import type { PredictionData } from "./prediction-data";
import { predictionFault } from "./prediction-fault";
import { type Place, PredictorIndex } from "./predictor-index";
import { joinedCluster, type Walk, walkOf } from "./predictor-walk";
import { readQueries } from "./read-queries";

/** Options of {@link HdbscanResult.apply}. */
export interface ApplyHdbscanOptions extends RunOptions {
  /** How many of the nearest clusters are reported for each row. @default 3 */
  alternatives?: number | undefined;
}

/** Where new points belong; one entry a query, and k entries a query in `alternatives`. */
export interface Predictions {
  /** A cluster of the training, or -1 for noise. */
  readonly labels: Int32Array;
  readonly probabilities: Float64Array;
  readonly alternatives: NearestClusters;
  /** The nearest training row (of equal ones, the first), and its distance. */
  readonly nearestRows: Int32Array;
  readonly nearestDistances: Float64Array;
}

/** The k nearest clusters of each query, nearest first. For soft memberships see {@link membershipVectors}. */
export interface NearestClusters {
  /** The smaller of the number asked for and the number of clusters. */
  readonly k: number;
  readonly labels: Int32Array;
  /** Smallest mutual reachability distance to a member. */
  readonly distances: Float64Array;
  /** Inverse distances, scaled to sum to 1 over the k clusters of a query. */
  readonly shares: Float64Array;
  /** The probability that the cluster gives to a point at that distance. */
  readonly strengths: Float64Array;
}

const APPLY_HDBSCAN_OPTIONS = {
  alternatives: integer({ min: 0 }, 3),
  ...RUN_OPTIONS,
} satisfies Schema<ApplyHdbscanOptions>;

/**
 * A clustering that places new points. Its fields are plain data: `new HdbscanModel(saved)` makes it of a copy of
 * {@link predictionData}.
 */
export class HdbscanModel implements PredictionData {
  readonly metric: PredictionData["metric"];
  readonly minSamples: PredictionData["minSamples"];
  readonly vectors: PredictionData["vectors"];
  readonly rows: PredictionData["rows"];
  readonly weights: PredictionData["weights"];
  readonly labels: PredictionData["labels"];
  readonly probabilities: PredictionData["probabilities"];
  readonly coreDistances: PredictionData["coreDistances"];
  readonly condensedTree: PredictionData["condensedTree"];
  readonly selectedClusters: PredictionData["selectedClusters"];
  readonly largestLambda: PredictionData["largestLambda"];
  readonly rootLambda: PredictionData["rootLambda"];

  /** @throws ModelFormatError when the data is incomplete, or its parts do not fit each other. */
  constructor(data: PredictionData) {
    const fault = predictionFault(data);
    if (fault !== undefined) throw new ModelFormatError(`the "${fault}" of a clustering is damaged`);
    this.metric = data.metric;
    this.minSamples = data.minSamples;
    this.vectors = data.vectors;
    this.rows = data.rows;
    this.weights = data.weights;
    this.labels = data.labels;
    this.probabilities = data.probabilities;
    this.coreDistances = data.coreDistances;
    this.condensedTree = data.condensedTree;
    this.selectedClusters = data.selectedClusters;
    this.largestLambda = data.largestLambda;
    this.rootLambda = data.rootLambda;
  }

  /**
   * Places new points in the clustering, which stays as it is (hdbscan's `approximate_predict`).
   *
   * A point joins the hierarchy at its nearest training point by mutual reachability, where its own core distance
   * counts itself as one more row. One equal to a training row gets exactly that row's label and probability. Each is
   * placed by itself: alone or among others, with the same bits.
   *
   * @param vectors m rows of as many numbers as the training rows.
   * @param options how many of the nearest clusters are listed, workers, progress and abort.
   * @returns for each its label, probability and nearest clusters.
   * @throws RangeError when they have another number of columns, or one is all zeros under the cosine metric.
   */
  async apply(vectors: Vectors, options: ApplyHdbscanOptions = {}): Promise<Predictions> {
    const { alternatives, workers, ...follow } = readOptions(options, APPLY_HDBSCAN_OPTIONS);
    const rows = readQueries(this, vectors);
    const k = Math.min(alternatives, this.selectedClusters.length);
    const result = emptyPredictions(rows.rows, k);
    const at = checkpoint("predicting", follow);
    const pointOf = Int32Array.from({ length: rows.rows }, (_, i) => findPoint(this.vectors, row(rows, i)));
    const core = (i: number) => (pointOf[i]! < 0 ? -1 : this.coreDistances[pointOf[i]!]!);
    const placing = new Placing(this, result);
    await withPool(workers, (pool) =>
      PredictorIndex.of(this).place({ queries: rows, k, core }, pool, at, (i, place) => {
        if (pointOf[i]! >= 0) placing.known(i, pointOf[i]!);
        else placing.join(i, row(rows, i), place);
        placing.rank(i, place);
      }),
    );
    return result;
  }
}

function emptyPredictions(queries: number, k: number): Predictions {
  return {
    labels: new Int32Array(queries),
    probabilities: new Float64Array(queries),
    alternatives: {
      k,
      labels: new Int32Array(queries * k),
      distances: new Float64Array(queries * k),
      shares: new Float64Array(queries * k),
      strengths: new Float64Array(queries * k),
    },
    nearestRows: new Int32Array(queries),
    nearestDistances: new Float64Array(queries),
  };
}

/** Writes what is found of each query. */
class Placing {
  readonly #of: PredictionData;
  readonly #walk: Walk;
  readonly #result: Predictions;

  constructor(predictor: PredictionData, result: Predictions) {
    this.#of = predictor;
    this.#walk = walkOf(predictor);
    this.#result = result;
  }

  /** A training row is what it was found to be. */
  known(at: number, point: number): void {
    this.#result.labels[at] = this.#of.labels[point]!;
    this.#result.probabilities[at] = this.#of.probabilities[point]!;
    this.#result.nearestRows[at] = this.#of.rows[point]!;
  }

  /** The query leaves with its neighbor, or earlier, from the cluster that is there at its own lambda. */
  join(at: number, query: Float32Array, { nearest, neighbor, reachability }: Place): void {
    const { vectors, rows } = this.#of;
    this.#result.nearestRows[at] = rows[nearest]!;
    this.#result.nearestDistances[at] = distance(query, row(vectors, nearest));
    const lambda = this.#lambda(reachability);
    const label = this.#walk.labelOf[joinedCluster(this.#walk, neighbor, lambda)]!;
    const selected = label < 0 ? -1 : this.#of.selectedClusters[label]! - rows.length;
    const early = selected === 0 && Math.min(lambda, this.#walk.lambda[neighbor]!) < this.#of.rootLambda;
    const joins = selected >= 0 && !early;
    this.#result.labels[at] = joins ? label : NOISE;
    this.#result.probabilities[at] = joins ? this.#strength(label, reachability) : 0;
  }

  /** The nearest clusters. */
  rank(at: number, place: Place): void {
    const { k, labels, distances, shares, strengths } = this.#result.alternatives;
    let sum = 0;
    for (let j = 0; j < k; j++) sum += this.#lambda(place.distances[j]!);
    for (let j = 0; j < k; j++) {
      labels[at * k + j] = place.labels[j]!;
      distances[at * k + j] = place.distances[j]!;
      shares[at * k + j] = this.#lambda(place.distances[j]!) / sum;
      strengths[at * k + j] = this.#strength(place.labels[j]!, place.distances[j]!);
    }
  }

  /** The probability that a cluster gives to a point at this mutual reachability. */
  #strength(label: number, reachability: number): number {
    const death = this.#walk.tree.death[this.#of.selectedClusters[label]! - this.#of.rows.length]!;
    return shareOfDensest(this.#lambda(reachability), death, this.#of.largestLambda);
  }

  #lambda(reachability: number): number {
    return lambdaOf(reachability, this.#of.largestLambda);
  }
}

function distance(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let j = 0; j < a.length; j++) {
    const difference = a[j]! - b[j]!;
    sum += difference * difference;
  }
  return Math.sqrt(sum);
}
