import { type PcaResult, pca, pcaTransform, type UmapModel, umapTransform } from "../../projection";
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
  if (method === "umap") return fittedUmap(rest as unknown as UmapModel);
  return method === "pca" ? fittedPca(rest as unknown as PcaAxes) : FITTED_IDENTITY;
}

type PcaAxes = Pick<PcaResult, "mean" | "components">;

function fittedUmap(model: UmapModel): FittedReducer {
  return {
    method: "umap",
    transform: (vectors, run) => umapTransform(model, vectors, run),
    state: () => ({ method: "umap", ...model }) as unknown as Tree,
  };
}

function fittedPca({ mean, components }: PcaAxes): FittedReducer {
  return {
    method: "pca",
    transform: async (vectors) => pcaTransform({ mean, components }, vectors),
    state: () => ({ method: "pca", mean, components: { ...components } }),
  };
}

const FITTED_IDENTITY: FittedReducer = {
  method: "none",
  transform: async (vectors) => vectors,
  state: () => ({ method: "none" }),
};
