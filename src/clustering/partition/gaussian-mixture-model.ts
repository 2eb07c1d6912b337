import type { Vectors } from "../../core";
import { checkPlainData, checkpoint, readOptions } from "../../core/internal";
import { KernelMemory, mixtureState, mixtureStep, mixtureSums } from "../../kernels";
import type { RunOptions } from "../../parallel";
import { RUN_OPTIONS, withPool } from "../../parallel/internal";
import { readNewRows } from "../points/weighted-points";
import type { CovarianceType, GaussianMixtureModelData } from "./mixture-data";
import { setMixture } from "./set-mixture";
import { rowBlocks } from "./weighted-rows";

/** How probable components are, for some rows. */
export interface MixtureProbabilities {
  /** For each row its most probable component, of several the first. */
  readonly labels: Int32Array;
  /** How probable that one is. */
  readonly probabilities: Float64Array;
  /** k for each row: how probable each component is. */
  readonly memberships: Float64Array;
}

/**
 * A fitted {@link gaussianMixture}. Its fields are plain data: `new GaussianMixtureModel(saved)` makes it again from a
 * copy of them.
 */
export class GaussianMixtureModel implements GaussianMixtureModelData {
  readonly k: number;
  readonly d: number;
  readonly covariance: CovarianceType;
  readonly logWeights: Float64Array;
  readonly means: Float64Array;
  readonly covariances: Float64Array;

  /** @throws ModelFormatError when the data is incomplete. */
  constructor(data: GaussianMixtureModelData) {
    checkPlainData(isMixture(data), "a mixture of Gaussians");
    this.k = data.k;
    this.d = data.d;
    this.covariance = data.covariance;
    this.logWeights = data.logWeights;
    this.means = data.means;
    this.covariances = data.covariances;
  }

  /**
   * How probable the components are for new rows. The rows of the fit get what the fit said of them.
   *
   * @param vectors m rows of as many finite numbers.
   * @param run workers, progress and abort.
   * @returns for each row its most probable component, and how probable all are.
   * @throws RangeError when rows have another number of columns, or a number is not finite.
   */
  async apply(vectors: Vectors, run: RunOptions = {}): Promise<MixtureProbabilities> {
    const { workers, ...followed } = readOptions(run, RUN_OPTIONS);
    const given = readNewRows(vectors, this.d);
    if (given.rows === 0) return mostProbable(new Float64Array(0), this.k);
    const at = checkpoint("clustering", followed);
    using memory = KernelMemory.acquire();
    const rows = memory.rows(given);
    const weights = memory.float64(given.rows).fill(1);
    const state = mixtureState(memory, this.k, this.d, this.covariance === "full");
    setMixture(state, this);
    const shares = memory.float64(given.rows * this.k);
    const calls = rowBlocks(given.rows).map((range) =>
      mixtureStep(range, rows, weights, state, mixtureSums(memory, state), shares),
    );
    await withPool(workers, (pool) => pool.run(memory, calls, at));
    await at.pass(1);
    return mostProbable(shares.slice(), this.k);
  }
}

function isMixture(data: Partial<GaussianMixtureModelData>): boolean {
  const { k, d, covariance, logWeights, means, covariances } = data;
  if (!Number.isInteger(k) || !Number.isInteger(d) || k! < 1 || d! < 0) return false;
  const numbers = { full: (d! * (d! + 1)) / 2, diagonal: d!, spherical: 1 }[covariance as CovarianceType];
  return (
    numbers !== undefined &&
    isDoubles(logWeights, k!) &&
    isDoubles(means, k! * d!) &&
    isDoubles(covariances, k! * numbers)
  );
}

function isDoubles(value: unknown, length: number): boolean {
  return value instanceof Float64Array && value.length === length && value.every(Number.isFinite);
}

function mostProbable(memberships: Float64Array, k: number): MixtureProbabilities {
  const rows = memberships.length / k;
  const labels = new Int32Array(rows);
  for (let i = 0; i < rows; i++) {
    for (let c = 1; c < k; c++) if (memberships[i * k + c]! > memberships[i * k + labels[i]!]!) labels[i] = c;
  }
  return { labels, probabilities: Float64Array.from(labels, (label, i) => memberships[i * k + label]!), memberships };
}

/** What {@link gaussianMixture} found. Components are numbered from the heaviest cluster, ties by the first row. */
export class GaussianMixtureResult extends GaussianMixtureModel implements MixtureProbabilities {
  readonly labels: Int32Array;
  readonly probabilities: Float64Array;
  readonly memberships: Float64Array;
  /** For each component the weight of the rows that it is most probable for; 0 for one that is so for none. */
  readonly sizes: Float64Array;
  /** Of all rows, in nats. */
  readonly logLikelihood: number;
  /** The Bayesian information criterion: -2 log likelihood + parameters log(rows); of several mixtures, the lowest is best. */
  readonly bic: number;
  /** Steps of the start that was kept. */
  readonly iterations: number;
  /** Whether that start ended before `maxIterations`. */
  readonly converged: boolean;

  /** Use {@link gaussianMixture}. */
  constructor(found: Omit<GaussianMixtureResult, "apply">) {
    super(found);
    this.labels = found.labels;
    this.probabilities = found.probabilities;
    this.memberships = found.memberships;
    this.sizes = found.sizes;
    this.logLikelihood = found.logLikelihood;
    this.bic = found.bic;
    this.iterations = found.iterations;
    this.converged = found.converged;
  }
}
