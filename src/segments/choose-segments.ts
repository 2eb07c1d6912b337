import { type HdbscanResult, resampleClusters } from "../clustering";
import { NOISE } from "../core";
import type { RunOptions } from "../parallel";
import {
  bootstrapStability,
  type CandidateScore,
  PredictiveCode,
  type SavedBits,
  type Selection,
  savedBits,
} from "../selection";
import type { TokenizedSequences } from "../sequences";
import { densityToTry, type Effort, embeddersToTry, type FitSettings, reducersToTry } from "./chosen-stages";
import { type FittedClusterer, fittedHdbscan } from "./clusterer";
import { sampleInputs } from "./sample-inputs";
import { type Candidate, cutHierarchy, type Space, segmentCount, tryCandidates } from "./try-candidates";
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

/** How far the choice goes. */
export const EFFORTS: Readonly<
  Record<Effort, { sample: number; finalists: number; resamples: number; nullInputs: number }>
> = {
  quick: { sample: 4000, finalists: 5, resamples: 20, nullInputs: 300 },
  thorough: { sample: 20_000, finalists: 20, resamples: 100, nullInputs: 2000 },
};

/**
 * Tries the candidates on a sample of the inputs, takes the one whose segments save most bits that would be saved again
 * by other inputs, and fits it to all.
 */
export async function chooseSegments(
  sequences: TokenizedSequences,
  given: FitSettings,
  layOut: LayOut,
  run: RunOptions,
): Promise<ChosenSegments> {
  const effort = EFFORTS[given.effort];
  const embedders = embeddersToTry(given);
  const reducers = reducersToTry(given, layOut);
  const inputs = total(sequences.weights);
  densityToTry(given, inputs); // throws before any work where there are too few inputs
  const sample = sampleInputs(sequences, effort.sample, given.seed);
  const scale = total(sample.weights) / inputs;
  const { candidates, skipped } = await tryCandidates(sample, { embedders, reducers }, given, scale, run);
  const ranked = rank(candidates, sample.weights, given);
  const winner = ranked[0]!;
  const whole = sample === sequences ? winner.candidate : undefined;
  const fitted = whole ? await asFitted(whole, run) : await fitWinner(sequences, winner.candidate, given, scale, run);
  return {
    ...fitted,
    winner: winner.candidate,
    saved: whole?.saved ?? savedBits(new PredictiveCode(sequences), fitted.clusterer.labels, sequences.weights),
    stability:
      whole && winner.stability
        ? winner.stability
        : fitted.hierarchy && stabilityOf(fitted.hierarchy, sequences.weights, given),
    selection: {
      effort: given.effort,
      candidates: ranked.map(({ candidate, stability }) => scoreOf(candidate, stability, sample.weights)),
      winner: 0,
      reason: reasonOf(ranked),
      sample: whole ? undefined : { inputs: total(sample.weights), distinct: sample.weights.length },
      skipped,
    },
  };
}

interface Ranked {
  readonly candidate: Candidate;
  readonly stability: Float64Array | undefined;
  /** Bits saved on each action, those of each segment times its stability. */
  readonly kept: number;
}

/**
 * Best first. Of the candidates that save nearly as many bits as the best one, the few with fewest segments are
 * resampled; of those whose bits are nearly all saved again, the one with fewest segments wins: a segment that adds next
 * to nothing is not worth telling apart.
 */
function rank(candidates: readonly Candidate[], weights: Float64Array, given: FitSettings): Ranked[] {
  const { finalists } = EFFORTS[given.effort];
  const plain = candidates.map(
    (candidate): Ranked => ({ candidate, stability: undefined, kept: candidate.saved.perAction }),
  );
  // one segment, or none, is no segmentation: it only wins where there is nothing else
  const divides = ({ candidate }: Ranked) => Math.min(2, segmentCount(candidate));
  const byBits = plain.sort((a, b) => divides(b) - divides(a) || b.kept - a.kept);
  const near = byBits.filter((one) => divides(one) === divides(byBits[0]!) && one.kept >= nearly(byBits[0]!.kept));
  const resampled = [
    byBits[0]!,
    ...near
      .slice(1)
      .sort(byCount)
      .slice(0, finalists - 1),
  ].map(({ candidate }): Ranked => {
    const { clustering, saved } = candidate;
    const stability = "cut" in clustering ? stabilityOf(clustering.cut, weights, given) : undefined;
    return { candidate, stability, kept: keptBits(saved, stability) };
  });
  const most = resampled.reduce((kept, one) => Math.max(kept, one.kept), Number.NEGATIVE_INFINITY);
  const finalRound = resampled.sort(
    (a, b) => Number(b.kept >= nearly(most)) - Number(a.kept >= nearly(most)) || byCount(a, b),
  );
  const seen = new Set(finalRound.map(({ candidate }) => candidate));
  return [...finalRound, ...byBits.filter(({ candidate }) => !seen.has(candidate))];
}

