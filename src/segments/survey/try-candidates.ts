import {
  type HdbscanResult,
  hdbscan,
  type KmeansSettings,
  kmeansSweep,
  type MarkovMixtureResult,
  relabel,
} from "../../clustering";
import type { Matrix } from "../../core";
import { checkpoint, distinctRows, labelCount, parallelLimit, sum } from "../../core/internal";
import type { Embedder, FittedEmbedder } from "../../embedding";
import { SharedEmbeddings } from "../../embedding/internal";
import type { RunOptions } from "../../parallel";
import { withPool } from "../../parallel/internal";
import { type Savings, SavingsCode, type Splits } from "../../selection/internal";
import type { TokenizedSequences } from "../../sequences";
import { relativeWeights } from "../../sequences/internal";
import { identityReducer } from "../stages/built-in-reducers";
import {
  type ChoiceSettings,
  type DensitySettings,
  densityToTry,
  isAuto,
  isMeans,
  isPlugin,
  meansToTry,
  type PairOfStages,
  SMALLEST,
} from "../stages/chosen-stages";
import { type Clusterer, type FittedClusterer, fitCustom } from "../stages/clusterer";
import type { MarkovChains } from "../stages/markov-chains";
import { type MeansClusters, meansClusters, unitLength } from "../stages/means-clusterer";
import type { FittedReducer, Reducer } from "../stages/reducer";

/** A pipeline from sequences to segments that was run. */
export interface Candidate {
  readonly stages: Stages;
  readonly space: Space;
  readonly clustering: Clustered;
  readonly labels: Int32Array;
  readonly saved: Savings;
}

/** What was fitted: an embedder and a reducer, or chains that are both. */
export type Stages = { readonly embedder: Embedder; readonly reducer: Reducer } | { readonly chains: MarkovChains };

/** What competes. */
export interface StagesToTry {
  readonly pairs: readonly PairOfStages[];
  readonly chains: MarkovChains | undefined;
  /** How savings are counted; as well as for a choice, where not given. */
  readonly splits?: Splits;
}

/** Sequences as points, and what brings new ones there. */
export interface Space {
  readonly embedder: FittedEmbedder;
  readonly vectors: Matrix;
  readonly reducer: FittedReducer;
  readonly reduced: Matrix;
}

/** A cut of a hierarchy, means, a mixture, or what a user's own clusterer gave. */
export type Clustered =
  | { readonly cut: HdbscanResult }
  | { readonly means: MeansClusters }
  | { readonly mixture: MarkovMixtureResult }
  | { readonly own: FittedClusterer };

/**
 * Fits the pairs of an embedder and a reducer, each embedder once, and clusters its points in every way that competes; then
 * the chains. Several pipelines run at the same time, the long ones first, unless time is limited.
 */
export async function tryCandidates(
  sequences: TokenizedSequences,
  { pairs, chains, splits }: StagesToTry,
  given: ChoiceSettings,
  scale: number,
  run: RunOptions,
): Promise<{ candidates: Candidate[]; skipped: number }> {
  const started = performance.now();
  using code = await SavingsCode.of(sequences, run.workers, splits);
  const embeddings = new SharedEmbeddings(sequences, run);
  const pipelines = [
    ...pairs.map((pair) => ({
      long: pair.reducer.method === "umap",
      go: () => tryPair(sequences, pair, embeddings, code, { given, scale, run }),
    })),
    ...(chains ? [{ long: false, go: () => tryChains(sequences, chains, code, run) }] : []),
  ];
  const at = checkpoint("choosing", run);
  let ended = 0;
  const found: (Candidate[] | undefined)[] = [];
  const tries = pipelines.map(({ go }, p) => async () => {
    const usedUp = given.timeBudget !== undefined && performance.now() - started > given.timeBudget;
    found[p] = usedUp && p > 0 ? undefined : await go();
    await at.pass(++ended / pipelines.length);
  });
  const lanes = await withPool(run.workers, async ({ size }) => (given.timeBudget === undefined ? size + 1 : 1));
  const inTurn =
    lanes === 1
      ? tries
      : [...tries.filter((_, p) => pipelines[p]!.long), ...tries.filter((_, p) => !pipelines[p]!.long)];
  await parallelLimit(lanes, inTurn);
  return {
    candidates: found.flatMap((candidates) => candidates ?? []),
    skipped: found.filter((candidates) => candidates === undefined).length,
  };
}

