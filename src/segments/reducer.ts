import type { Matrix } from "../core";
import type { RunOptions } from "../parallel";
import { type PcaResult, pca, pcaTransform } from "../projection";
import type { Tree } from "./artefact";

/** Brings vectors to fewer dimensions before clustering. Built in: PCA; anything with these members plugs in. */
export interface Reducer {
  /** Short name for reports and saved models. */
  readonly method: string;
  /**
   * Learns from the vectors of the distinct sequences; `weights[i]` inputs share row i. Deterministic.
   *
   * @returns the reduced rows, and what reduces new ones.
   */
  fit(vectors: Matrix, weights: Float64Array, run: RunOptions): Promise<{ embedding: Matrix; fitted: FittedReducer }>;
}

/** A fitted {@link Reducer}. */
export interface FittedReducer {
  readonly method: string;
  /** Reduces new vectors; a training vector must give its row of the embedding, bit for bit, alone or among others. */
  transform(vectors: Matrix, run?: RunOptions): Promise<Matrix>;
  /** Plain data to make it again; undefined when it cannot be saved (a user's own function). */
  state(): Tree;
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
  const { method, ...axes } = state as { method: string };
  return method === "pca" ? fittedPca(axes as unknown as PcaAxes) : FITTED_IDENTITY;
}

type PcaAxes = Pick<PcaResult, "mean" | "components">;

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
