import { type HdbscanResult, hdbscan, type MarkovMixtureResult, relabel } from "../clustering";
import { checkpoint, inLanes, labelCount, type Matrix } from "../core";
import { type Embedder, type FittedEmbedder, SharedEmbeddings } from "../embedding";
import { type RunOptions, withPool } from "../parallel";
import { PredictiveCode, type SavedBits, savedBits } from "../selection";
import type { TokenizedSequences } from "../sequences";
import { identityReducer } from "./built-in-reducers";
import { type ChoiceSettings, type DensitySettings, densityToTry, isPlugin } from "./chosen-stages";
import { type Clusterer, type FittedClusterer, fitCustom } from "./clusterer";
import type { MarkovChains } from "./markov-chains";
import type { FittedReducer, Reducer } from "./reducer";

/** A way from sequences to segments that was gone. */
export interface Candidate {
  readonly stages: Stages;
  readonly space: Space;
  readonly clustering: Clustered;
  readonly labels: Int32Array;
  readonly saved: SavedBits;
}

/** What was fitted: an embedder and a reducer, or chains that are both. */
export type Stages = { readonly embedder: Embedder; readonly reducer: Reducer } | { readonly chains: MarkovChains };

/** What competes. */
export interface StagesToTry {
  readonly embedders: readonly Embedder[];
  readonly reducers: readonly Reducer[];
  readonly chains: MarkovChains | undefined;
}

/** Sequences as points, and what brings new ones there. */
export interface Space {
  readonly embedder: FittedEmbedder;
  readonly vectors: Matrix;
  readonly reducer: FittedReducer;
  readonly reduced: Matrix;
}

/** A cut of a hierarchy, a mixture, or what a user's own clusterer gave. */
export type Clustered =
  | { readonly cut: HdbscanResult }
  | { readonly mixture: MarkovMixtureResult }
  | { readonly own: FittedClusterer };

/**
 * Fits every pair of an embedder and a reducer, each embedder once, and cuts each hierarchy in every way that competes; then
 * the chains. Several ways are gone at the same time, the long ones first, unless time is limited.
 */
export async function tryCandidates(
  sequences: TokenizedSequences,
  { embedders, reducers, chains }: StagesToTry,
  given: ChoiceSettings,
  scale: number,
  run: RunOptions,
): Promise<{ candidates: Candidate[]; skipped: number }> {
  const started = performance.now();
  using code = await PredictiveCode.of(sequences, run.workers);
  const embeddings = new SharedEmbeddings(sequences, run);
  const pairs = embedders.flatMap((embedder) => reducers.map((reducer) => ({ embedder, reducer })));
  const ways = [
    ...pairs.map((pair) => ({
      long: pair.reducer.method === "umap",
      go: () => tryPair(sequences, pair, embeddings, code, { given, scale, run }),
    })),
    ...(chains ? [{ long: false, go: () => tryChains(sequences, chains, code, run) }] : []),
  ];
  const at = checkpoint("choosing", run);
  let ended = 0;
  const found: (Candidate[] | undefined)[] = [];
  const tries = ways.map(({ go }, w) => async () => {
    const usedUp = given.timeBudget !== undefined && performance.now() - started > given.timeBudget;
    found[w] = usedUp && w > 0 ? undefined : await go();
    await at.pass(++ended / ways.length);
  });
  const lanes = await withPool(run.workers, async ({ size }) => (given.timeBudget === undefined ? size + 1 : 1));
  const inTurn =
    lanes === 1 ? tries : [...tries.filter((_, w) => ways[w]!.long), ...tries.filter((_, w) => !ways[w]!.long)];
  await inLanes(lanes, inTurn);
  return {
    candidates: found.flatMap((candidates) => candidates ?? []),
    skipped: found.filter((candidates) => candidates === undefined).length,
  };
}

async function tryPair(
  { weights }: TokenizedSequences,
  stages: { readonly embedder: Embedder; readonly reducer: Reducer },
  embeddings: SharedEmbeddings,
  code: PredictiveCode,
  { given, scale, run }: { readonly given: ChoiceSettings; readonly scale: number; readonly run: RunOptions },
): Promise<Candidate[]> {
  const { fitted: embedder, vectors } = await embeddings.of(stages.embedder);
  const { embedding: reduced, fitted: reducer } = await stages.reducer.fit(vectors, weights, run);
  const space: Space = { embedder, vectors, reducer, reduced };
  const found = await clusterings(reduced, weights, given, scale, run);
  const labelings = found.map(({ labels }) => labels);
  const saved = await savedBits(code, labelings);
  return found.map((clustered, c) => ({ stages, space, ...clustered, saved: saved[c]! }));
}

async function tryChains(
  sequences: TokenizedSequences,
  chains: MarkovChains,
  code: PredictiveCode,
  run: RunOptions,
): Promise<Candidate[]> {
  const { space, mixture } = await fitChains(chains, sequences, run);
  const { labels } = mixture;
  const [saved] = await savedBits(code, [labels]);
  return [{ stages: { chains }, space, clustering: { mixture }, labels, saved: saved! }];
}

/** Chains, and the sequences as what speaks for each component. */
export async function fitChains(
  chains: MarkovChains,
  sequences: TokenizedSequences,
  run: RunOptions,
  segments?: number,
): Promise<{ space: Space; mixture: MarkovMixtureResult }> {
  const { fitted, mixture } = await chains.fit(sequences, run, segments);
  const { embedding: reduced, fitted: reducer } = await identityReducer().fit(mixture.evidence, sequences.weights, run);
  return { space: { embedder: fitted, vectors: mixture.evidence, reducer, reduced }, mixture };
}

/** What a clustering is called. */
export function methodOf(clustering: Clustered): string {
  if ("own" in clustering) return clustering.own.method;
  return "cut" in clustering ? "hdbscan" : "markov-mixture";
}

/** Every clustering of the points that competes; those with equal labels once. */
async function clusterings(
  points: Matrix,
  weights: Float64Array,
  given: ChoiceSettings,
  scale: number,
  run: RunOptions,
): Promise<{ clustering: Clustered; labels: Int32Array }[]> {
  if (isPlugin<Clusterer>(given.clustering, "cluster")) {
    const own = await fitCustom(given.clustering, points, weights, run);
    return [{ clustering: { own }, labels: own.labels }];
  }
  const inputs = weights.reduce((sum, weight) => sum + weight, 0);
  const density = densityToTry(given, inputs, scale)!;
  const [first, ...others] = density.cuts;
  const found = [await cutHierarchy(points, weights, density, first!, run)];
  for (const cut of others) {
    const next = relabel(found[0]!, cut);
    if (!found.some(({ labels }) => labels.every((label, row) => label === next.labels[row]))) found.push(next);
  }
  return found.map((cut) => ({ clustering: { cut }, labels: cut.labels }));
}

/** The hierarchy, cut one way. Where all behave alike, all are one segment. */
export function cutHierarchy(
  points: Matrix,
  weights: Float64Array,
  { minSamples, rest, allowSingleCluster }: DensitySettings,
  cut: DensitySettings["cuts"][number],
  run: RunOptions,
): Promise<HdbscanResult> {
  const { data, cols } = points;
  const alike = data.every((value, i) => value === data[i % cols]);
  return hdbscan(points, {
    ...rest,
    ...cut,
    minSamples,
    allowSingleCluster: allowSingleCluster || alike,
    weights,
    ...run,
  });
}

/** Segments found by a candidate. */
export function segmentCount({ labels }: Pick<Candidate, "labels">): number {
  return labelCount(labels);
}