async function tryPair(
  { weights }: TokenizedSequences,
  { density, means, ...stages }: PairOfStages,
  embeddings: SharedEmbeddings,
  code: SavingsCode,
  { given, scale, run }: Trying,
): Promise<Candidate[]> {
  const { fitted: embedder, vectors } = await embeddings.of(stages.embedder);
  const { embedding: reduced, fitted: reducer } = await stages.reducer.fit(vectors, weights, run);
  const space: Space = { embedder, vectors, reducer, reduced };
  const found = means
    ? (await fitMeans(reduced, weights, means, { given, scale, run })).map((one) => ({
        clustering: { means: one },
        labels: one.labels,
      }))
    : differing(await clusterings(space, weights, density, { given, scale, run }));
  const saved = await code.savings(found.map(({ labels }) => labels));
  return found.map((clustered, c) => ({ stages, space, ...clustered, saved: saved[c]! }));
}

async function tryChains(
  sequences: TokenizedSequences,
  chains: MarkovChains,
  code: SavingsCode,
  run: RunOptions,
): Promise<Candidate[]> {
  const { space, mixture } = await fitChains(chains, sequences, run);
  const { labels } = mixture;
  const [saved] = await code.savings([labels]);
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
  if ("means" in clustering) return "kmeans";
  return "cut" in clustering ? "hdbscan" : "markov-mixture";
}

interface LabelledClustering {
  readonly clustering: Clustered;
  readonly labels: Int32Array;
}

/** Those with equal labels once. */
function differing(found: readonly LabelledClustering[]): LabelledClustering[] {
  const kept: LabelledClustering[] = [];
  for (const one of found) {
    if (!kept.some(({ labels }) => labels.every((label, row) => label === one.labels[row]))) kept.push(one);
  }
  return kept;
}

/** Every clustering of the points that competes. */
async function clusterings(
  { reducer, reduced }: Space,
  weights: Float64Array,
  density: boolean,
  { given, scale, run }: Trying,
): Promise<LabelledClustering[]> {
  if (isPlugin<Clusterer>(given.clustering, "cluster")) {
    const own = await fitCustom(given.clustering, reduced, weights, run);
    return [{ clustering: { own }, labels: own.labels }];
  }
  const inputs = sum(weights);
  const settings = density ? densityToTry(given, inputs, scale) : undefined;
  const asked = isMeans(given.clustering) || (given.clustering === "auto" && !isAuto(given.reduction));
  const means = asked || (given.clustering === "auto" && reducer.method === "none");
  return [
    ...(settings ? await cuts(reduced, weights, settings, run) : []),
    ...(means ? await sweep(reduced, weights, inputs, { given, scale, run }) : []),
  ];
}

async function cuts(
  points: Matrix,
  weights: Float64Array,
  density: DensitySettings,
  run: RunOptions,
): Promise<LabelledClustering[]> {
  const [first, ...others] = density.cuts;
  const whole = await cutHierarchy(points, weights, density, first!, run);
  return [whole, ...others.map((cut) => relabel(whole, cut))].map((cut) => ({
    clustering: { cut },
    labels: cut.labels,
  }));
}

/** The hierarchy, cut one way. Where all behave alike, all are one segment. */
export function cutHierarchy(
  points: Matrix,
  weights: Float64Array,
  { minSamples, countSamples, rest, allowSingleCluster }: DensitySettings,
  cut: DensitySettings["cuts"][number],
  run: RunOptions,
): Promise<HdbscanResult> {
  const { data, cols } = points;
  const alike = data.every((value, i) => value === data[i % cols]);
  return hdbscan(points, {
    ...rest,
    ...cut,
    minSamples,
    countSamples,
    allowSingleCluster: allowSingleCluster || alike,
    weights,
    ...run,
  });
}

/** Starts of k-means where many numbers of means compete; the winner is fitted with these too. */
const STARTS = 4;

/** What is asked for, what an input counts in the sample, and how to run. */
interface Trying {
  readonly given: ChoiceSettings;
  readonly scale: number;
  readonly run: RunOptions;
}

async function sweep(
  points: Matrix,
  weights: Float64Array,
  inputs: number,
  how: Trying,
): Promise<LabelledClustering[]> {
  const different = distinctRows(unitLength(points)).points.rows;
  const found = await fitMeans(points, weights, meansToTry(how.given, inputs, different), how);
  return found.map((means) => ({ clustering: { means }, labels: means.labels }));
}

/** k-means of the points, scaled to length 1, for each of these numbers. */
export async function fitMeans(
  points: Matrix,
  weights: Float64Array,
  numbers: readonly number[],
  { given: { clustering, seed }, scale, run }: Trying,
): Promise<MeansClusters[]> {
  const settings: KmeansSettings = {
    restarts: isMeans(clustering) ? clustering.restarts : STARTS,
    seed,
    weights: relativeWeights(weights),
    ...run,
  };
  const fitted = await kmeansSweep(unitLength(points), numbers, settings);
  return fitted.map((means) => meansClusters(means, weights, SMALLEST * Math.min(1, scale)));
}

/** Segments found by a candidate. */
export function segmentCount({ labels }: Pick<Candidate, "labels">): number {
  return labelCount(labels);
}
