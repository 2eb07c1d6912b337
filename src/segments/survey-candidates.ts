import { type HdbscanResult, resampleClusters } from "../clustering";
import { NOISE } from "../core";
import type { RunOptions } from "../parallel";
import { bootstrapStability, type CandidateScore, type SavedBits, type Selection } from "../selection";
import type { TokenizedSequences } from "../sequences";
import { type ChoiceSettings, densityToTry, type Effort, embeddersToTry, reducersToTry } from "./chosen-stages";
import { type Sample, sampleInputs } from "./sample-inputs";
import { type Candidate, segmentCount, tryCandidates } from "./try-candidates";
import type { LayOut } from "./umap-layout";

/** The candidates, and what they were tried on. */
export interface Survey {
  /** Best first. */
  readonly ranked: readonly Ranked[];
  readonly sample: Sample;
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
  const stages = { embedders: embeddersToTry(given), reducers: reducersToTry(given, layOut) };
  const { candidates, skipped } = await tryCandidates(sample.sequences, stages, given, scale, run);
  const ranked = rank(candidates, weights, given);
  const selection = {
    effort: given.effort,
    candidates: ranked.map(({ candidate, stability }) => scoreOf(candidate, stability, weights)),
    winner: 0,
    reason: reasonOf(ranked),
    sample: sample.rows && { inputs: total(weights), distinct: weights.length },
    skipped,
  };
  return { ranked, sample, scale, selection };
}

/**
 * Best first. Of the candidates that save nearly as many bits as the best one, the few with fewest segments are
 * resampled; of those whose bits are nearly all saved again, the one with fewest segments wins: a segment that adds next
 * to nothing is not worth telling apart.
 */
function rank(candidates: readonly Candidate[], weights: Float64Array, given: ChoiceSettings): Ranked[] {
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

/** Of each segment of a cut, for resampled inputs. */
export function stabilityOf(cut: HdbscanResult, weights: Float64Array, { effort, seed }: ChoiceSettings): Float64Array {
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

/** A candidate as it is told. */
export function scoreOf(
  candidate: Candidate,
  stability: Float64Array | undefined,
  weights: Float64Array,
): CandidateScore {
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
