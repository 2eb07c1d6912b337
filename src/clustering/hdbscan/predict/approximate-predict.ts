import type { Vectors } from "../../../core";
import { checkpoint, integer, NOISE, readOptions, row, type Schema } from "../../../core/internal";
import type { RunOptions } from "../../../parallel";
import { RUN_OPTIONS, withPool } from "../../../parallel/internal";
import { lambdaOf, shareOfDensest } from "../tree/lambda-scale";
import { findPoint } from "./find-point";
import type { HdbscanPredictor } from "./prediction-data";
import { type Place, PredictorIndex } from "./predictor-index";
import { joinedCluster, type Walk, walkOf } from "./predictor-walk";
import { readQueries } from "./read-queries";

/** Options of {@link approximatePredict}. */
export interface ApproximatePredictOptions extends RunOptions {
  /** How many of the nearest clusters are told for each query. @default 3 */
  alternatives?: number;
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

const APPROXIMATE_PREDICT_OPTIONS = {
  alternatives: integer({ min: 0 }, 3),
  ...RUN_OPTIONS,
} satisfies Schema<ApproximatePredictOptions>;

/**
 * Places new points in an existing clustering, which stays as it is (hdbscan's `approximate_predict`).
 *
 * A query joins the hierarchy at its nearest training point by mutual reachability, where its own core distance counts
 * itself as one more row. A query equal to a training row gets exactly that row's label and probability. Each query is
 * answered by itself: alone or among others, with the same bits.
 *
 * @param predictor what {@link predictionData} kept.
 * @param queries   q rows of as many numbers as the training rows.
 * @returns for each query its label, probability and nearest clusters.
 * @throws RangeError when they have another number of columns, or one is all zeros under the cosine metric.
 * @example
 * const vectors = [[0], [1], [2], [9], [10], [11]];
 * const predictor = predictionData(vectors, await hdbscan(vectors, { minClusterSize: 3, minSamples: 1 }));
 * (await approximatePredict(predictor, [[0.4], [10.1]])).labels; // [0, 1]
 */
export async function approximatePredict(
  predictor: HdbscanPredictor,
  queries: Vectors,
  options: ApproximatePredictOptions = {},
): Promise<Predictions> {
  const { alternatives, workers, ...follow } = readOptions(options, APPROXIMATE_PREDICT_OPTIONS);
  const rows = readQueries(predictor, queries);
  const k = Math.min(alternatives, predictor.selectedClusters.length);
  const result = emptyPredictions(rows.rows, k);
  const at = checkpoint("predicting", follow);
  const pointOf = Int32Array.from({ length: rows.rows }, (_, i) => findPoint(predictor.vectors, row(rows, i)));
  const core = (i: number) => (pointOf[i]! < 0 ? -1 : predictor.coreDistances[pointOf[i]!]!);
  const placing = new Placing(predictor, result);
  await withPool(workers, (pool) =>
    PredictorIndex.of(predictor).place({ queries: rows, k, core }, pool, at, (i, place) => {
      if (pointOf[i]! >= 0) placing.known(i, pointOf[i]!);
      else placing.join(i, row(rows, i), place);
      placing.rank(i, place);
    }),
  );
  return result;
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
  readonly #of: HdbscanPredictor;
  readonly #walk: Walk;
  readonly #result: Predictions;

  constructor(predictor: HdbscanPredictor, result: Predictions) {
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

  /** The query leaves with its neighbour, or earlier, from the cluster that is there at its own lambda. */
  join(at: number, query: Float32Array, { nearest, neighbor, reach }: Place): void {
    const { vectors, rows } = this.#of;
    this.#result.nearestRows[at] = rows[nearest]!;
    this.#result.nearestDistances[at] = distance(query, row(vectors, nearest));
    const lambda = this.#lambda(reach);
    const label = this.#walk.labelOf[joinedCluster(this.#walk, neighbor, lambda)]!;
    const selected = label < 0 ? -1 : this.#of.selectedClusters[label]! - rows.length;
    const early = selected === 0 && Math.min(lambda, this.#walk.lambda[neighbor]!) < this.#of.rootLambda;
    const joins = selected >= 0 && !early;
    this.#result.labels[at] = joins ? label : NOISE;
    this.#result.probabilities[at] = joins ? this.#strength(label, reach) : 0;
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
  #strength(label: number, reach: number): number {
    const death = this.#walk.tree.death[this.#of.selectedClusters[label]! - this.#of.rows.length]!;
    return shareOfDensest(this.#lambda(reach), death, this.#of.largestLambda);
  }

  #lambda(reach: number): number {
    return lambdaOf(reach, this.#of.largestLambda);
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
