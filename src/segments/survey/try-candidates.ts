import type { Matrix } from "../../core";
import { checkpoint, distinctRows, follow, parallelLimit, sum } from "../../core/internal";
import type { Embedder } from "../../embedding";
import { SharedEmbeddings } from "../../embedding/internal";
import type { RunOptions } from "../../parallel";
import { withPool } from "../../parallel/internal";
import { type Savings, SavingsCode, type Splits } from "../../selection/internal";
import type { TokenizedSequences } from "../../sequences";
import { asRowLabels, type RowLabels } from "../../sequences/internal";
import { dividePoints } from "../number/divide-points";
import { numbersInRange } from "../number/numbers-in-range";
import type { ChoiceSettings } from "../options/fit-segments-options";
import type { NumberRange } from "../options/number-of-segments";
import { isPlugIn } from "../options/plugged-in";
import { type Clustered, labelsOf } from "../stages/clustered";
import { type Clusterer, fitCustom } from "../stages/clusterer";
import { fitEngine } from "../stages/engines";
import { cutsOfHierarchy } from "../stages/hdbscan-cuts";
import { fitChains, type MarkovChains } from "../stages/markov-chains";
import { directions, fitMeans, type MeansSettings } from "../stages/means-clusterer";
import type { Reducer } from "../stages/reducer";
import { fitSpace, type Space } from "../stages/space";
import type { Asked } from "./asked";
import { hierarchyToTry, isEngine, isKmeans, meansToTry, numbersToTry } from "./clusterings-to-try";
import { SMALLEST } from "./smallest-group";
import type { PairOfStages } from "./stages-to-try";

/** A pipeline from sequences to segments that was run. */
export interface Candidate {
  readonly stages: Stages;
  readonly space: Space;
  readonly clustering: Clustered;
  readonly labels: RowLabels;
  readonly saved: Savings;
  /** The same pipeline with other inputs, where it does not follow from its stages. */
  readonly fitAgain?: FitAgain;
}

/**
 * Fits a pipeline to other inputs.
 *
 * @param scale what an input counted where the pipeline won: in a sample of a tenth of these, .1.
 */
export type FitAgain = (sequences: TokenizedSequences, scale: number, run: RunOptions) => Promise<FittedPipeline>;

/** Points, and clusters of them. */
export interface FittedPipeline {
  readonly space: Space;
  readonly clustering: Clustered;
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
  using code = await SavingsCode.of(sequences, run, splits);
  const embeddings = new SharedEmbeddings(sequences, run);
  const pipelines = [
    ...pairs.map((pair) => ({
      long: pair.reducer.method === "umap",
      go: () => tryPair(sequences, pair, embeddings, code, { given, scale, run }),
    })),
    ...(chains ? [{ long: false, go: () => tryChains(sequences, chains, code, given.segments, run) }] : []),
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
  sequences: TokenizedSequences,
  { density, means, divide, ...stages }: PairOfStages,
  embeddings: SharedEmbeddings,
  code: SavingsCode,
  asked: Asked,
): Promise<Candidate[]> {
  const { weights } = sequences;
  const { segments } = asked.given;
  const space = await fitSpace(stages, embeddings, weights, asked.run);
  const found = means
    ? await meansOf(await directions(space.reduced, asked.run), weights, means, asked)
    : segments && divide
      ? differing(await dividePoints(sequences, space, divide, segments, asked))
      : differing(await clusteringsToTry(space, weights, density, asked));
  const saved = await code.savings(found.map(labelsOf));
  return found.map((clustering, c) => ({
    stages,
    space,
    clustering,
    labels: labelsOf(clustering),
    saved: saved[c]!,
  }));
}

async function tryChains(
  sequences: TokenizedSequences,
  chains: MarkovChains,
  code: SavingsCode,
  segments: NumberRange | undefined,
  run: RunOptions,
): Promise<Candidate[]> {
  const candidates: Candidate[] = [];
  for (const number of segments ? numbersInRange(segments, sequences.weights.length) : [undefined]) {
    const { space, mixture } = await fitChains(chains, sequences, run, number);
    const labels = asRowLabels(mixture.labels);
    if (segments && new Set(labels).size !== number) continue; // a chain that is nobody's is no segment
    const [saved] = await code.savings([labels]);
    candidates.push({ stages: { chains }, space, clustering: { mixture }, labels, saved: saved! });
  }
  return candidates;
}

/** Those with equal labels once. */
function differing(found: readonly Clustered[]): Clustered[] {
  const kept: Clustered[] = [];
  for (const one of found) {
    const labels = labelsOf(one);
    if (!kept.some((other) => labelsOf(other).every((label, row) => label === labels[row]))) kept.push(one);
  }
  return kept;
}

/** Every clustering of the points that competes; one where the pipeline is pinned. */
export async function clusteringsToTry(
  { reducer, reduced }: Space,
  weights: Float64Array,
  density: boolean,
  asked: Asked,
): Promise<Clustered[]> {
  const { given, scale, run } = asked;
  const { clustering, reduction, pinned } = given;
  if (isPlugIn<Clusterer>(clustering, "cluster")) {
    return [{ own: await fitCustom(clustering, reduced, weights, run) }];
  }
  const inputs = sum(weights);
  if (isEngine(clustering)) {
    const { points: different } = await follow(distinctRows(reduced), checkpoint("clustering", run));
    const numbers = pinned ? [Math.min(pinned.groups, different.rows)] : numbersToTry(inputs, different.rows);
    const found = await fitEngine(reduced, weights, clustering, numbers, { seed: given.seed, scale, run });
    return found.map((engine) => ({ engine }));
  }
  const hierarchy = density && pinned?.clustering !== "kmeans" ? hierarchyToTry(given, inputs, scale) : undefined;
  const onlyReduction = clustering === "auto" && reduction !== "auto";
  const means =
    pinned !== undefined
      ? pinned.clustering === "kmeans"
      : isKmeans(clustering) || onlyReduction || (clustering === "auto" && reducer.method === "none");
  const cuts = hierarchy ? await cutsOfHierarchy(reduced, weights, hierarchy, hierarchy.cuts, run) : [];
  const found = means ? await meansThatCompete(reduced, weights, inputs, asked) : [];
  return [...cuts.map((cut) => ({ cut })), ...found];
}

async function meansThatCompete(
  points: Matrix,
  weights: Float64Array,
  inputs: number,
  asked: Asked,
): Promise<Clustered[]> {
  const rows = await directions(points, asked.run);
  const { points: different } = await follow(distinctRows(rows), checkpoint("clustering", asked.run));
  return meansOf(rows, weights, meansToTry(asked.given, inputs, different.rows), asked);
}

async function meansOf(
  rows: Matrix,
  weights: Float64Array,
  numbers: readonly number[],
  { given, scale, run }: Asked,
): Promise<Clustered[]> {
  const found = await fitMeans(rows, weights, numbers, meansSettings(given, scale), run);
  return found.map((means) => ({ means }));
}

/** Starts of k-means where many numbers of means compete; the winner is fitted with these too. */
const STARTS = 4;

/** How means are fitted, where an input counts so much. */
export function meansSettings({ clustering, seed }: ChoiceSettings, scale: number): MeansSettings {
  const restarts = isKmeans(clustering) ? clustering.restarts : STARTS;
  return { restarts, seed, smallest: SMALLEST * Math.min(1, scale) };
}

/** Segments found by a candidate. */
export function segmentCount({ saved }: Pick<Candidate, "saved">): number {
  return saved.ofTransitions.ofSegments.length;
}
