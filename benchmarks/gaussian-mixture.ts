// Vectors in memory -> a mixture. Ours is gaussianMixture with two threads, the peer scikit-learn's GaussianMixture: both from
// the same clusters (blocks of rows), with the same tolerance, so that both take the same steps. Quality is the log likelihood.
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

const benchmark: Subject<Params, Matrix, GaussianMixtureResult> = {
  cases: (quick) =>
    SETS.filter(([, , short]) => short || !quick).map(([n, covariance]) => ({
      case: `${covariance}, blobs ${n} x 8, 10 components`,
      params: { points: { kind: "blobs", n, d: 8 }, k: 10, covariance },
    })),
  prepare: ({ points }, folder) => writePoints(points, folder),
  load: (_, folder) => readPoints(folder),
  run(points, { k, covariance }) {
    const initialLabels = Int32Array.from({ length: points.rows }, (_, i) => Math.floor((i * k) / points.rows));
    return gaussianMixture(points, { k, covariance, initialLabels, workers: pool });
  },
  describe: ({ logLikelihood }, { rows, cols }) => ({ n: rows, d: cols, result: logLikelihood }),
  quality: (result) => result as number,
  rounds: 3,
  peer: "peers/gaussian-mixture.py",
};

export default benchmark;
