import { type HdbscanResult, hdbscan, type MarkovMixtureResult, relabel } from "../clustering";
import { checkpoint, labelCount, type Matrix } from "../core";
import { type Embedder, type FittedEmbedder, SharedEmbeddings } from "../embedding";
import type { RunOptions } from "../parallel";
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
 * the chains.
 */
export async function tryCandidates(
  sequences: TokenizedSequences,
  toTry: StagesToTry,
  given: ChoiceSettings,
  scale: number,
  run: RunOptions,
): Promise<{ candidates: Candidate[]; skipped: number }> {
  using code = await PredictiveCode.of(sequences, run.workers);
  const started = performance.now();
  const pairs = toTry.embedders.flatMap((embedder) => toTry.reducers.map((reducer) => ({ embedder, reducer })));
  const usedUp = () => given.timeBudget !== undefined && performance.now() - started > given.timeBudget;
  const at = checkpoint("choosing", run);
  const candidates: Candidate[] = [];
  let skipped = 0;
  const embeddings = new SharedEmbeddings(sequences, run);
  for (const [i, { embedder, reducer }] of pairs.entries()) {
    if (candidates.length > 0 && usedUp()) {
      skipped++;
      continue;
    }
    const { fitted, vectors } = await embeddings.of(embedder);
    const { embedding: reduced, fitted: fittedReducer } = await reducer.fit(vectors, sequences.weights, run);
    const space: Space = { embedder: fitted, vectors, reducer: fittedReducer, reduced };
    const found = await clusterings(reduced, sequences.weights, given, scale, run);
    const saved = await savedBits(
      code,
      found.map(({ labels }) => labels),
    );
    for (const [c, clustered] of found.entries()) {
      candidates.push({ stages: { embedder, reducer }, space, ...clustered, saved: saved[c]! });
    }
    await at.pass((i + 1) / (pairs.length + 1));
  }
  const { chains } = toTry;
  if (chains && candidates.length > 0 && usedUp()) skipped++;
  else if (chains) {
    const { space, mixture } = await fitChains(chains, sequences, run);
    const [saved] = await savedBits(code, [mixture.labels]);
    candidates.push({ stages: { chains }, space, clustering: { mixture }, labels: mixture.labels, saved: saved! });
  }
  await at.pass(1);
  return { candidates, skipped };
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
