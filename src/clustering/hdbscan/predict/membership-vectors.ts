import type { Matrix, Vectors } from "../../../core";
import {
  type Checkpoint,
  checkpoint,
  integer,
  powerOfTwoScale,
  readOptions,
  row,
  type Schema,
} from "../../../core/internal";
import { KernelMemory } from "../../../kernels";
import type { RunOptions, WorkerPool } from "../../../parallel";
import { RUN_OPTIONS, withPool } from "../../../parallel/internal";
import { findPoint } from "../../points/find-point";
import { groupCorePanels } from "../../quality/group-panels";
import { nearestInGroups } from "../../quality/nearest-in-groups";
import type { ClusterTree } from "../tree/cluster-tree";
import { lambdaOf, shareOfDensest } from "../tree/lambda-scale";
import { exemplarPoints } from "./exemplar-points";
import type { PredictionData } from "./prediction-data";
import { PredictorIndex } from "./predictor-index";
import { joinedCluster, walkOf } from "./predictor-walk";
import { readQueries } from "./read-queries";

/** Options of {@link membershipVectors}. */
export interface MembershipVectorsOptions extends RunOptions {
  /** How many clusters are reported for each query. @default 3 */
  top?: number | undefined;
}

/** The k clusters that each query belongs to most, strongest first. */
export interface MembershipVectors {
  /** The smaller of the number asked for and the number of clusters. */
  readonly k: number;
  /** k labels a query. */
  readonly labels: Int32Array;
  /** How strongly it belongs to each, descending; all clusters together give at most 1. */
  readonly memberships: Float64Array;
}

const MEMBERSHIP_VECTORS_OPTIONS = {
  top: integer({ min: 1 }, 3),
  ...RUN_OPTIONS,
} satisfies Schema<MembershipVectorsOptions>;

/**
 * Soft clustering: how strongly each query belongs to its nearest clusters, of training rows and new ones alike.
 *
 * After hdbscan's `membership_vector`, which multiplies a share by distance to exemplars with one by merge height in
 * the tree, and the result with the strength of belonging to any cluster at all. All three are kept, in the tree's own
 * unit, lambda = 1 / mutual reachability, where hdbscan mixes inverse distances with exponentials of ratios that depend
 * on the data's unit and overflow:
 *
 * - a cluster's share of a query is in proportion to the lambda at which the query is as near as its nearest exemplar,
 *   times the lambda at which the two are connected in the condensed tree; shares sum to 1 over all clusters;
 * - the memberships are the shares times the probability that the query would have in the cluster of largest share:
 *   min(lambda, largest lambda of the cluster) / largest lambda. For a member this is its probability.
 *
 * Never n x k values: only the `top` largest are kept. Each query is answered by itself, with the same bits alone or
 * among others.
 *
 * @param model   what {@link predictionData} gives, or an {@link HdbscanModel}.
 * @param vectors q rows of as many numbers as the training rows; the training rows themselves for all of theirs.
 * @param options how many clusters a row lists, workers, progress and abort.
 * @returns for each query its strongest clusters; noise belongs to some a little.
 * @throws RangeError when they have another number of columns, or one is all zeros under the cosine metric.
 * @example
 * const fitted = await hdbscan([[0], [1], [2], [9], [10], [11]], { minClusterSize: 3, minSamples: 1 });
 * const { labels, memberships } = await membershipVectors(predictionData(fitted), [[1], [8]], { top: 1 });
 * labels; // [0, 1]
 * memberships[0] > memberships[1]; // true
 */
export async function membershipVectors(
  model: PredictionData,
  vectors: Vectors,
  options: MembershipVectorsOptions = {},
): Promise<MembershipVectors> {
  const { top, workers, ...follow } = readOptions(options, MEMBERSHIP_VECTORS_OPTIONS);
  const rows = readQueries(model, vectors);
  return withPool(workers, (pool) => strongestMemberships(model, rows, top, pool, checkpoint("memberships", follow)));
}

