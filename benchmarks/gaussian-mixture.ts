// Vectors in memory -> a mixture. Ours is gaussianMixture with two threads, the peer scikit-learn's GaussianMixture: both from
// the same clusters (the nearest of the first rows), with the same tolerance, so that both take the same steps. Quality is the log likelihood.
import { createWorkerPool, type Matrix } from "../src";
import { type GaussianMixtureResult, gaussianMixture } from "../src/clustering";
import { type PointSet, readPoints, writePoints } from "./data/point-sets";
import type { Subject } from "./harness";

interface Params {
  readonly points: PointSet & { readonly n: number };
  readonly k: number;
  readonly covariance: "full" | "diagonal";
}

const pool = createWorkerPool(2); // threads start with the first run

const SETS: readonly (readonly [n: number, covariance: Params["covariance"], quick: boolean])[] = [
  [5_000, "full", true],
  [50_000, "full", false],
  [50_000, "diagonal", false],
];

interface Input {
  readonly points: Matrix;
  /** What both sides start from. */
  readonly initialLabels: Int32Array;
}

const benchmark: Subject<Params, Input, GaussianMixtureResult> = {
  cases: (quick) =>
    SETS.filter(([, , short]) => short || !quick).map(([n, covariance]) => ({
      case: `${covariance}, blobs ${n} x 8, 10 components`,
      params: { points: { kind: "blobs", n, d: 8 }, k: 10, covariance },
    })),
  prepare: ({ points }, folder) => writePoints(points, folder),
  async load({ k }, folder) {
    const points = await readPoints(folder);
    return { points, initialLabels: nearestOfFirst(points, k) };
  },
  run: ({ points, initialLabels }, { k, covariance }) =>
    gaussianMixture(points, { k, covariance, initialLabels, workers: pool }),
  describe: ({ logLikelihood }, { points: { rows, cols } }) => ({ n: rows, d: cols, result: logLikelihood }),
  quality: (result) => result as number,
  rounds: 3,
  peer: "peers/gaussian-mixture.py",
};

export default benchmark;

/** For each row the nearest of the first k, the first of equal ones. */
function nearestOfFirst({ data, rows, cols }: Matrix, k: number): Int32Array {
  return Int32Array.from({ length: rows }, (_, i) => {
    let nearest = 0;
    let least = Number.POSITIVE_INFINITY;
    for (let c = 0; c < k; c++) {
      let square = 0;
      for (let j = 0; j < cols; j++) square += (data[i * cols + j]! - data[c * cols + j]!) ** 2;
      if (square < least) [nearest, least] = [c, square];
    }
    return nearest;
  });
}
