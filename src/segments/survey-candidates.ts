import { type HdbscanResult, resampleClusters, resampleMixture } from "../clustering";
import { NOISE } from "../core";
import type { RunOptions } from "../parallel";
import {
  bootstrapStability,
  bootstrapWeights,
  type CandidateScore,
  type SavedBits,
  type Selection,
} from "../selection";
import type { TokenizedSequences } from "../sequences";
import {
  type ChoiceSettings,
  chainsToTry,
  densityToTry,
  type Effort,
  embeddersToTry,
  reducersToTry,
} from "./chosen-stages";
import { type Sample, sampleInputs } from "./sample-inputs";
import { type Candidate, type Clustered, methodOf, segmentCount, tryCandidates } from "./try-candidates";
import type { LayOut } from "./umap-layout";

/** The candidates, and what they were tried on. */
export interface Survey {
  /** Best first. */
  readonly ranked: readonly Ranked[];
  readonly sample: Sample;
  /** The sample's inputs drawn again, for {@link stabilityOf}. */
  readonly drawn: readonly Float64Array[];
  /** What an input counts in the sample. */
  readonly scale: number;
  readonly selection: Selection;
}

/** A candidate, judged. */
export interface Ranked {
  readonly candidate: Candidate;
  readonly stability: Float64Array | undefined;
  /** Bits saved on each action, those of each segment times its stability. */
  readonly kept: number;
}

/** How far the choice goes. */
export const EFFORTS: Readonly<
  Record<Effort, { sample: number; finalists: number; resamples: number; nullInputs: number }>
> = {
  quick: { sample: 4000, finalists: 5, resamples: 20, nullInputs: 300 },
  thorough: { sample: 20_000, finalists: 20, resamples: 100, nullInputs: 2000 },
};

/** Tries the candidates on a sample of the inputs, and ranks them. */
export async function surveyCandidates(
  sequences: TokenizedSequences,
  given: ChoiceSettings,
  layOut: LayOut,
  run: RunOptions,
): Promise<Survey> {
  const inputs = total(sequences.weights);
  densityToTry(given, inputs); // throws before any work where there are too few inputs
  const sample = sampleInputs(sequences, EFFORTS[given.effort].sample, given.seed);
  const { weights } = sample.sequences;
  const scale = total(weights) / inputs;
  const toTry = {
    embedders: embeddersToTry(given),
    reducers: reducersToTry(given, layOut),
    chains: chainsToTry(given),
  };
  const { candidates, skipped } = await tryCandidates(sample.sequences, toTry, given, scale, run);
  const drawn = resample(sample.sequences, given);
  const ranked = withBaseline(candidates, sample.sequences, drawn, given);
  const selection = {
    effort: given.effort,
    candidates: ranked.map(({ candidate, stability }) => scoreOf(candidate, stability, weights)),
    winner: 0,
    reason: reasonOf(ranked),
    sample: sample.rows && { inputs: total(weights), distinct: weights.length },
    skipped,
  };
  return { ranked, sample, drawn, scale, selection };
}

/**
 * Best first. A mixture of Markov chains beside others is told, and never wins: it is fitted to the very law of the score, by
 * all inputs, so its bits are too kind to it.
 */
function withBaseline(
  candidates: readonly Candidate[],
  sequences: TokenizedSequences,
  drawn: readonly Float64Array[],
  given: ChoiceSettings,
): Ranked[] {
  const others = candidates.filter(({ clustering }) => !("mixture" in clustering));
  const baseline = candidates.find(({ clustering }) => "mixture" in clustering);
  if (baseline === undefined || others.length === 0) return rank(candidates, sequences, drawn, given);
  const [winner, ...ranked] = rank(others, sequences, drawn, given);
  const told = { candidate: baseline, stability: undefined, kept: baseline.saved.perAction };
  const place = ranked.findIndex(({ kept }) => kept < told.kept);
  const at = place < 0 ? ranked.length : place;
  return [winner!, ...ranked.slice(0, at), told, ...ranked.slice(at)];
}

/**
 * Best first. Of the candidates that save nearly as many bits as the best one, the few with fewest segments are
 * resampled; of those whose bits are nearly all saved again, the one with fewest segments wins: a segment that adds next
 * to nothing is not worth telling apart.
 */