/** {@link membershipVectors} of rows as the clustering measures them: of length 1 under the cosine metric. */
export async function strongestMemberships(
  model: PredictionData,
  rows: Matrix,
  top: number,
  pool: WorkerPool,
  at: Checkpoint,
): Promise<MembershipVectors> {
  const k = Math.min(top, model.selectedClusters.length);
  const result = { k, labels: new Int32Array(rows.rows * k), memberships: new Float64Array(rows.rows * k) };
  if (k === 0 || rows.rows === 0) return result;

  const places = await placesOf(model, rows, pool, at.part(0, 0.5));
  using memory = KernelMemory.acquire();
  const scale = Math.min(powerOfTwoScale(rows.data), powerOfTwoScale(model.vectors.data));
  const all = Int32Array.from({ length: rows.rows }, (_, i) => i);
  const exemplars = exemplarPoints(model.condensedTree, model.rows.length, model.selectedClusters);
  const asked = groupCorePanels(memory, rows, [all], scale, squares(places.core, scale));
  const targets = groupCorePanels(memory, model.vectors, exemplars, scale, squares(model.coreDistances, scale));
  const weigh = new Weighing(model);
  await nearestInGroups(memory, asked, targets, pool, at.part(0.5, 1), (query, reachability) => {
    if (query >= rows.rows) return;
    weigh.query(places.cluster[query]!, places.lambda[query]!, (label) => Math.sqrt(reachability[label]!) / scale);
    weigh.write(result, query);
  });
  return result;
}

function squares(distances: Float64Array, scale: number): (i: number) => number {
  return (i) => distances[i]! * scale * distances[i]! * scale;
}

/** Where each query leaves the condensed tree: its core distance, the cluster it leaves last, and its lambda there. */
async function placesOf(predictor: PredictionData, queries: Matrix, pool: WorkerPool, at: Checkpoint) {
  const walk = walkOf(predictor);
  const places = {
    core: new Float64Array(queries.rows),
    cluster: new Int32Array(queries.rows),
    lambda: new Float64Array(queries.rows),
  };
  const pointOf = Int32Array.from({ length: queries.rows }, (_, i) => findPoint(predictor.vectors, row(queries, i)));
  const core = (i: number) => (pointOf[i]! < 0 ? -1 : predictor.coreDistances[pointOf[i]!]!);
  await PredictorIndex.of(predictor).place({ queries, k: 0, core }, pool, at, (i, { core, neighbor, reachability }) => {
    const point = pointOf[i]!;
    places.core[i] = core;
    places.lambda[i] = point >= 0 ? walk.lambda[point]! : lambdaOf(reachability, predictor.largestLambda);
    places.cluster[i] = point >= 0 ? walk.leaves[point]! : joinedCluster(walk, neighbor, places.lambda[i]!);
  });
  return places;
}

/** Weighs the clusters for one query at a time; holds the arrays for it. */
class Weighing {
  readonly #tree: ClusterTree;
  readonly #largestLambda: number;
  /** For each label, its cluster of the tree. */
  readonly #selected: readonly number[];
  readonly #connected: Float64Array;
  readonly #shares: Float64Array;
  #total = 0;
  #lambda = 0;

  constructor(predictor: PredictionData) {
    this.#tree = walkOf(predictor).tree;
    this.#largestLambda = predictor.largestLambda;
    this.#selected = Array.from(predictor.selectedClusters, (node) => node - predictor.rows.length);
    this.#connected = new Float64Array(this.#tree.parent.length);
    this.#shares = new Float64Array(this.#selected.length);
  }

  /** Finds the shares of a query that leaves `cluster` at `lambda`, so far from the exemplars of each label. */
  query(cluster: number, lambda: number, distance: (label: number) => number): void {
    this.#connect(cluster);
    this.#lambda = lambda;
    this.#total = 0;
    for (const [label, selected] of this.#selected.entries()) {
      const near = lambdaOf(distance(label), this.#largestLambda);
      this.#shares[label] = near * Math.min(lambda, this.#connected[selected]!);
      this.#total += this.#shares[label]!;
    }
  }

  /** Writes the strongest memberships; equally strong ones in the order of their labels. */
  write({ k, labels, memberships }: MembershipVectors, query: number): void {
    const order = Array.from(this.#shares.keys())
      .sort((a, b) => this.#shares[b]! - this.#shares[a]! || a - b)
      .slice(0, k);
    const first = this.#selected[order[0]!]!;
    const death = this.#tree.death[first]!;
    const strength = shareOfDensest(Math.min(this.#lambda, this.#connected[first]!), death, this.#largestLambda);
    for (const [j, label] of order.entries()) {
      labels[query * k + j] = label;
      memberships[query * k + j] = (this.#shares[label]! / this.#total) * strength;
    }
  }

  /** For each cluster of the tree the lambda at which it parts from `cluster`: Infinity for those above, and itself. */
  #connect(cluster: number): void {
    const { parent, birth } = this.#tree;
    const connected = this.#connected.fill(-1);
    for (let at = cluster; at >= 0; at = parent[at]!) connected[at] = Number.POSITIVE_INFINITY;
    for (let at = 1; at < connected.length; at++) {
      if (connected[at]! < 0) connected[at] = Math.min(birth[at]!, connected[parent[at]!]!);
    }
  }
}
