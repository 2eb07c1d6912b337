// Vectors in memory -> clusters. Ours is kmeans with two threads, the peer scikit-learn's Lloyd: both from the same starts, with
// the same tolerance. Quality is the inertia of the labels.
import { createWorkerPool, type KmeansResult, kmeans, type Matrix } from "../src";
import { type PointSet, readPoints, writePoints } from "./data/point-sets";
import type { Subject } from "./harness";

interface Params {
  readonly points: PointSet & { readonly n: number };
  readonly k: number;
}

const pool = createWorkerPool(2); // threads start with the first run

const SETS: readonly (readonly [points: Params["points"], k: number, quick: boolean])[] = [
  [{ kind: "blobs", n: 4_000, d: 64 }, 13, true],
  [{ kind: "noise", n: 4_000, d: 64 }, 40, true],
  [{ kind: "blobs", n: 200_000, d: 32 }, 20, false],
  [{ kind: "noise", n: 200_000, d: 32 }, 20, false],
  [{ kind: "noise", n: 100_000, d: 8 }, 20, false],
  [{ kind: "noise", n: 1_000_000, d: 8, distinct: 100_000 }, 20, false],
];

const benchmark: Subject<Params, Matrix, KmeansResult> = {
  cases: (quick) =>
    SETS.filter(([, , short]) => short || !quick).map(([points, k]) => ({
      case: nameOf(points, k),
      params: { points, k },
    })),
  prepare: ({ points }, folder) => writePoints(points, folder),
  load: (_, folder) => readPoints(folder),
  run: (points, { k }) => kmeans(points, { k, initialCenters: firstRows(points, k), workers: pool }),
  describe: ({ labels }, { rows, cols }) => ({ n: rows, d: cols, result: [...labels] }),
  quality: async (result, { k }, folder) => inertiaOf(await readPoints(folder), result as number[], k),
  peer: "peers/kmeans.py",
};

export default benchmark;

/** What both sides start from. */
function firstRows({ data, cols }: Matrix, k: number): Matrix {
  return { data: data.slice(0, k * cols), rows: k, cols };
}

function inertiaOf({ data, rows, cols }: Matrix, labels: readonly number[], k: number): number {
  const sizes = new Float64Array(k);
  const means = new Float64Array(k * cols);
  for (let i = 0; i < rows; i++) {
    sizes[labels[i]!]! += 1;
    for (let j = 0; j < cols; j++) means[labels[i]! * cols + j]! += data[i * cols + j]!;
  }
  for (let e = 0; e < means.length; e++) means[e]! /= sizes[Math.floor(e / cols)]!;
  let sum = 0;
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < cols; j++) sum += (data[i * cols + j]! - means[labels[i]! * cols + j]!) ** 2;
  }
  return sum;
}

function nameOf(points: Params["points"], k: number): string {
  const { kind, n, d } = points;
  const distinct = "distinct" in points ? points.distinct : undefined;
  return `${kind} ${n} x ${d}${distinct === undefined ? "" : `, ${distinct} distinct`}, k = ${k}`;
}
