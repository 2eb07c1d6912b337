import { expect, test } from "vitest";
import {
  AgglomerativeModel,
  agglomerative,
  BisectingKmeansModel,
  bisectingKmeans,
  DbscanModel,
  dbscan,
  GaussianMixtureModel,
  gaussianMixture,
  HdbscanModel,
  hdbscan,
  KmeansModel,
  kmeans,
  MarkovMixtureModel,
  markovMixture,
  OpticsModel,
  optics,
  predictionData,
} from "../../src/clustering";
import { ModelFormatError } from "../../src/core";
import { PoolingModel, poolSequences, trainWord2Vec } from "../../src/embedding";
import { PcaModel, pca, TruncatedSvdModel, truncatedSvd, UmapModel, umap } from "../../src/projection";
import { sequencesFrom } from "../../src/sequences";
import { seededBlobs } from "../helpers/points";

const rows = seededBlobs(120, 5, 3);
const paths = Array.from({ length: 60 }, (_, i) =>
  i % 2 ? ["a", "b", "a", "b", "c"] : ["c", "c", "d", i % 3 ? "a" : "d"],
);

interface Fitted {
  apply(rows: never, run?: object): Promise<object>;
}

/** Of each function: a fit, what the fit said of its rows, what is saved, and the model made of it again. */
const FITS: Record<string, () => Promise<[Fitted, unknown, unknown, object, new (saved: never) => Fitted]>> = {
  pca: async () => {
    const fitted = await pca(rows, { nComponents: 2 });
    return [fitted, rows, fitted.embedding, fitted, PcaModel];
  },
  truncatedSvd: async () => {
    const fitted = await truncatedSvd(rows, { nComponents: 2 });
    return [fitted, rows, fitted.embedding, fitted, TruncatedSvdModel];
  },
  umap: async () => {
    const fitted = await umap(rows, { nEpochs: 30 });
    return [fitted, rows, fitted.embedding, fitted, UmapModel];
  },
  kmeans: async () => {
    const fitted = await kmeans(rows, { k: 3 });
    return [fitted, rows, fitted.labels, fitted, KmeansModel];
  },
  bisectingKmeans: async () => {
    const fitted = await bisectingKmeans(rows, { k: 3 });
    return [fitted, rows, fitted.labels, fitted, BisectingKmeansModel];
  },
  gaussianMixture: async () => {
    const fitted = await gaussianMixture(rows, { k: 3 });
    const { labels, probabilities, memberships } = fitted;
    return [fitted, rows, { labels, probabilities, memberships }, fitted, GaussianMixtureModel];
  },
  dbscan: async () => {
    const fitted = await dbscan(rows, { eps: 1 });
    return [fitted, rows, fitted.labels, fitted, DbscanModel];
  },
  optics: async () => {
    const fitted = await optics(rows);
    return [fitted, rows, fitted.labels, fitted, OpticsModel];
  },
  agglomerative: async () => {
    const fitted = await agglomerative(rows, { k: 3 });
    return [fitted, rows, fitted.labels, fitted, AgglomerativeModel];
  },
  hdbscan: async () => {
    const fitted = await hdbscan(rows, { minClusterSize: 10 });
    const { labels, probabilities } = fitted;
    return [fitted, rows, { labels, probabilities }, predictionData(fitted), HdbscanModel];
  },
  markovMixture: async () => {
    const sequences = await sequencesFrom(paths);
    const fitted = await markovMixture(sequences);
    const { labels, probabilities, evidence } = fitted;
    return [fitted, sequences, { labels, probabilities, evidence }, fitted, MarkovMixtureModel];
  },
  poolSequences: async () => {
    const fitted = await poolSequences(paths, await trainWord2Vec(paths, { vectorSize: 4 }), { weighting: "sif" });
    return [fitted, paths, fitted.embedding, fitted, PoolingModel];
  },
};

test.each(Object.entries(FITS))("%s: fitted rows get their own again, and from a saved copy", async (_, fit) => {
  const [fitted, given, found, data, Model] = await fit();
  for (const model of [fitted, new Model(structuredClone(data) as never)]) {
    for (const workers of [1, 2]) {
      const applied = await model.apply(given as never, { workers });
      expect(applied).toMatchObject(found as object);
    }
  }
});

test.each(Object.entries(FITS))("%s: an aborted apply rejects; another option is refused", async (_, fit) => {
  const [fitted, given] = await fit();
  const signal = AbortSignal.abort(new Error("enough"));
  await expect(fitted.apply(given as never, { signal })).rejects.toThrow("enough");
  await expect(fitted.apply(given as never, { worker: 1 })).rejects.toThrow('"worker" is not an option');
});

test.each(Object.entries(FITS))("%s: saved data that lost any part it needs is refused", async (_, fit) => {
  const [, , , data, Model] = await fit();
  const needed = Object.keys(new Model(data as never)).filter((name) => !["prefixes", "halfLife"].includes(name));
  expect(needed.length).toBeGreaterThan(0);
  for (const name of needed) {
    expect(() => new Model({ ...data, [name]: name } as never), name).toThrow(ModelFormatError);
  }
});
