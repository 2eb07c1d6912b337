import { PcaModel, pca, UmapModel } from "../../projection";
import type { Tree } from "../file/artefact";
import type { FittedReducer, Reducer } from "./reducer";
import type { LayOut, UmapSettings } from "./umap-layout";

/** UMAP to few dimensions: neighbourhoods become dense places, which is what HDBSCAN looks for. */
export function umapReducer(settings: UmapSettings, layOut: LayOut): Reducer {
  return {
    method: "umap",
    async fit(vectors, _, run) {
      const { embedding, model } = await layOut(vectors, settings, run);
      return { embedding, fitted: fittedUmap(model) };
    },
  };
}

/** PCA to `nComponents`, or to as many as the vectors have when that is fewer. */
export function pcaReducer(nComponents: number): Reducer {
  return {
    method: "pca",
    async fit(vectors, weights, run) {
      const result = await pca(vectors, { nComponents: Math.min(nComponents, vectors.cols), weights, ...run });
      return { embedding: result.embedding, fitted: fittedPca(result) };
    },
  };
}

/** Clusters the vectors as they are. */
export function identityReducer(): Reducer {
  return { method: "none", fit: async (vectors) => ({ embedding: vectors, fitted: FITTED_IDENTITY }) };
}

/** Makes a built-in reducer again from its {@link FittedReducer.state}. */
export function restoreReducer(state: Tree): FittedReducer {
  const { method, ...rest } = state as { method: string };
  if (method === "umap") return fittedUmap(new UmapModel(rest as never));
  return method === "pca" ? fittedPca(new PcaModel(rest as never)) : FITTED_IDENTITY;
}

function fittedUmap(model: UmapModel): FittedReducer {
  return {
    method: "umap",
    transform: (vectors, run) => model.apply(vectors, run),
    state: () => ({ method: "umap", ...model }) as unknown as Tree,
  };
}

function fittedPca(model: PcaModel): FittedReducer {
  return {
    method: "pca",
    transform: (vectors, run) => model.apply(vectors, run),
    state: () => ({ method: "pca", mean: model.mean, components: { ...model.components } }),
  };
}

const FITTED_IDENTITY: FittedReducer = {
  method: "none",
  transform: async (vectors) => vectors,
  state: () => ({ method: "none" }),
};
