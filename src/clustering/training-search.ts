import { type Matrix, NOISE } from "../core";
import type { HdbscanPredictor } from "./prediction-data";
import { weightedRadius } from "./weighted-radius";

/** Where a query stands among the training points. */
export interface Found {
  /** The nearest point, and its distance: 0 for a training row. */
  readonly nearest: number;
  readonly distance: number;
  /** The query's core distance, its own row counted; of a training row, its own. */
  readonly core: number;
  /** The nearest point by mutual reachability, and how far that is. */
  readonly neighbor: number;
  readonly reach: number;
}

/** Measures one query at a time against all training points; holds the arrays for it. */
export class TrainingSearch {
  /** Of the last query: for each label, the smallest mutual reachability to a member. */
  readonly reach: Float64Array;
  /** And the squared distance to that member, by which ties are broken. */
  readonly nearest: Float64Array;
  readonly #of: HdbscanPredictor;
  readonly #squared: Float64Array;

  constructor(predictor: HdbscanPredictor) {
    this.#of = predictor;
    this.#squared = new Float64Array(predictor.rows.length);
    this.reach = new Float64Array(predictor.selectedClusters.length);
    this.nearest = new Float64Array(predictor.selectedClusters.length);
  }

  find(query: Float32Array): Found {
    const nearest = this.#measure(query);
    const distance = Math.sqrt(this.#squared[nearest]!);
    const core =
      distance === 0
        ? this.#of.coreDistances[nearest]!
        : Math.sqrt(weightedRadius(this.#squared, this.#of.weights, this.#of.minSamples));
    return { nearest, distance, core, ...this.#reachable(core) };
  }

  /** Squared distances to all points; returns the nearest. */
  #measure(query: Float32Array): number {
    const { data, rows, cols }: Matrix = this.#of.vectors;
    let nearest = 0;
    for (let point = 0; point < rows; point++) {
      let sum = 0;
      for (let j = 0; j < cols; j++) {
        const difference = query[j]! - data[point * cols + j]!;
        sum += difference * difference;
      }
      this.#squared[point] = sum;
      if (sum < this.#squared[nearest]!) nearest = point;
    }
    return nearest;
  }

  /** The nearest point by mutual reachability, and the nearest member of each cluster. */
  #reachable(core: number): { neighbor: number; reach: number } {
    const { coreDistances, labels } = this.#of;
    this.reach.fill(Number.POSITIVE_INFINITY);
    let neighbor = 0;
    let reach = Number.POSITIVE_INFINITY;
    for (let point = 0; point < labels.length; point++) {
      const mutual = Math.max(core, coreDistances[point]!, Math.sqrt(this.#squared[point]!));
      const nearer = mutual === reach && this.#squared[point]! < this.#squared[neighbor]!;
      if (mutual < reach || nearer) {
        neighbor = point;
        reach = mutual;
      }
      const label = labels[point]!;
      if (label === NOISE || mutual > this.reach[label]!) continue;
      if (mutual === this.reach[label]! && this.#squared[point]! >= this.nearest[label]!) continue;
      this.reach[label] = mutual;
      this.nearest[label] = this.#squared[point]!;
    }
    return { neighbor, reach };
  }
}
