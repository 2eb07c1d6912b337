// One new point in memory -> its place in a layout of 10,000, each run another point; the warm-up run is the first call, which
// prepares the points of the layout. Quality is the share of the points placed whose five nearest, placed or in the layout, are
// mostly of their own cluster. No peer.
import { type Matrix, type UmapResult, umap } from "../src";
import { kNearestNeighbors } from "../src/neighbors";
import { type BentClusters, clusterOf, readClusters, writeClusters } from "./data/bent-clusters";
import type { Subject } from "./harness";

interface Params {
  readonly points: BentClusters;
}

interface Input {
  readonly model: UmapResult;
  readonly news: Matrix;
  /** Of the new points so far. */
  readonly placed: number[][];
}

const ROUNDS = 50;
const NEAREST = 5;

const benchmark: Subject<Params, Input, Matrix> = {
  cases: () => [{ case: "1 point among 10000 x 64", params: { points: { n: 10_000, d: 64 } } }],
  prepare: ({ points: { n, d } }, folder) => writeClusters({ n: n + ROUNDS + 1, d }, folder),
  async load({ points: { n } }, folder) {
    const all = await readClusters(folder);
    const rows = (from: number, to: number): Matrix => {
      return { data: all.data.slice(from * all.cols, to * all.cols), rows: to - from, cols: all.cols };
    };
    return { model: await umap(rows(0, n), { seed: 1, workers: 2 }), news: rows(n, all.rows), placed: [] };
  },
  async run({ model, news: { data, cols }, placed }) {
    const at = placed.length;
    const place = await model.apply({ data: data.slice(at * cols, (at + 1) * cols), rows: 1, cols }, { workers: 1 });
    placed.push([...place.data]);
    return place;
  },
  describe: (_, { model: { embedding, points }, placed }) => ({
    n: embedding.rows,
    d: points.cols,
    result: { layout: [...embedding.data], placed },
  }),
  async quality(result, { points: { n } }) {
    const { layout, placed } = result as { layout: number[]; placed: number[][] };
    const rows = [...placed, ...Array.from({ length: n }, (_, i) => layout.slice(2 * i, 2 * i + 2))];
    const { indices, k } = await kNearestNeighbors(rows, { k: NEAREST });
    const right = placed.filter((_, p) => {
      const near = [...indices.subarray(p * k, (p + 1) * k)].map((j) =>
        j < placed.length ? n + j : j - placed.length,
      );
      return near.filter((j) => clusterOf(j) === clusterOf(n + p)).length > k / 2;
    });
    return right.length / placed.length;
  },
  rounds: ROUNDS,
};

export default benchmark;
