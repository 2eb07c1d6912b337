import type { HdbscanResult } from "../clustering";
import type { RunOptions } from "../parallel";
import { PredictiveCode, type SavedBits, type Selection, savedBits } from "../selection";
import type { TokenizedSequences } from "../sequences";
import { type ChoiceSettings, densityToTry } from "./chosen-stages";
import { type Clusterer, type FittedClusterer, fitCustom, fittedHdbscan } from "./clusterer";
import { stabilityOf, surveyCandidates } from "./survey-candidates";
import { type Candidate, cutHierarchy, type Space } from "./try-candidates";
import type { LayOut } from "./umap-layout";

/** The segmentation that won, and the evidence for it. */
export interface ChosenSegments {
  readonly space: Space;
  readonly clusterer: FittedClusterer;
  /** Of HDBSCAN; undefined for a clusterer of the user's own. */
  readonly hierarchy: HdbscanResult | undefined;
  readonly saved: SavedBits;
  /** Jaccard similarity of each segment with those of resampled inputs; undefined for a clusterer of the user's own. */
  readonly stability: Float64Array | undefined;
  readonly selection: Selection;
  readonly winner: Candidate;
}

/**
 * Tries the candidates on a sample of the inputs, takes the one whose segments save most bits that would be saved again
 * by other inputs, and fits it to all.
 */
export async function chooseSegments(
  sequences: TokenizedSequences,
  given: ChoiceSettings,
  layOut: LayOut,
  run: RunOptions,
): Promise<ChosenSegments> {
  const { ranked, sample, scale, selection } = await surveyCandidates(sequences, given, layOut, run);
  const winner = ranked[0]!;
  const whole = sample.rows === undefined ? winner.candidate : undefined;
  const fitted = whole ? await asFitted(whole, run) : await fitWinner(sequences, winner.candidate, given, scale, run);
  return {
    ...fitted,
    winner: winner.candidate,
    saved: whole?.saved ?? savedBits(new PredictiveCode(sequences), fitted.clusterer.labels, sequences.weights),
    stability:
      whole && winner.stability
        ? winner.stability
        : fitted.hierarchy && stabilityOf(fitted.hierarchy, sequences.weights, given),
    selection,
  };
}

async function asFitted({ space, clustering }: Candidate, run: RunOptions) {
  run.signal?.throwIfAborted();
  return "own" in clustering
    ? { space, clusterer: clustering.own, hierarchy: undefined }
    : { space, clusterer: fittedHdbscan(space.reduced, clustering.cut), hierarchy: clustering.cut };
}

/** The winner's way, gone again with all inputs. */
async function fitWinner(
  sequences: TokenizedSequences,
  { embedder, reducer, clustering }: Candidate,
  given: ChoiceSettings,
  scale: number,
  run: RunOptions,
) {
  const { weights } = sequences;
  const fitted = await embedder.fit(sequences, run);
  const vectors = await fitted.embed(sequences, run);
  const { embedding: reduced, fitted: fittedReducer } = await reducer.fit(vectors, weights, run);
  const space: Space = { embedder: fitted, vectors, reducer: fittedReducer, reduced };
  if ("own" in clustering) {
    const clusterer = await fitCustom(given.clustering as Clusterer, reduced, weights, run);
    return { space, clusterer, hierarchy: undefined };
  }
  const { minClusterSize, clusterSelectionMethod } = clustering.cut.chosen;
  const density = densityToTry(given, total(weights))!;
  const cut = { minClusterSize: Math.max(2, Math.round(minClusterSize / scale)), clusterSelectionMethod };
  const hierarchy = await cutHierarchy(reduced, weights, density, cut, run);
  return { space, clusterer: fittedHdbscan(reduced, hierarchy), hierarchy };
}

function total(weights: Float64Array): number {
  return weights.reduce((sum, weight) => sum + weight, 0);
}
