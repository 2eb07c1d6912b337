import { type FitSegmentsOptions, fitSegments, type SegmentModel } from "../../src";
import { makeDemoLog } from "../../src/cli/fit/demo-log";
import { joinEmbedders, orderEmbedder, word2vecEmbedder } from "../../src/embedding";
import { readEvents } from "../../src/events";

/** One model of each kind of part that a file can hold. */
const OPTIONS: Readonly<Record<string, FitSegmentsOptions>> = {
  "order, umap, hdbscan": { embedding: "order", reduction: "umap", clustering: "hdbscan" },
  "ngrams, pca, kmeans": { embedding: "ngrams", reduction: "pca", clustering: { method: "kmeans", k: 3 } },
  "word2vec, no reduction, hdbscan": { embedding: "word2vec", reduction: false, clustering: "hdbscan" },
  "joined embedders, a clusterer of one's own": {
    embedding: joinEmbedders([{ embedder: orderEmbedder() }, { embedder: word2vecEmbedder({ vectorSize: 8 }) }]),
    reduction: "pca",
    clustering: {
      method: "thirds",
      cluster: async ({ rows }) => ({ labels: Array.from({ length: rows }, (_, i) => (i % 3) - 1) }),
    },
  },
  "markov-mixture": { clustering: { method: "markov-mixture", segments: 2 } },
};

export async function makeModels(): Promise<[name: string, model: SegmentModel][]> {
  const { events } = makeDemoLog({ users: 40 });
  const columns = { user: "user", action: "action", time: "time" };
  const log = await readEvents(events, columns);
  const models: [string, SegmentModel][] = [];
  for (const [name, options] of Object.entries(OPTIONS)) {
    models.push([name, await fitSegments(log, { ...options, seed: 7, projection: "pca" })]);
  }
  return models;
}
