import { checkpoint, follow, labelCount, NOISE, sum, unitsText } from "../../core/internal";
import type { RunOptions } from "../../parallel";
import type { CandidateScore, Selection } from "../../selection";
import { Separating } from "../../selection/internal";
import type { TokenizedSequences } from "../../sequences";
import { sharedActions } from "../../sequences/internal";
import { rowGuide } from "../guide/row-guide";
import { rankGuided, tryGuided } from "../guide/try-guided";
import { checkNumber, noVectors, rankByBits } from "../number/rank-by-bits";
import { pairsOfNumber } from "../number/stages-of-number";
import type { ChoiceSettings, Effort } from "../options/fit-segments-options";
import { cutOf, methodOf } from "../stages/clustered";
import type { LayOut } from "../stages/umap-layout";
import { checkInputs } from "./clusterings-to-try";
import { type Ground, type Ranking, rankCandidates } from "./rank-candidates";
import { repeatsPaths } from "./repeats-paths";
import { type Sample, sampleInputs } from "./sample-inputs";
import { chainsToTry, isLeftToTheData, nothingToSearch, pairsToTry } from "./stages-to-try";
import { type Candidate, segmentCount, tryCandidates } from "./try-candidates";

/** The candidates, and what they were tried on. */
export interface Survey extends Ranking {
  readonly sample: Sample;
  /** What an input counts in the sample. */
  readonly scale: number;
  readonly skipped: number;
  /** Measures how separate labelings of the sample are; made once, when it is first asked for. */
  separating(): Promise<Separating>;
}

/** Distinct sequences that candidates are tried on, at most. */
const SAMPLE: Readonly<Record<Effort, number>> = { quick: 4000, thorough: 20_000 };

/** Tries the candidates on a sample of the inputs, and ranks them. */
export async function surveyCandidates(
  sequences: TokenizedSequences,
  given: ChoiceSettings,
  layOut: LayOut,
  run: RunOptions,
): Promise<Survey> {
  const inputs = sum(sequences.weights);
  checkInputs(given, inputs);
  if (given.segments) checkNumber(given.segments, sequences.weights.length);
  const at = checkpoint("choosing", run);
  const sample = await follow(sampleInputs(sequences, SAMPLE[given.effort], given.seed), at);
  const { weights } = sample.sequences;
  const scale = sum(weights) / inputs;
  let made: Promise<Separating> | undefined;
  const separating = () => (made ??= follow(Separating.among(sample.sequences, { seed: given.seed }), at));
  if (given.known) {
    const found = await tryGuided(sample.sequences, given.known, given, layOut, scale, run);
    const guide = rowGuide(given.known, sample.sequences);
    if (found.length === 0) throw noVectors(given.segments, weights.length);
    return { ...rankGuided(found, guide, weights), sample, scale, skipped: 0, separating };
  }
  const nothing = isLeftToTheData(given) && sharedActions(sequences) === 0;
  const pairs = nothing ? nothingToSearch(given) : (given.segments ? pairsOfNumber : pairsToTry)(given, layOut);
  const toTry = { pairs, chains: chainsToTry(given) };
  const { candidates, skipped } = await tryCandidates(sample.sequences, toTry, given, scale, run);
  if (candidates.length === 0 && given.segments && given.clustering === "auto" && given.noise !== "nearest") {
    return surveyCandidates(sequences, { ...given, noise: "nearest" }, layOut, run); // no way leaves some out at this number
  }
  const ranking = given.segments
    ? rankByBits(
        candidates,
        given.segments,
        weights.length,
        given.clustering === "auto" ? undefined : given.clustering.method,
      )
    : await rankCandidates(candidates, separating, () => follow(repeatsPaths(sample.sequences, given.seed), at), at);
  return { ...ranking, sample, scale, skipped, separating };
}

/**
 * What was tried, as it is reported.
 *
 * @param stability of the winner, fitted to all ({@link meanStability}): it may have other segments than in the sample.
 */
export function selectionOf(
  { ranked, ground, sample, skipped }: Survey,
  effort: Effort,
  stability: number | undefined,
): Selection {
  const { weights } = sample.sequences;
  return {
    effort,
    candidates: ranked.map((candidate, i) => scoreOf(candidate, i === 0 ? stability : undefined, weights)),
    winner: 0,
    reason: reasonOf(ranked, ground),
    sample: sample.rows && { inputs: sum(weights), distinct: weights.length },
    skipped,
  };
}

