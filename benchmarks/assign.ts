// A fitted model and new distinct paths of the demo's game in memory -> their segments: all at once with two threads, and one at a
// time with one, without a reduction and with UMAP. Fitting is not timed; novelty and confidence are part of an answer. `per_second` is
// paths a second, `p50_ms` the median of one. Beside it hdbscan's approximate_predict, or scikit-learn's 5 nearest neighbors, on the
// same 64-d vectors: they are given the vectors ready-made and return the label alone.
import { readFile, writeFile } from "node:fs/promises";
import { createWorkerPool, type FittedEmbedder, fitSegments, loadSegments, type SegmentModel } from "../src";
import { word2vecEmbedder } from "../src/embedding";
import { decodeSequence } from "../src/sequences";
import { demoLists } from "./data/demo-lists";
import type { Subject } from "./harness";

interface Params {
  readonly users: number;
  readonly reduction: "none" | "umap";
  readonly single: boolean;
  /** What the peer does. */
  readonly method: "hdbscan" | "neighbors";
}

interface Input {
  readonly model: SegmentModel;
  readonly paths: readonly (readonly string[])[];
}

interface Output {
  readonly segments: readonly number[];
  /** Milliseconds of each answer, ascending; none where they are answered together. */
  readonly times: readonly number[];
}

const pool = createWorkerPool(2);
const [BATCH, ONE_BY_ONE] = [8000, 1000];
const MIN_CLUSTER_SIZE = 100;

const assign: Subject<Params, Input, Output> = {
  cases: (quick) =>
    (quick ? [2000] : [10_000]).flatMap((users) =>
      (["none", "umap"] as const).flatMap((reduction) =>
        [false, true].flatMap((single) =>
          (reduction === "none" ? (["hdbscan", "neighbors"] as const) : (["hdbscan"] as const)).map((method) => ({
            case: `${users} users, ${reduction === "none" ? "no reduction" : "UMAP"}, ${single ? "one at a time" : "together"}, beside ${method}`,
            params: { users, reduction, single, method },
          })),
        ),
      ),
    ),
  async prepare({ users, reduction, single }, folder) {
    const all = demoLists({ users: 2 * users + BATCH, seed: 3 });
    const training = all.slice(0, users);
    const seen = new Set(training.map((path) => path.join()));
    const fresh = [...new Map(all.slice(users).map((path) => [path.join(), path])).values()]
      .filter((path) => !seen.has(path.join()))
      .slice(0, single ? ONE_BY_ONE : BATCH);
    const { embedder, fitted } = capturing();
    const model = await fitSegments(training, {
      embedding: embedder,
      reduction: reduction === "none" ? false : reduction,
      clustering: { method: "hdbscan", minClusterSize: MIN_CLUSTER_SIZE, clusterSelectionMethod: "eom" },
      projection: false,
      seed: 7,
      workers: pool,
    });
    await model.save(`${folder}/model.seqment`);
    await writeFile(`${folder}/paths.json`, JSON.stringify(fresh));
    const { sequences } = model;
    const fittedLists = Array.from(sequences.weights, (_, row) => decodeSequence(sequences, row));
    const vectors = await fitted().embed([...fittedLists, ...fresh]);
    const shape = { training: fittedLists.length, rows: vectors.rows, cols: vectors.cols };
    await writeFile(`${folder}/shape.json`, JSON.stringify(shape));
    await writeFile(`${folder}/points.f32`, Buffer.from(vectors.data.buffer, 0, vectors.data.byteLength));
  },
  async load(_, folder) {
    const model = await loadSegments(`${folder}/model.seqment`);
    return { model, paths: JSON.parse(await readFile(`${folder}/paths.json`, "utf8")) };
  },
  async run({ model, paths }, { single }) {
    // a number of unknown actions that no run before had: they are left out, but no answer is remembered from before
    const unknown = Array<string>(++runs).fill("never");
    const novel = paths.map((path) => [...path, ...unknown]);
    if (!single)
      return { segments: (await model.assign(novel, { workers: pool })).map(({ segment }) => segment), times: [] };
    const segments: number[] = [];
    const times: number[] = [];
    for (const path of novel) {
      const started = performance.now();
      segments.push((await model.assign([path], { workers: 1 }))[0]!.segment);
      times.push(performance.now() - started);
    }
    return { segments, times: times.sort((a, b) => a - b) };
  },
  describe: ({ segments, times }, { model }) => ({
    n: segments.length,
    d: model.report.embedding.dimensions,
    result: { p50: times[times.length >> 1] ?? 0, p99: times[Math.floor(times.length * 0.99)] ?? 0 },
  }),
  further: async (result) => {
    const { p50, p99 } = result as { p50: number; p99: number };
    return { p50_ms: p50, p99_ms: p99 };
  },
  peer: "peers/assign.py",
};

let runs = 0;

export default assign;

/** The embedder of the model, and what was fitted by it. */
function capturing() {
  const inner = word2vecEmbedder({ vectorSize: 64, seed: 7 });
  let kept: FittedEmbedder | undefined;
  const embedder: typeof inner = {
    ...inner,
    async fit(...given) {
      kept = await inner.fit(...given);
      return kept;
    },
  };
  return { embedder, fitted: () => kept! };
}