/** Share of the best candidate's bits that is nearly all of them. */
const NEARLY_ALL = 0.95;

/** Nearly as many bits; where even the best saves none, no less than the best. */
function nearly(bits: number): number {
  return bits > 0 ? NEARLY_ALL * bits : bits;
}

function byCount(a: Ranked, b: Ranked): number {
  return segmentCount(a.candidate) - segmentCount(b.candidate) || b.kept - a.kept;
}

/** A segment's savings count as often as it is found again; what it costs counts in full. */
function keptBits({ perAction, ofSegments }: SavedBits, stability: Float64Array | undefined): number {
  if (stability === undefined || ofSegments.length === 0) return perAction;
  const all = ofSegments.reduce((sum, bits) => sum + Math.abs(bits), 0);
  const lost = ofSegments.reduce((sum, bits, segment) => sum + Math.max(0, bits) * (1 - stability[segment]!), 0);
  return all === 0 ? perAction : perAction - (Math.abs(perAction) * lost) / all;
}

function stabilityOf(cut: HdbscanResult, weights: Float64Array, { effort, seed }: FitSettings): Float64Array {
  const { pointOf } = cut.points;
  const ofPoints = new Float64Array(cut.points.weights.length);
  const cluster = (drawn: Float64Array) => {
    ofPoints.fill(0);
    for (const [row, point] of pointOf.entries()) ofPoints[point]! += drawn[row]!;
    const labels = resampleClusters(cut, ofPoints);
    return Int32Array.from(pointOf, (point) => labels[point]!);
  };
  return bootstrapStability(cut.labels, weights, cluster, { resamples: EFFORTS[effort].resamples, seed });
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
  given: FitSettings,
  scale: number,
  run: RunOptions,
) {
  const { weights } = sequences;
  const fitted = await embedder.fit(sequences, run);
  const vectors = await fitted.embed(sequences, run);
  const { embedding: reduced, fitted: fittedReducer } = await reducer.fit(vectors, weights, run);
  const space: Space = { embedder: fitted, vectors, reducer: fittedReducer, reduced };
  if ("own" in clustering) return { space, clusterer: clustering.own, hierarchy: undefined };
  const { minClusterSize, clusterSelectionMethod } = clustering.cut.chosen;
  const density = densityToTry(given, total(weights))!;
  const cut = { minClusterSize: Math.max(2, Math.round(minClusterSize / scale)), clusterSelectionMethod };
  const hierarchy = await cutHierarchy(reduced, weights, density, cut, run);
  return { space, clusterer: fittedHdbscan(reduced, hierarchy), hierarchy };
}

function scoreOf(candidate: Candidate, stability: Float64Array | undefined, weights: Float64Array): CandidateScore {
  const { embedder, reducer, clustering, labels, saved } = candidate;
  const sizes = new Float64Array(segmentCount(candidate));
  let noise = 0;
  for (const [row, label] of labels.entries()) {
    if (label === NOISE) noise += weights[row]!;
    else sizes[label]! += weights[row]!;
  }
  const members = total(sizes);
  return {
    embedding: embedder.method,
    reduction: reducer.method,
    clustering: "own" in clustering ? clustering.own.method : "hdbscan",
    clusterSelectionMethod: "cut" in clustering ? clustering.cut.chosen.clusterSelectionMethod : undefined,
    minClusterSize: "cut" in clustering ? clustering.cut.chosen.minClusterSize : undefined,
    segments: sizes.length,
    noiseShare: noise / total(weights),
    savedBits: saved.perAction,
    stability:
      stability && members > 0
        ? stability.reduce((sum, jaccard, segment) => sum + jaccard * sizes[segment]!, 0) / members
        : undefined,
  };
}

function reasonOf([first, ...others]: readonly Ranked[]): string {
  const { candidate, kept } = first!;
  const count = segmentCount(candidate);
  const bits = `${count} segment${count === 1 ? "" : "s"} that save ${candidate.saved.perAction.toFixed(3)} bits an action`;
  if (others.length === 0) return `the only candidate: ${bits}`;
  const more = others.filter((other) => other.candidate.saved.perAction > candidate.saved.perAction);
  if (more.length === 0) return `the most bits of ${others.length + 1} candidates: ${bits}`;
  const most = more.reduce((a, b) => (b.candidate.saved.perAction > a.candidate.saved.perAction ? b : a)).candidate;
  return (
    `of ${others.length + 1} candidates the fewest segments for nearly all of the bits: ${bits}, ${kept.toFixed(3)} also with ` +
    `resampled inputs; the most, ${most.saved.perAction.toFixed(3)}, take ${segmentCount(most)} segments`
  );
}

function total(weights: Float64Array): number {
  return weights.reduce((sum, weight) => sum + weight, 0);
}
