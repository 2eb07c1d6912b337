// Vectors in memory -> the 15 nearest neighbours of each. Ours with two threads; beside scikit-learn's brute force where we are
// exact, beside pynndescent where we are not. Quality is the recall on a sample of 256 rows, by an exact search.
import { createWorkerPool, type KnnGraph, type Matrix } from "../src";
import { kNearestNeighbors, queryNeighbors } from "../src/neighbors";
import { type BentClusters, evenSample, readClusters, writeClusters } from "./data/bent-clusters";
import type { Subject } from "./harness";

interface Params {
  readonly points: BentClusters;
  readonly method: "exact" | "approximate";
}

const pool = createWorkerPool(2); // threads start with the first run
const K = 15;
const SAMPLE = 256;
const CASES: readonly Params[] = [
  { points: { n: 10_000, d: 64 }, method: "exact" },
  { points: { n: 10_000, d: 64 }, method: "approximate" },
  { points: { n: 50_000, d: 64 }, method: "approximate" },
  { points: { n: 200_000, d: 64 }, method: "approximate" },
];

const knn: Subject<Params, Matrix, KnnGraph> = {
  cases: (quick) =>
    CASES.slice(0, quick ? 2 : undefined).map((params) => ({
      case: `${params.points.n} x ${params.points.d}, ${params.method}`,
      params,
    })),
  prepare: ({ points }, folder) => writeClusters(points, folder),
  load: (_, folder) => readClusters(folder),
  run: (points, { method }) => kNearestNeighbors(points, { k: K, method, workers: pool }),
  describe: ({ indices }, { rows, cols }) => ({
    n: rows,
    d: cols,
    result: evenSample(rows, SAMPLE).map((i) => [...indices.subarray(i * K, (i + 1) * K)]),
  }),
  async quality(result, _, folder) {
    const points = await readClusters(folder);
    const sample = evenSample(points.rows, SAMPLE);
    const queries = sample.map((i) => [...points.data.subarray(i * points.cols, (i + 1) * points.cols)]);
    const { indices } = await queryNeighbors(points, queries, { k: K + 1 });
    const truth = sample.map((i, s) => indices.subarray(s * (K + 1), (s + 1) * (K + 1)).filter((j) => j !== i));
    const found = truth.map((near, s) => near.filter((j) => (result as number[][])[s]!.includes(j)).length);
    return found.reduce((sum, count) => sum + count, 0) / (sample.length * K);
  },
  peer: "peers/knn.py",
};

export default knn;
