import { type Resolved, readOptions, wrongValue } from "../../core/internal";
import {
  type Embedder,
  joinEmbedders,
  ngramEmbedder,
  orderEmbedder,
  type SentenceEmbedderOptions,
  sentenceEmbedder,
  word2vecEmbedder,
} from "../../embedding";
import { usualEpochs } from "../../projection/internal";
import { DEFAULT_HDBSCAN, FIT_SEGMENTS_OPTIONS } from "../fit-options";
import { identityReducer, pcaReducer, umapReducer } from "./built-in-reducers";
import type { Clusterer } from "./clusterer";
import { type MarkovChains, markovChains } from "./markov-chains";
import type { Reducer } from "./reducer";
import type { LayOut } from "./umap-layout";

/** The options of `fitSegments`, read. */
export type FitSettings = Omit<Resolved<typeof FIT_SEGMENTS_OPTIONS>, "workers" | "signal" | "onProgress">;

/** What the choice of segments reads of them. */
export type ChoiceSettings = Omit<FitSettings, "sequences" | "projection" | "profiles">;

export type Effort = FitSettings["effort"];

const UMAP_COMPONENTS = 5;
/** Where dense places are sought, a layout need not settle as well as one that is looked at. */
const MOST_UMAP_EPOCHS = { quick: 200, thorough: Number.POSITIVE_INFINITY };
const PCA_COMPONENTS = 8;

/**
 * The mixture of Markov chains, where it is asked for.
 *
 * @throws TypeError when vectors are asked for beside it.
 */
export function chainsToTry({ clustering, embedding, reduction, seed }: ChoiceSettings): MarkovChains | undefined {
  if (!isMixture(clustering)) return undefined;
  const byHand = embedding === "auto" ? (isAuto(reduction) ? undefined : "reduction") : "embedding";
  if (byHand !== undefined) {
    throw new TypeError(`"${byHand}" expected "auto" beside the clustering "markov-mixture", which needs no vectors`);
  }
  const { method: _, ...settings } = clustering;
  return markovChains({ ...definedOnly(settings), seed });
}

/** Whether reductions compete. */
export function isAuto(reduction: ChoiceSettings["reduction"]): boolean {
  return !isPlugin<Reducer>(reduction, "fit") && reduction.method === "auto";
}

/** Whether k-means was asked for. */
export function isMeans(
  clustering: ChoiceSettings["clustering"],
): clustering is Extract<ChoiceSettings["clustering"], { method: "kmeans" | undefined; k: unknown }> {
  return (
    typeof clustering === "object" && !isPlugin<Clusterer>(clustering, "cluster") && clustering.method === "kmeans"
  );
}

function isMixture(
  clustering: ChoiceSettings["clustering"],
): clustering is Extract<ChoiceSettings["clustering"], { method: "markov-mixture" | undefined; segments: unknown }> {
  return (
    typeof clustering === "object" &&
    !isPlugin<Clusterer>(clustering, "cluster") &&
    clustering.method === "markov-mixture"
  );
}

/** From sequences to points. */
export interface PairOfStages {
  readonly embedder: Embedder;
  readonly reducer: Reducer;
  /** Whether HDBSCAN is tried on the points, or k-means alone. */
  readonly density: boolean;
  /** Numbers of means, where they do not follow from the options. */
  readonly means?: readonly number[];
}

/** The same call with embedding, reduction and clustering left to the data. */
export function leftToTheData(given: ChoiceSettings): ChoiceSettings {
  const { embedding, reduction, clustering } = readOptions({}, FIT_SEGMENTS_OPTIONS);
  return { ...given, embedding, reduction, clustering };
}

/** Whether embedding, reduction and clustering are left to the data. */
export function isLeftToTheData(given: ChoiceSettings): boolean {
  if (given.embedding !== "auto" || given.clustering !== "auto" || isPlugin<Reducer>(given.reduction, "fit"))
    return false;
  return JSON.stringify(given.reduction) === JSON.stringify(leftToTheData(given).reduction);
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
  const { embedding, clustering, seed } = given;
  if (isMixture(clustering)) return [];
  const reducers = reducersToTry(given, layOut);
  if (embedding !== "auto") return reducers.map((reducer) => ({ embedder: embedderOf(given), reducer, density: true }));
  const [order, meaning] = [orderEmbedder({ seed }), word2vecEmbedder({ seed })];
  const others = [meaning, joinEmbedders([{ embedder: order }, { embedder: meaning }]), ngramEmbedder({ seed })];
  const whole =
    isAuto(given.reduction) && (clustering === "auto" || isMeans(clustering)) ? [identityReducer()] : reducers;
  return [
    ...reducers.map((reducer) => ({ embedder: order, reducer, density: true })),
    ...others.flatMap((embedder) => whole.map((reducer) => ({ embedder, reducer, density: whole === reducers }))),
  ];
}

/** The embedder asked for. */
function embedderOf({ embedding, seed }: ChoiceSettings): Embedder {
  if (isPlugin<Embedder>(embedding, "fit")) return embedding;
  const { method, ...given } = embedding as Exclude<ChoiceSettings["embedding"], "auto" | Embedder>;
  const settings = definedOnly(given);
  if (method === "sentence-bert") return sentenceEmbedder(settings as SentenceEmbedderOptions);
  return (method === "order" ? orderEmbedder : word2vecEmbedder)({ ...settings, seed });
}

