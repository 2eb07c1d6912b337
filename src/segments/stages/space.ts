import type { Matrix } from "../../core";
import type { Embedder, FittedEmbedder } from "../../embedding";
import type { SharedEmbeddings } from "../../embedding/internal";
import type { RunOptions } from "../../parallel";
import type { FittedReducer, Reducer } from "./reducer";

/** Sequences as points, and what brings new ones there. */
export interface Space {
  readonly embedder: FittedEmbedder;
  readonly vectors: Matrix;
  readonly reducer: FittedReducer;
  readonly reduced: Matrix;
}

/** Fits an embedder, or takes what was fitted before, and a reducer. */
export async function fitSpace(
  { embedder, reducer }: { readonly embedder: Embedder; readonly reducer: Reducer },
  embeddings: SharedEmbeddings,
  weights: Float64Array,
  run: RunOptions,
): Promise<Space> {
  const { fitted, vectors } = await embeddings.of(embedder);
  const { embedding: reduced, fitted: fittedReducer } = await reducer.fit(vectors, weights, run);
  return { embedder: fitted, vectors, reducer: fittedReducer, reduced };
}
