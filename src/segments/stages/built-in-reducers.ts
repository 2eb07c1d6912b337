import { PcaModel, pca, UmapModel, type UmapModelData } from "../../projection";
import { layoutWithoutRows } from "../../projection/internal";
import { matrixTree, type Tree } from "../file/artefact";
import { fields, figure, matrixOf, numbers, oneOfTexts, record, type Shape, whole } from "../file/shape";
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

/**
 * Makes a built-in reducer again from its {@link FittedReducer.state}.
 *
 * @param dimensions columns of what it gives.
 * @throws ModelFormatError naming the part that is damaged.
 */
export function restoreReducer(state: Tree, path: string, dimensions: number): FittedReducer {
  const { method, ...rest } = fields(state, path);
  switch (oneOfTexts(["umap", "pca", "none"])(method, `${path}.method`)) {
    case "umap":
      return fittedUmap(new UmapModel(umapShape(dimensions)(rest, path)));
    case "pca":
      return fittedPca(new PcaModel(pcaShape(dimensions)(rest, path)));
    default:
      return FITTED_IDENTITY;
  }
}

function umapShape(dimensions: number): Shape<UmapModelData> {
  return (value, path) => {
    const { points } = record<Pick<UmapModelData, "points">>({ points: matrixOf() })(value, path);
    return record<UmapModelData>({
      points: matrixOf(),
      layout: matrixOf(points.rows, dimensions),
      metric: oneOfTexts(["euclidean", "cosine"]),
      nNeighbors: whole(1),
      localConnectivity: figure,
      repulsionStrength: figure,
      negativeSampleRate: figure,
      learningRate: figure,
      nEpochs: whole(0),
      seed: whole(0),
      curve: record<UmapModelData["curve"]>({ a: figure, b: figure }),
    })(value, path);
  };
}

function pcaShape(dimensions: number): Shape<PcaAxes> {
  return (value, path) => {
    const { components } = record<Pick<PcaAxes, "components">>({ components: matrixOf(dimensions) })(value, path);
    return record<PcaAxes>({
      components: matrixOf(dimensions),
      mean: numbers("Float64Array", components.cols),
    })(value, path);
  };
}

type PcaAxes = Pick<PcaModel, "mean" | "components">;

function fittedUmap(model: UmapModel): FittedReducer {
  return {
    method: "umap",
    transform: (vectors, run) => model.apply(vectors, run),
    without: (vectors) => fittedUmap(layoutWithoutRows(model, vectors)),
    state: () => ({
      method: "umap",
      ...model,
      points: matrixTree(model.points),
      layout: matrixTree(model.layout),
      curve: { ...model.curve },
    }),
  };
}

function fittedPca(model: PcaModel): FittedReducer {
  return {
    method: "pca",
    transform: (vectors, run) => model.apply(vectors, run),
    state: () => ({ method: "pca", mean: model.mean, components: matrixTree(model.components) }),
  };
}

const FITTED_IDENTITY: FittedReducer = {
  method: "none",
  transform: async (vectors) => vectors,
  state: () => ({ method: "none" }),
};