/** The reducer asked for, or those that compete. */
function reducersToTry({ reduction, effort, seed }: ChoiceSettings, layOut: LayOut): Reducer[] {
  if (isPlugin<Reducer>(reduction, "fit")) return [reduction];
  const { method, nComponents = UMAP_COMPONENTS, nEpochs, ...settings } = reduction;
  const epochsOf = (rows: number) => nEpochs ?? Math.min(MOST_UMAP_EPOCHS[effort], usualEpochs(rows));
  const built = {
    umap: () => umapReducer({ ...settings, nComponents, nEpochs: epochsOf, seed }, layOut),
    pca: () => pcaReducer(reduction.nComponents ?? PCA_COMPONENTS),
    none: identityReducer,
  };
  return method === "auto" ? [built.pca(), built.umap(), built.none()] : [built[method]()];
}

/** One way to cut the hierarchy of HDBSCAN. */
export interface Cut {
  readonly minClusterSize: number;
  readonly clusterSelectionMethod: "eom" | "leaf";
}

/** How the hierarchy is grown, and the cuts of it that compete. */
export interface DensitySettings {
  readonly minSamples: number;
  /**
   * Where nothing is asked for, density is that of different paths: a popular one is not dense by itself. HDBSCAN asked for
   * counts users, so that those who all do the very same are a segment.
   */
  readonly countSamples: "weight" | "distinct";
  readonly cuts: readonly Cut[];
  /** Everything else of HDBSCAN. */
  readonly rest: object;
  readonly allowSingleCluster: boolean;
}

/** Sizes that compete, as shares of the inputs; none below the smallest group that is looked for. */
const SHARES = [1 / 200, 1 / 100, 1 / 50, 1 / 20, 1 / 10];
/** Inputs of the smallest group that is looked for. */
export const SMALLEST = 5;
/** Inputs a group holds on average, at least, where more than five means are tried. */
const USUAL = 20;
/** Two groups. */
const FEWEST_INPUTS = 2 * SMALLEST;
/** Paths that make a place dense. */
const DENSE_PATHS = 5;

/**
 * The sizes and methods of HDBSCAN that compete, for so many inputs; undefined where something else is asked for.
 *
 * @param scale what an input counts here: in a sample of a tenth, .1.
 */
export function densityToTry({ clustering }: ChoiceSettings, inputs: number, scale = 1): DensitySettings | undefined {
  if (isPlugin<Clusterer>(clustering, "cluster") || isMixture(clustering) || isMeans(clustering)) return undefined;
  const {
    method: _,
    minClusterSize,
    clusterSelectionMethod,
    minSamples,
    allowSingleCluster,
    ...rest
  } = clustering === "auto" ? DEFAULT_HDBSCAN : clustering;
  const sizes =
    minClusterSize === "auto"
      ? SHARES.map((share) => Math.max(SMALLEST, Math.round(inputs * share)))
      : [Math.max(2, Math.round(minClusterSize * scale))];
  const methods = clusterSelectionMethod === undefined ? (["eom", "leaf"] as const) : [clusterSelectionMethod];
  const possible = [...new Set(sizes)].filter((size) => size <= inputs);
  return {
    minSamples: Math.min(minSamples ?? Math.min(DENSE_PATHS, sizes[0]!), inputs - 1),
    countSamples: clustering === "auto" ? "distinct" : "weight",
    cuts: possible.flatMap((size) =>
      methods.map((method) => ({ minClusterSize: size, clusterSelectionMethod: method })),
    ),
    rest: definedOnly(rest),
    allowSingleCluster,
  };
}

/** Numbers of means that compete; one stands for nothing to tell apart. */
const MEANS = [1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 15, 20, 25, 30, 40];

/**
 * The numbers of means that compete, for so many inputs at so many different points; none where something else is asked for.
 * Where points are few, one mean for each competes too: users who all do the very same in so many ways.
 *
 * @throws RangeError when more are asked for than there are points.
 */
export function meansToTry({ clustering }: ChoiceSettings, inputs: number, points: number): readonly number[] {
  if (clustering !== "auto" && !isMeans(clustering)) return [];
  if (clustering !== "auto" && clustering.k !== "auto") {
    if (clustering.k <= points) return [clustering.k];
    throw wrongValue("clustering.k", `at most the number of different vectors (${points})`, clustering.k);
  }
  const numbers = MEANS.filter((k) => k <= points && k * (k <= SMALLEST ? SMALLEST : USUAL) <= inputs);
  const each = points <= MEANS.at(-1)! && points * SMALLEST <= inputs ? points : 1;
  return [...new Set([...numbers, each])];
}

/**
 * Whether there are inputs enough for what is asked for.
 *
 * @throws RangeError that tells how many are needed.
 */
export function checkInputs({ clustering }: ChoiceSettings, inputs: number): void {
  if (isPlugin<Clusterer>(clustering, "cluster") || isMixture(clustering)) return;
  const least =
    clustering === "auto" || !("minClusterSize" in clustering) || clustering.minClusterSize === "auto"
      ? FEWEST_INPUTS
      : clustering.minClusterSize;
  if (inputs >= least) return;
  const why = least === FEWEST_INPUTS ? `two groups of ${SMALLEST}` : `"clustering.minClusterSize" is ${least}`;
  throw wrongValue("input", `at least ${least} users or sequences (${why})`, inputs);
}

export function isPlugin<P>(value: unknown, member: string): value is P & object {
  return typeof (value as Record<string, unknown>)[member] === "function";
}

/** Options as a stage's public function takes them: without the keys that were not given. */
function definedOnly<T extends object>(options: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as never;
}
