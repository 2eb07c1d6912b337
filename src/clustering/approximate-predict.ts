import { checkpoint, integer, NOISE, readOptions, row, type Schema, type Vectors } from "../core";
import { RUN_OPTIONS, type RunOptions } from "../parallel";
import type { HdbscanPredictor } from "./prediction-data";
import { joinedCluster, type Walk, walkOf } from "./predictor-walk";
import { readQueries } from "./read-queries";
import { TrainingSearch } from "./training-search";

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

/** The k nearest clusters of each query, nearest first. */
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
  /**
   * Soft membership: inverse distances, scaled to sum over all clusters to the strength of the nearest; what is missing
   * to 1 is noise.
   */
  readonly memberships: Float64Array;
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
  const { alternatives, signal, onProgress } = readOptions(options, APPROXIMATE_PREDICT_OPTIONS);
  const points = readQueries(predictor, queries);
  const search = new Search(predictor);
  const k = Math.min(alternatives, predictor.selectedClusters.length);
  const result = emptyPredictions(points.rows, k);
  const at = checkpoint("predicting", { signal, onProgress });
  for (let i = 0; i < points.rows; i++) {
    search.place(row(points, i), result, i);
    const pause = at.pass((i + 1) / points.rows);
    if (pause) await pause;
  }
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
      memberships: new Float64Array(queries * k),
    },
    nearestRows: new Int32Array(queries),
    nearestDistances: new Float64Array(queries),
  };
}

/** Places one query at a time; holds the arrays for it. */
class Search {
  readonly #of: HdbscanPredictor;
  readonly #walk: Walk;
  readonly #near: TrainingSearch;

  constructor(predictor: HdbscanPredictor) {
    this.#of = predictor;
    this.#walk = walkOf(predictor);
    this.#near = new TrainingSearch(predictor);
  }

  place(query: Float32Array, result: Predictions, at: number): void {
    const { nearest, distance, neighbor, reach } = this.#near.find(query);
    const { label, probability } = distance === 0 ? this.#known(nearest) : this.#join(neighbor, this.#lambda(reach));
    result.labels[at] = label;
    result.probabilities[at] = probability;
    result.nearestRows[at] = this.#of.rows[nearest]!;
    result.nearestDistances[at] = distance;
    this.#rank(result.alternatives, at);
  }

  #lambda(distance: number): number {
    return Math.min(1 / distance, this.#of.largestLambda);
  }

  #known(point: number): { label: number; probability: number } {
    return { label: this.#of.labels[point]!, probability: this.#of.probabilities[point]! };
  }

  /** The query leaves with its neighbour, or earlier, from the cluster that is there at its own lambda. */
  #join(neighbor: number, lambda: number): { label: number; probability: number } {
    const { tree, labelOf, lambda: leaving } = this.#walk;
    const label = labelOf[joinedCluster(this.#walk, neighbor, lambda)]!;
    if (label < 0) return { label: NOISE, probability: 0 };
    const selected = this.#of.selectedClusters[label]! - this.#of.rows.length;
    if (selected === 0 && Math.min(lambda, leaving[neighbor]!) < this.#of.rootLambda) {
      return { label: NOISE, probability: 0 };
    }
    const death = tree.death[selected]!;
    return { label, probability: Math.min(lambda, death) / death };
  }

  /** Writes the nearest clusters of query `at`; equally near ones by plain distance, then by label. */
  #rank({ k, labels, distances, shares, strengths, memberships }: NearestClusters, at: number): void {
    if (k === 0) return;
    const { reach, nearest } = this.#near;
    const order = Array.from(reach.keys()).sort((a, b) => reach[a]! - reach[b]! || nearest[a]! - nearest[b]! || a - b);
    let ofK = 0;
    let ofAll = 0;
    for (const [j, label] of order.entries()) {
      ofAll += this.#lambda(reach[label]!);
      if (j < k) ofK = ofAll;
    }
    const strength = this.#strength(order[0]!);
    for (let j = 0; j < k; j++) {
      const label = order[j]!;
      const lambda = this.#lambda(reach[label]!);
      labels[at * k + j] = label;
      distances[at * k + j] = reach[label]!;
      shares[at * k + j] = lambda / ofK;
      strengths[at * k + j] = this.#strength(label);
      memberships[at * k + j] = (strength * lambda) / ofAll;
    }
  }

  /** The probability that a cluster gives to a point as near as the query. */
  #strength(label: number): number {
    const death = this.#walk.tree.death[this.#of.selectedClusters[label]! - this.#of.rows.length]!;
    return Math.min(this.#lambda(this.#near.reach[label]!), death) / death;
  }
}
