// Vectors in memory -> all merges. Ours is agglomerative, the peer scipy's linkage. Quality is the sum of heights.
import { createWorkerPool, type Matrix } from "../src";
import { type AgglomerativeResult, agglomerative, type Linkage, linkageMatrix } from "../src/clustering";
import { type PointSet, readPoints, writePoints } from "./data/point-sets";
import type { Subject } from "./harness";

interface Params {
  readonly points: PointSet & { readonly n: number };
  readonly linkage: Linkage;
}

const pool = createWorkerPool(2); // threads start with the first run

const SETS: readonly (readonly [points: Params["points"], linkage: Linkage, quick: boolean])[] = [
  [{ kind: "noise", n: 2_000, d: 16 }, "ward", true],
  [{ kind: "noise", n: 2_000, d: 16 }, "average", true],
  [{ kind: "noise", n: 2_000, d: 16 }, "complete", true],
  [{ kind: "noise", n: 2_000, d: 16 }, "single", true],
  [{ kind: "noise", n: 10_000, d: 16 }, "average", false],
  [{ kind: "noise", n: 20_000, d: 16 }, "ward", false],
];

const benchmark: Subject<Params, Matrix, AgglomerativeResult> = {
  cases: (quick) =>
    SETS.filter(([, , short]) => short || !quick).map(([points, linkage]) => ({
      case: `${linkage} ${points.kind} ${points.n} x ${points.d}`,
      params: { points, linkage },
    })),
  prepare: ({ points }, folder) => writePoints(points, folder),
  load: (_, folder) => readPoints(folder),
  run: (points, { linkage }) => agglomerative(points, { linkage, k: 10, workers: pool }),
  describe: (fitted, { rows, cols }) => ({
    n: rows,
    d: cols,
    result: linkageMatrix(fitted).reduce((sum, [, , height]) => sum + height, 0),
  }),
  quality: (result) => result as number,
  rounds: 3,
  peer: "peers/agglomerative.py",
};

export default benchmark;
