// Vectors in memory -> t-SNE picture, all else by default. Ours with two threads, openTSNE with two and interpolated pushes (FFT).
// Quality is the Kullback-Leibler divergence of either picture from the same affinities, by an exact sum over all pairs:
// lower is better.
import { createWorkerPool, type Matrix } from "../src";
import { checkpoint } from "../src/core/internal";
import { kNearestNeighbors } from "../src/neighbors";
import { type TsneResult, tsne } from "../src/projection";
import { affinitiesOf } from "../src/projection/affinities";
import { type BentClusters, readClusters, writeClusters } from "./data/bent-clusters";
import type { Subject } from "./harness";

interface Params {
  readonly points: BentClusters;
  readonly perplexity: number;
}

const CASES: readonly Params[] = [
  { points: { n: 2_000, d: 50 }, perplexity: 30 },
  { points: { n: 10_000, d: 50 }, perplexity: 30 },
];

const benchmark: Subject<Params, Matrix, TsneResult> = {
  cases: (quick) =>
    CASES.slice(0, quick ? 1 : undefined).map((params) => ({
      case: `${params.points.n} x ${params.points.d}, perplexity ${params.perplexity}`,
      params,
    })),
  prepare: ({ points }, folder) => writeClusters(points, folder),
  load: (_, folder) => readClusters(folder),
  run: (points, { perplexity }) => tsne(points, { perplexity, seed: 1, workers: 2 }),
  describe: ({ embedding: { data, rows } }, { cols }) => ({
    n: rows,
    d: cols,
    result: Array.from({ length: rows }, (_, i) => [data[2 * i]!, data[2 * i + 1]!]),
  }),
  quality: async (result, { perplexity }, folder) =>
    divergence(result as [number, number][], await readClusters(folder), perplexity),
  peer: "peers/tsne.py",
};

export default benchmark;

async function divergence(layout: [number, number][], points: Matrix, perplexity: number): Promise<number> {
  using pool = createWorkerPool(2);
  const neighbors = await kNearestNeighbors(points, { k: 3 * perplexity, method: "exact", workers: pool });
  const { offsets, columns, values } = await affinitiesOf(neighbors, perplexity, { pool, at: checkpoint("judge", {}) });
  const closeness = ([x, y]: [number, number], [u, v]: [number, number]) => 1 / (1 + (x - u) ** 2 + (y - v) ** 2);
  let all = 0;
  for (const [i, here] of layout.entries()) for (let j = 0; j < i; j++) all += 2 * closeness(here, layout[j]!);
  let sum = 0;
  for (const [i, here] of layout.entries()) {
    for (let p = offsets[i]!; p < offsets[i + 1]!; p++) {
      const value = values[p]!;
      if (value > 0) sum += value * Math.log((value * all) / closeness(here, layout[columns[p]!]!));
    }
  }
  return sum;
}
