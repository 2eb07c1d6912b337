import { readOptions } from "../../core/internal";
import {
  type Embedder,
  joinEmbedders,
  ngramEmbedder,
  orderEmbedder,
  sentenceEmbedder,
  word2vecEmbedder,
} from "../../embedding";
import { umapEpochs } from "../../projection/internal";
import type { Divider } from "../number/divider";
import { type ChoiceSettings, FIT_SEGMENTS_OPTIONS } from "../options/fit-segments-options";
import { isPlugIn } from "../options/plugged-in";
import { PCA_BY_DEFAULT, UMAP_BY_DEFAULT } from "../options/reduction-options";
import { identityReducer, pcaReducer, umapReducer } from "../stages/built-in-reducers";
import { type MarkovChains, markovChains } from "../stages/markov-chains";
import type { Reducer } from "../stages/reducer";
import type { LayOut } from "../stages/umap-layout";
import { isKmeans, isMixture } from "./clusterings-to-try";

/** Where dense places are sought, a layout need not settle as well as one that is looked at. */
const MOST_UMAP_EPOCHS = { quick: 200, thorough: Number.POSITIVE_INFINITY };

/** From sequences to points. */
export interface PairOfStages {
  readonly embedder: Embedder;
  readonly reducer: Reducer;
  /** Whether HDBSCAN is tried on the points, or k-means alone. */
  readonly density: boolean;
  /** How points are divided, where a number of segments is asked for. */
  readonly divide?: readonly Divider[] | undefined;
  /** Numbers of means, where they do not follow from the options. */
  readonly means?: readonly number[] | undefined;
}

/** The same call with embedding, reduction and clustering left to the data. */
export function leftToTheData(given: ChoiceSettings): ChoiceSettings {
  const { embedding, reduction } = readOptions({}, FIT_SEGMENTS_OPTIONS);
  return {
    ...given,
    embedding,
    reduction,
    clustering: "auto",
    segments: undefined,
    known: undefined,
    pinned: undefined,
  };
}

/** Whether embedding, reduction and clustering are left to the data. */
export function isLeftToTheData({ embedding, reduction, clustering, segments, known }: ChoiceSettings): boolean {
  const isAuto = embedding === "auto" && reduction === "auto" && clustering === "auto";
  return isAuto && segments === undefined && known === undefined;
}

/**
 * The mixture of Markov chains, where it is asked for.
 *
 * @throws TypeError when vectors are asked for beside it.
 */
export function chainsToTry({ clustering, embedding, reduction, seed }: ChoiceSettings): MarkovChains | undefined {
  if (!isMixture(clustering)) return undefined;
  const byHand = embedding === "auto" ? (reduction === "auto" ? undefined : "reduction") : "embedding";
  if (byHand !== undefined) {
    throw new TypeError(`"${byHand}" expected "auto" beside the clustering "markov-mixture", which needs no vectors`);
  }
  const { method: _, segments: __, ...settings } = clustering;
  return markovChains({ ...settings, seed });
}

/** Where no two sequences share an action there is nothing to search: all are one segment. */
export function nothingToSearch({ seed }: ChoiceSettings): PairOfStages[] {
  const embedder = ngramEmbedder({ components: 1, seed });
  return [{ embedder, reducer: identityReducer(), density: false, means: [1] }];
}

/**
 * The pairs of an embedder and a reducer that compete; none beside a mixture asked for. Where the embedding is left to the
 * data, density is sought in the vectors that see order, in fewer dimensions; on all others, which gave no other winner on
 * labelled logs and cost a layout each, k-means alone is tried.
 */
export function pairsToTry(given: ChoiceSettings, layOut: LayOut): PairOfStages[] {
  const { pinned } = given;
  const pairs = pairsThatCompete(given, layOut);
  if (pinned === undefined) return pairs;
  return pairs.filter(({ embedder, reducer }) => {
    return embedder.method === pinned.embedding && reducer.method === pinned.reduction;
  });
}

function pairsThatCompete(given: ChoiceSettings, layOut: LayOut): PairOfStages[] {
  const { embedding, reduction, clustering, seed } = given;
  if (isMixture(clustering)) return [];
  const reducers = reducersToTry(given, layOut);
  if (embedding !== "auto") {
    const embedder = embedderOf(embedding, seed);
    return reducers.map((reducer) => ({ embedder, reducer, density: true }));
  }
  const { order, ...rest } = embeddersOf(seed);
  const others = Object.values(rest);
  const whole =
    reduction === "auto" && (clustering === "auto" || isKmeans(clustering)) ? [identityReducer()] : reducers;
  return [
    ...reducers.map((reducer) => ({ embedder: order, reducer, density: true })),
    ...others.flatMap((embedder) => whole.map((reducer) => ({ embedder, reducer, density: whole === reducers }))),
  ];
}

/** The embedders that compete. */
export function embeddersOf(seed: number) {
  const [order, meaning] = [orderEmbedder({ seed }), word2vecEmbedder({ seed })];
  const both = joinEmbedders([{ embedder: order }, { embedder: meaning }]);
  return { order, meaning, both, ngrams: ngramEmbedder({ seed }) };
}

/** The embedder asked for. */
export function embedderOf(embedding: Exclude<ChoiceSettings["embedding"], "auto">, seed: number): Embedder {
  if (isPlugIn<Embedder>(embedding, "fit")) return embedding;
  switch (embedding.method) {
    case "word2vec":
      return word2vecEmbedder({ ...withoutMethod(embedding), seed });
    case "order":
      return orderEmbedder({ ...withoutMethod(embedding), seed });
    case "ngrams":
      return ngramEmbedder({ ...withoutMethod(embedding), seed });
    case "sentence-bert":
      return sentenceEmbedder(withoutMethod(embedding));
  }
}

function withoutMethod<T extends { readonly method: string }>({ method: _, ...settings }: T): Omit<T, "method"> {
  return settings;
}

/** The reducer asked for, or those that compete. */
function reducersToTry(given: ChoiceSettings, layOut: LayOut): Reducer[] {
  const { reduction } = given;
  const asked = reduction === "auto" ? [PCA_BY_DEFAULT, UMAP_BY_DEFAULT, false as const] : [reduction];
  return asked.map((one) => reducerOf(one, given, layOut));
}

/** The reducer of an option. */
export function reducerOf(
  asked: Exclude<ChoiceSettings["reduction"], "auto">,
  { effort, seed }: ChoiceSettings,
  layOut: LayOut,
): Reducer {
  if (asked === false) return identityReducer();
  if (isPlugIn<Reducer>(asked, "fit")) return asked;
  if (asked.method === "pca") return pcaReducer(asked.nComponents);
  const { method: _, nEpochs, ...settings } = asked;
  const epochsOf = (rows: number) => nEpochs ?? Math.min(MOST_UMAP_EPOCHS[effort], umapEpochs(rows));
  return umapReducer({ ...settings, nEpochs: epochsOf, seed }, layOut);
}
