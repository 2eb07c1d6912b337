// Vectors and labels in memory -> the mean silhouette, exact. Ours is silhouette with two threads, the peer scikit-learn's
// silhouette_score. Quality is the score.
import { createWorkerPool, type Matrix } from "../src";
import { type Silhouette, silhouette } from "../src/clustering";
import { type PointSet, readPoints, writePoints } from "./data/point-sets";
import type { Subject } from "./harness";

interface Params {
  readonly points: PointSet & { readonly n: number };
  readonly k: number;
}

const pool = createWorkerPool(2); // threads start with the first run

const benchmark: Subject<Params, Matrix, Silhouette> = {
  cases: (quick) =>
    (quick ? [4_000] : [4_000, 20_000]).map((n) => ({
      case: `blobs ${n} x 16, 10 clusters`,
      params: { points: { kind: "blobs", n, d: 16 }, k: 10 },
    })),
  prepare: ({ points }, folder) => writePoints(points, folder),
  load: (_, folder) => readPoints(folder),
  run: (points, { k }) =>
    silhouette(
      points,
      Int32Array.from({ length: points.rows }, (_, i) => i % k),
      { workers: pool },
    ),
  describe: ({ score }, { rows, cols }) => ({ n: rows, d: cols, result: score }),
  quality: (result) => result as number,
  rounds: 3,
  peer: "peers/silhouette.py",
};

export default benchmark;