function rank(
  candidates: readonly Candidate[],
  sequences: TokenizedSequences,
  drawn: readonly Float64Array[],
  given: ChoiceSettings,
): Ranked[] {
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
    const stability = stabilityOf(candidate.clustering, sequences, drawn);
    return { candidate, stability, kept: keptBits(candidate.saved, stability) };
  });
  const most = resampled.reduce((kept, one) => Math.max(kept, one.kept), Number.NEGATIVE_INFINITY);
  const finalRound = resampled.sort(
    (a, b) => Number(b.kept >= nearly(most)) - Number(a.kept >= nearly(most)) || byCount(a, b),
  );
  const seen = new Set(finalRound.map(({ candidate }) => candidate));
  return [...finalRound, ...byBits.filter(({ candidate }) => !seen.has(candidate))];
}

/** Share of the best candidate's bits that is nearly all of them. */
const NEARLY_ALL = 0.9;

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

/** Inputs drawn again and again, for {@link stabilityOf}. */
export function resample({ weights }: TokenizedSequences, { effort, seed }: ChoiceSettings): Float64Array[] {
  return bootstrapWeights(weights, { resamples: EFFORTS[effort].resamples, seed });
}

/** Of each segment, for resampled inputs; undefined for a clusterer of the user's own. */
export function stabilityOf(
  clustering: Clustered,
  sequences: TokenizedSequences,
  drawn: readonly Float64Array[],
): Float64Array | undefined {
  if ("own" in clustering) return undefined;
  const [labels, cluster] =
    "cut" in clustering
      ? [clustering.cut.labels, resampleCut(clustering.cut)]
      : [clustering.mixture.labels, resampleMixture(clustering.mixture.model, sequences)];
  return bootstrapStability(labels, drawn, cluster);
}

function resampleCut(cut: HdbscanResult): (weights: Float64Array) => Int32Array {
  const { pointOf } = cut.points;
  const ofPoints = new Float64Array(cut.points.weights.length);
  return (drawn) => {
    ofPoints.fill(0);
    pointOf.forEach((point, row) => {
      ofPoints[point]! += drawn[row]!;
    });
    const labels = resampleClusters(cut, ofPoints);
    return pointOf.map((point) => labels[point]!);
  };
}

/** A candidate as it is told. */
export function scoreOf(
  candidate: Candidate,
  stability: Float64Array | undefined,
  weights: Float64Array,
): CandidateScore {
  const { space, clustering, labels, saved } = candidate;
  const sizes = new Float64Array(segmentCount(candidate));
  let noise = 0;
  labels.forEach((label, row) => {
    if (label === NOISE) noise += weights[row]!;
    else sizes[label]! += weights[row]!;
  });
  const members = total(sizes);
  return {
    embedding: space.embedder.method,
    reduction: space.reducer.method,
    clustering: methodOf(clustering),
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

function reasonOf(ranked: readonly Ranked[]): string {
  const [{ candidate, kept }, ...others] = ranked.filter(
    ({ candidate: { clustering } }) => ranked.length === 1 || !("mixture" in clustering),
  ) as [Ranked, ...Ranked[]];
  const bits = `${countText(candidate)} that save ${candidate.saved.perAction.toFixed(3)} bits an action`;
  const baseline = others.length + 1 < ranked.length ? baselineText(ranked, candidate) : "";
  if (others.length === 0) return `the only candidate: ${bits}${baseline}`;
  const more = others.filter((other) => other.candidate.saved.perAction > candidate.saved.perAction);
  if (more.length === 0) return `the most bits of ${others.length + 1} candidates: ${bits}${baseline}`;
  const most = more.reduce((a, b) => (b.candidate.saved.perAction > a.candidate.saved.perAction ? b : a)).candidate;
  return (
    `of ${others.length + 1} candidates the fewest segments for nearly all of the bits: ${bits}, ${kept.toFixed(3)} also with ` +
    `resampled inputs; the most, ${most.saved.perAction.toFixed(3)}, take ${countText(most)}${baseline}`
  );
}

function countText(candidate: Candidate): string {
  const count = segmentCount(candidate);
  return `${count} segment${count === 1 ? "" : "s"}`;
}

/** What a mixture saves, where that is more. */
function baselineText(ranked: readonly Ranked[], winner: Candidate): string {
  const { candidate } = ranked.find(({ candidate: { clustering } }) => "mixture" in clustering)!;
  if (candidate.saved.perAction <= winner.saved.perAction) return "";
  const bits = candidate.saved.perAction.toFixed(3);
  return `; a mixture of Markov chains, which is fitted to what the score measures, saves ${bits} with ${countText(candidate)}`;
}

function total(weights: Float64Array): number {
  return weights.reduce((sum, weight) => sum + weight, 0);
}
