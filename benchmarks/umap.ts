// Vectors in memory -> UMAP layout, all else by default. Ours with two threads, umap-learn with a seed (which makes it run on
// one). Quality is the trustworthiness of 4,000 rows of the layout among themselves, or the share of rows whose five nearest
// in the layout are mostly of their own cluster.
import { type Matrix, type UmapResult, umap } from "../src";
import { kNearestNeighbors } from "../src/neighbors";
import { trustworthiness } from "../src/projection";
import { type BentClusters, clusterOf, evenSample, readClusters, writeClusters } from "./data/bent-clusters";
import type { Subject } from "./harness";

interface Params {
  readonly points: BentClusters;
  readonly nComponents: number;
  readonly judge: "trustworthiness" | "labels";
}

const SAMPLE = 4_000;
const CASES: readonly Params[] = [
  { points: { n: 10_000, d: 64 }, nComponents: 2, judge: "trustworthiness" },
  { points: { n: 10_000, d: 64 }, nComponents: 2, judge: "labels" },
  { points: { n: 50_000, d: 64 }, nComponents: 2, judge: "trustworthiness" },
  { points: { n: 50_000, d: 64 }, nComponents: 2, judge: "labels" },
  { points: { n: 170_000, d: 16 }, nComponents: 5, judge: "labels" },
];

const benchmark: Subject<Params, Matrix, UmapResult> = {
  cases: (quick) =>
    CASES.slice(0, quick ? 1 : undefined).map((params) => ({
      case: `${params.points.n} x ${params.points.d} to ${params.nComponents}, ${params.judge}`,
      params,
    })),
  prepare: ({ points }, folder) => writeClusters(points, folder),
  load: (_, folder) => readClusters(folder),
  run: (points, { nComponents }) => umap(points, { nComponents, seed: 1, workers: 2 }),
  describe: ({ embedding }, { rows, cols }) => ({ n: rows, d: cols, result: rowsOf(embedding) }),
  async quality(result, { judge }, folder) {
    const layout = result as number[][];
    if (judge === "labels") return labelAccuracy(layout);
    const points = await readClusters(folder);
    const sample = evenSample(points.rows, SAMPLE);
    const vectors = sample.map((i) => [...points.data.subarray(i * points.cols, (i + 1) * points.cols)]);
    return trustworthiness(
      vectors,
      sample.map((i) => layout[i]!),
    );
  },
  peer: "peers/umap.py",
};

export default benchmark;

function rowsOf({ data, rows, cols }: Matrix): number[][] {
  return Array.from({ length: rows }, (_, i) => [...data.subarray(i * cols, (i + 1) * cols)]);
}

async function labelAccuracy(layout: readonly (readonly number[])[]): Promise<number> {
  const { indices, k } = await kNearestNeighbors(layout, { k: 5 });
  const right = layout.filter((_, i) => {
    const near = [...indices.subarray(i * k, (i + 1) * k)];
    return near.filter((j) => clusterOf(j) === clusterOf(i)).length > k / 2;
  });
  return right.length / layout.length;
}
