import type { Matrix } from "../../../core";
import { type Checkpoint, Mutex, powerOfTwoScale, row } from "../../../core/internal";
import {
  callKernel,
  type JoinPlaces,
  type JoinTask,
  joinPlaces,
  joinQueries,
  joinScratchBytes,
  joinTask,
  type KernelCall,
  KernelMemory,
  kdBuildCalls,
  kdNodeCores,
  kdTree,
  MAX_QUERY,
} from "../../../kernels";
import type { WorkerPool } from "../../../parallel";
import { neighborsToReach } from "../spanning/spanning-task";
import type { PredictionData } from "./prediction-data";

/** Where a query stands among the training points; the object is used again for the next query. */
export interface Place {
  /** The nearest point; -1 where the core distance was known. */
  nearest: number;
  /** The query's core distance, its own row counted. */
  core: number;
  /** The nearest point by (mutual reachability, distance, point), and how far that is. */
  neighbor: number;
  reachability: number;
  /** The nearest clusters by (mutual reachability to a member, distance, label), and how far they are. */
  readonly labels: Int32Array;
  readonly distances: Float64Array;
}

/** Queries that are measured one by one, and what is known of them. */
export interface Asked {
  readonly queries: Matrix;
  /** How many of the nearest clusters are wanted. */
  readonly k: number;
  /** The core distance of query i where it is known, else -1. */
  readonly core: (i: number) => number;
}

const CALL_COORDINATES = 2 ** 22; // compared in one kernel call at most: a few milliseconds
const SCRATCH_BYTES = 2 ** 24;

/**
 * A k-d tree over the training points of a predictor, in kernel memory of its own, kept as long as the predictor is. A
 * query is searched for by itself, so that it gets the same bits alone or among others.
 */
export class PredictorIndex {
  readonly #memory = KernelMemory.acquire();
  readonly #task: JoinTask;
  readonly #cols: number;
  readonly #scale: number;
  readonly #block: number;
  /** One for each kernel call of a wave. */
  readonly #scratch: readonly Uint8Array[];
  /** Room for a wave of queries, by the number of clusters wanted. */
  readonly #places = new Map<number, JoinPlaces>();
  /** Whose turn it is to use the memory. */
  readonly #mutex = new Mutex();

  private constructor({ vectors, weights, coreDistances, labels, selectedClusters, minSamples }: PredictionData) {
    const { rows } = vectors;
    this.#cols = Math.max(1, vectors.cols); // rows without columns are all equal
    this.#scale = powerOfTwoScale(vectors.data);
    this.#block = Math.max(1, Math.min(64, Math.floor(CALL_COORDINATES / (rows * this.#cols))));
    const data = vectors.cols === 0 ? new Float32Array(rows) : vectors.data;
    const points = { data, cols: this.#cols, scale: this.#scale, weights, listLength: 0 };
    const tree = kdTree(this.#memory, points);
    for (const call of kdBuildCalls(tree).flat()) callKernel(this.#memory.memory, call);
    for (let position = 0; position < rows; position++) {
      tree.core[position] = this.#squared(coreDistances[tree.order[position]!]!);
    }
    callKernel(this.#memory.memory, kdNodeCores(tree));
    const slack = weights.every(Number.isInteger) ? 0 : minSamples * 1e-9;
    const capacity = Math.min(rows, neighborsToReach(weights, minSamples + slack) + 1);
    const core = { minWeight: minSamples, slack, capacity };
    this.#task = joinTask(this.#memory, tree, labels, selectedClusters.length, core);
    const bytes = joinScratchBytes(this.#task, selectedClusters.length);
    const calls = Math.max(4, Math.min(64, Math.floor(SCRATCH_BYTES / bytes)));
    this.#scratch = Array.from({ length: calls }, () => this.#memory.uint8(bytes));
  }

  /** The index of a predictor, made when it is first asked for. */
  static of(predictor: PredictionData): PredictorIndex {
    let index = indexes.get(predictor);
    if (index === undefined) {
      index = new PredictorIndex(predictor);
      indexes.set(predictor, index);
    }
    return index;
  }

  /**
   * Measures queries against the training points.
   *
   * @param visit called for each query, in order.
   */
  place(asked: Asked, pool: WorkerPool, at: Checkpoint, visit: (i: number, place: Place) => void): Promise<void> {
    return this.#mutex.runExclusive(() => this.#placeAll(asked, pool, at, visit));
  }

  async #placeAll(asked: Asked, pool: WorkerPool, at: Checkpoint, visit: (i: number, place: Place) => void) {
    const { k } = asked;
    const { rows } = asked.queries;
    const places = this.#placesFor(k);
    const wave = this.#scratch.length * this.#block;
    const place = {
      nearest: -1,
      core: 0,
      neighbor: 0,
      reachability: 0,
      labels: new Int32Array(k),
      distances: new Float64Array(k),
    };
    for (let start = 0; start < rows; start += wave) {
      const count = Math.min(wave, rows - start);
      for (let i = 0; i < count; i++) this.#ask(asked, places, start + i, i);
      const calls: KernelCall[] = [];
      for (let first = 0; first < count; first += this.#block) {
        const scratch = this.#scratch[calls.length]!;
        calls.push(joinQueries(this.#task, places, scratch, first, Math.min(count, first + this.#block)));
      }
      await pool.run(this.#memory, calls, at.part(start / rows, (start + count) / rows));
      for (let i = 0; i < count; i++) {
        this.#read(places, i, place);
        visit(start + i, place);
      }
    }
    await at.pass(1);
  }

  #placesFor(k: number): JoinPlaces {
    let places = this.#places.get(k);
    if (places === undefined) {
      places = joinPlaces(this.#memory, this.#task, this.#cols, this.#scratch.length * this.#block, k);
      this.#places.set(k, places);
    }
    return places;
  }

  /** Copies query `i` to place `to`. */
  #ask({ queries, core }: Asked, { queries: rows, stride, knownCores }: JoinPlaces, i: number, to: number): void {
    const query = row(queries, i);
    for (let j = 0; j < query.length; j++) {
      rows[to * stride + j] = Math.max(-MAX_QUERY, Math.min(MAX_QUERY, query[j]! * this.#scale));
    }
    const known = core(i);
    knownCores[to] = known < 0 ? -1 : this.#squared(known);
  }

  /** A core distance as kernels take it: the very float it was made from. */
  #squared(distance: number): number {
    return distance * this.#scale * (distance * this.#scale);
  }

  #read(
    { k, nearest, neighbors, cores, reachability, groups, groupReach }: JoinPlaces,
    from: number,
    place: Place,
  ): void {
    place.nearest = nearest[from]!;
    place.neighbor = neighbors[from]!;
    place.core = Math.sqrt(cores[from]!) / this.#scale;
    place.reachability = Math.sqrt(reachability[from]!) / this.#scale;
    for (let j = 0; j < k; j++) {
      place.labels[j] = groups[from * k + j]!;
      place.distances[j] = Math.sqrt(groupReach[from * k + j]!) / this.#scale;
    }
  }
}

const indexes = new WeakMap<PredictionData, PredictorIndex>();
