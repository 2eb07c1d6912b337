// Vectors in memory -> clusters. Ours is dbscan with two threads, the peer scikit-learn's DBSCAN with n_jobs=2. Quality is the
// adjusted Rand index with the other side's labels, which differ in border rows alone.
import { adjustedRandIndex, createWorkerPool, type Matrix } from "../src";
import { type DbscanResult, dbscan } from "../src/clustering";
import { type PointSet, readPoints, writePoints } from "./data/point-sets";
import type { Subject } from "./harness";

interface Params {
  readonly points: PointSet & { readonly n: number };
  readonly eps: number;
  readonly minSamples: number;
}

const pool = createWorkerPool(2); // threads start with the first run

const SETS: readonly (readonly [points: Params["points"], eps: number, quick: boolean])[] = [
  [{ kind: "blobs", n: 10_000, d: 2 }, 0.15, true],
  [{ kind: "blobs", n: 100_000, d: 2 }, 0.05, false],
  [{ kind: "blobs", n: 100_000, d: 2 }, 0.2, false],
  [{ kind: "blobs", n: 20_000, d: 8 }, 1.2, false],
];

const benchmark: Subject<Params, Matrix, DbscanResult> = {
  cases: (quick) =>
    SETS.filter(([, , short]) => short || !quick).map(([points, eps]) => ({
      case: `${points.kind} ${points.n} x ${points.d}, eps ${eps}`,
      params: { points, eps, minSamples: 10 },
    })),
  prepare: ({ points }, folder) => writePoints(points, folder),
  load: (_, folder) => readPoints(folder),
  run: (points, { eps, minSamples }) => dbscan(points, { eps, minSamples, workers: pool }),
  describe: ({ labels }, { rows, cols }) => ({ n: rows, d: cols, result: [...labels] }),
  quality: (result, _params, _folder, other) =>
    other === undefined ? null : adjustedRandIndex(result as number[], other as number[]),
  peer: "peers/dbscan.py",
};

export default benchmark;