/** Mean stability of segments, by the inputs in them; undefined where it is not known, or nobody is in one. */
export function meanStability(
  stability: Float64Array | undefined,
  labels: Int32Array,
  weights: Float64Array,
): number | undefined {
  if (stability === undefined) return undefined;
  let [total, members] = [0, 0];
  for (const [row, label] of labels.entries()) {
    if (label === NOISE) continue;
    total += stability[label]! * weights[row]!;
    members += weights[row]!;
  }
  return members > 0 ? total / members : undefined;
}

/** A candidate as it is reported. */
export function scoreOf(candidate: Candidate, stability: number | undefined, weights: Float64Array): CandidateScore {
  const { space, clustering, labels, saved } = candidate;
  const sizes = new Float64Array(segmentCount(candidate));
  let noise = 0;
  labels.forEach((label, row) => {
    if (label === NOISE) noise += weights[row]!;
    else sizes[label]! += weights[row]!;
  });
  return {
    embedding: space.embedder.method,
    reduction: space.reducer.method,
    clustering: methodOf(clustering),
    clusterSelectionMethod: cutOf(clustering)?.chosen.clusterSelectionMethod,
    minClusterSize:
      "guided" in clustering ? clustering.guided.minClusterSize : cutOf(clustering)?.chosen.minClusterSize,
    segments: sizes.length,
    noiseShare: noise / sum(weights),
    savedBits: saved.ofTransitions.perAction,
    savedBitsOfActions: saved.ofActions.perAction,
    stability,
  };
}

function reasonOf(ranked: readonly Candidate[], ground: Ground): string {
  const [winner] = ranked as [Candidate, ...Candidate[]];
  const { ofTransitions, ofActions } = winner.saved;
  const found = unitsText(segmentCount(winner), "segment");
  const most = ranked.reduce((a, b) => (b.saved.ofTransitions.perAction > a.saved.ofTransitions.perAction ? b : a));
  const among = `of ${ranked.length} candidates`;
  switch (ground) {
    case "only candidate":
      return `the only candidate: ${found} that save ${fixed(ofTransitions.perAction)} bits per action on what comes next${mergedText(winner)}`;
    case "separate":
      return (
        `${among}, these ${found} save the most bits on which actions occur (${fixed(ofActions.perAction)} per action), ` +
        "and they can be told apart without a mistake"
      );
    case "transitions":
      return most === winner
        ? `${among}, these ${found} save the most bits on what comes next (${fixed(ofTransitions.perAction)} per action)`
        : `${among}, these ${found} are the fewest that save nearly all of the bits on what comes next ` +
            `(${fixed(ofTransitions.perAction)} per action); the highest value, ${fixed(most.saved.ofTransitions.perAction)}, ` +
            `needs ${unitsText(segmentCount(most), "segment")}`;
    case "actions":
      return (
        `${among}, none saves bits on what comes next; these ${found} are the fewest that save nearly all of the bits on ` +
        `which actions occur (${fixed(ofActions.perAction)} per action)`
      );
    case "apart":
      return `${among}, none saves bits; these ${found} can be told apart best`;
    case "number":
    case "number, by actions": {
      const bits = ground === "number" ? ofTransitions : ofActions;
      const what = ground === "number" ? "what comes next" : "which actions occur";
      const none = ground === "number" ? "" : "none saves bits on what comes next; ";
      return `${among} with as many segments as asked for, ${none}these ${found} save the most bits on ${what} (${fixed(bits.perAction)} per action)${mergedText(winner)}`;
    }
    case "guide":
      return `${among}, these ${found} agree best with the guide, and of those that do they save the most bits on what comes next (${fixed(ofTransitions.perAction)} per action)`;
    case "nothing":
      return `${among}, none saves bits, and none has segments that can be told apart`;
  }
}

/** What became of a cut that had more clusters than were asked for. */
function mergedText({ clustering }: Candidate): string {
  if (!("walked" in clustering)) return "";
  const { length } = clustering.walked.groupOf;
  return length === labelCount(clustering.walked.labels)
    ? ""
    : `; ${length} clusters of the hierarchy were merged, those first that act most alike`;
}

function fixed(bits: number): string {
  const text = bits.toFixed(3);
  return text === "-0.000" ? "0.000" : text;
}
