import {
  type Checkpoint,
  checkpoint,
  NOISE,
  oneOf,
  pickRows,
  powerOfTwoScale,
  readOptions,
  type Schema,
} from "../../../core/internal";
import { KernelMemory } from "../../../kernels";
import type { RunOptions, WorkerPool } from "../../../parallel";
import { RUN_OPTIONS, withPool } from "../../../parallel/internal";
import { groupCorePanels } from "../../quality/group-panels";
import { nearestInGroups } from "../../quality/nearest-in-groups";
import type { HdbscanResultData } from "../hdbscan-result-data";
import { lambdaOf, shareOfDensest } from "../tree/lambda-scale";
import { strongestMemberships } from "./membership-vectors";
import { type PredictionData, predictionData } from "./prediction-data";
import { walkOf } from "./predictor-walk";

/** Options of {@link totalAssignment}. */
export interface TotalAssignmentOptions extends RunOptions {
  /**
   * `nearest`: the cluster of the nearest member by mutual reachability, ties by plain distance, then by label.
   * `membership`: the one of largest {@link membershipVectors}.
   * @default "nearest"
   */
  strategy?: "nearest" | "membership" | undefined;
}

/** A cluster for every row, noise included. */
export interface TotalAssignment {
  /** As the result has it; for noise, the cluster it was given; -1 only where there is no cluster. */
  readonly labels: Int32Array;
  /** For members their probability; for noise how much its label is worth, on the same scale. */
  readonly confidences: Float64Array;
}

const TOTAL_ASSIGNMENT_OPTIONS = {
  strategy: oneOf(["nearest", "membership"], "nearest"),
  ...RUN_OPTIONS,
} satisfies Schema<TotalAssignmentOptions>;

/**
 * Gives noise to a cluster, and says how much to believe it.
 *
 * The confidence is, with `nearest`, the probability that the cluster would give a point at that mutual reachability;
 * with `membership` it is the membership, which is smaller where another cluster is as good. Equal rows get the same.
 *
 * @param result what {@link hdbscan} found.
 * @param options by which strategy, workers, progress and abort.
 * @returns a label and a confidence from 0 to 1 for each row.
 * @throws RangeError when the metric of the result is neither euclidean nor cosine.
 * @example
 * const result = await hdbscan([[0], [1], [2], [9], [10], [11], [30]], { minClusterSize: 3, minSamples: 1 });
 * result.labels; // [0, 0, 0, 1, 1, 1, -1]
 * (await totalAssignment(result)).labels; // [0, 0, 0, 1, 1, 1, 1]
 */
export async function totalAssignment(
  result: HdbscanResultData,
  options: TotalAssignmentOptions = {},
): Promise<TotalAssignment> {
  const { strategy, workers, ...follow } = readOptions(options, TOTAL_ASSIGNMENT_OPTIONS);
  follow.signal?.throwIfAborted();
  const predictor = predictionData(result);
  const noise = Int32Array.from(predictor.labels.keys()).filter((point) => predictor.labels[point] === NOISE);
  const labels = predictor.labels.slice();
  const confidences = predictor.probabilities.slice();
  if (noise.length > 0 && predictor.selectedClusters.length > 0) {
    const chosen = await withPool(workers, (pool) =>
      strategy === "nearest"
        ? nearestClusters(predictor, noise, pool, checkpoint("assigning", follow))
        : strongestClusters(predictor, noise, pool, checkpoint("assigning", follow)),
    );
    for (const [i, point] of noise.entries()) {
      labels[point] = chosen.labels[i]!;
      confidences[point] = chosen.confidences[i]!;
    }
  }
  const { pointOf } = result.points;
  return {
    labels: Int32Array.from(pointOf, (point) => labels[point]!),
    confidences: Float64Array.from(pointOf, (point) => confidences[point]!),
  };
}

interface Chosen {
  readonly labels: Int32Array;
  readonly confidences: Float64Array;
}

async function nearestClusters(
  predictor: PredictionData,
  noise: Int32Array,
  pool: WorkerPool,
  at: Checkpoint,
): Promise<Chosen> {
  using memory = KernelMemory.acquire();
  const { vectors, coreDistances, largestLambda } = predictor;
  const scale = powerOfTwoScale(vectors.data);
  const squaredCore = (point: number) => coreDistances[point]! * scale * coreDistances[point]! * scale;
  const queries = groupCorePanels(memory, vectors, [noise], scale, squaredCore);
  const members = groupCorePanels(memory, vectors, membersOf(predictor), scale, squaredCore);
  const { tree } = walkOf(predictor);
  const deaths = Array.from(predictor.selectedClusters, (node) => tree.death[node - predictor.rows.length]!);
  const chosen = { labels: new Int32Array(noise.length), confidences: new Float64Array(noise.length) };
  await nearestInGroups(memory, queries, members, pool, at, (query, reachability, length) => {
    if (query >= noise.length) return;
    const label = nearestGroup(reachability, length);
    const lambda = lambdaOf(Math.sqrt(reachability[label]!) / scale, largestLambda);
    chosen.labels[query] = label;
    chosen.confidences[query] = shareOfDensest(lambda, deaths[label]!, largestLambda);
  });
  await at.pass(1);
  return chosen;
}

function membersOf({ labels, selectedClusters }: PredictionData): number[][] {
  const members = Array.from(selectedClusters, (): number[] => []);
  for (const [point, label] of labels.entries()) if (label !== NOISE) members[label]!.push(point);
  return members;
}

function nearestGroup(reachability: Float32Array, length: Float32Array): number {
  let nearest = 0;
  for (let label = 1; label < reachability.length; label++) {
    const nearer = reachability[label] === reachability[nearest] && length[label]! < length[nearest]!;
    if (reachability[label]! < reachability[nearest]! || nearer) nearest = label;
  }
  return nearest;
}

async function strongestClusters(
  predictor: PredictionData,
  noise: Int32Array,
  pool: WorkerPool,
  at: Checkpoint,
): Promise<Chosen> {
  const { labels, memberships } = await strongestMemberships(
    predictor,
    pickRows(predictor.vectors, noise),
    1,
    pool,
    at,
  );
  return { labels, confidences: memberships };
}
