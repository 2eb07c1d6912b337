import type { HdbscanResult, MarkovMixtureResult } from "../../clustering";
import { checkpoint, distinctRows, follow, labelCount, sum } from "../../core/internal";
import { SharedEmbeddings } from "../../embedding/internal";
import type { RunOptions } from "../../parallel";
import type { Selection } from "../../selection";
import { type SavedBits, SavingsCode } from "../../selection/internal";
import type { TokenizedSequences } from "../../sequences";
import type { RowLabels } from "../../sequences/internal";
import { divideAgain } from "../number/divide-points";
import type { ChoiceSettings } from "../options/fit-segments-options";
import { clustererOf, cutOf } from "../stages/clustered";
import { type Clusterer, type FittedClusterer, fitCustom } from "../stages/clusterer";
import { fitEngine } from "../stages/engines";
import type { GuidedClusters } from "../stages/guided-clusters";
import { cutHierarchy } from "../stages/hdbscan-cuts";
import { fitChains } from "../stages/markov-chains";
import { directions, fitMeans } from "../stages/means-clusterer";
import { fitSpace, type Space } from "../stages/space";
import type { LayOut } from "../stages/umap-layout";
import { hierarchyToTry } from "./clusterings-to-try";
import { resample, stabilityOf } from "./stability";
import { meanStability, type Survey, selectionOf, surveyCandidates } from "./survey-candidates";
import { type Candidate, type FittedPipeline, meansSettings } from "./try-candidates";

/** The segmentation that won, and the evidence for it. */
export interface ChosenSegments {
  readonly space: Space;
  readonly clusterer: FittedClusterer;
  /** Of HDBSCAN; undefined for any other. */
  readonly hierarchy: HdbscanResult | undefined;
  /** Of the mixture of Markov chains; undefined for any other. */
  readonly mixture: MarkovMixtureResult | undefined;
  /** Of clusters that were led by what is known; undefined for any other. */
  readonly guided: GuidedClusters | undefined;
  readonly saved: SavedBits;
  /** Jaccard similarity of each segment with those of resampled inputs; undefined for a clusterer of the user's own. */
  readonly stability: Float64Array | undefined;
  readonly selection: Selection;
  /** All that was tried, and on what. */
  readonly survey: Survey;
  /** What was learnt from: all but inputs that were set aside. */
  readonly learnt: TokenizedSequences;
}

/** Tries the candidates on a sample of the inputs, takes the best one ({@link rankCandidates}), and fits it to all. */
export async function chooseSegments(
  sequences: TokenizedSequences,
  given: ChoiceSettings,
  layOut: LayOut,
  run: RunOptions,
): Promise<ChosenSegments> {
  const survey = await surveyCandidates(sequences, given, layOut, run);
  const winner = survey.ranked[0]!;
  run.signal?.throwIfAborted();
  const whole = survey.sample.rows === undefined;
  const fitted = whole ? winner : await fitWinner(sequences, winner, given, survey.scale, run);
  const { space, clustering } = fitted;
  const clusterer = await clustererOf(space, clustering, run);
  const competed = whole && (!("walked" in clustering) || isSame(clustering.walked.competing, clusterer.labels));
  const stability = await stabilityOf(fitted, sequences, await resample(sequences, given, run), run);
  return {
    space,
    clusterer,
    hierarchy: cutOf(clustering),
    mixture: "mixture" in clustering ? clustering.mixture : undefined,
    guided: "guided" in clustering ? clustering.guided : undefined,
    survey,
    saved: competed ? winner.saved.ofTransitions : await savedByAll(sequences, clusterer.labels, run),
    stability,
    selection: selectionOf(survey, given.effort, meanStability(stability, clusterer.labels, sequences.weights)),
    learnt: sequences,
  };
}

/** Whether those who competed are the members: nobody is with a segment only because it is the nearest. */
function isSame(competing: RowLabels, labels: RowLabels): boolean {
  return competing.every((label, row) => label === labels[row]);
}

async function savedByAll(sequences: TokenizedSequences, labels: RowLabels, run: RunOptions): Promise<SavedBits> {
  using code = await SavingsCode.of(sequences, run);
  const [saved] = await code.savings([labels]);
  return saved!.ofTransitions;
}

/**
 * The winner's pipeline, run again with other inputs.
 *
 * @param scale what an input counted where it won: in a sample of a tenth of these, .1.
 */
export async function fitWinner(
  sequences: TokenizedSequences,
  { stages, space: { vectors }, clustering, labels, fitAgain }: Candidate,
  given: ChoiceSettings,
  scale: number,
  run: RunOptions,
): Promise<FittedPipeline> {
  const { weights } = sequences;
  if (fitAgain) return fitAgain(sequences, scale, run);
  if ("chains" in stages) {
    const { space, mixture } = await fitChains(stages.chains, sequences, run, vectors.cols); // those that are nobody's too
    return { space, clustering: { mixture } };
  }
  const space = await fitSpace(stages, new SharedEmbeddings(sequences, run), weights, run);
  const { reduced } = space;
  if (given.segments) {
    const number = labelCount(labels);
    const again = { given, scale: 1, run };
    return { space, clustering: await divideAgain(sequences, space, clustering, number, again, scale) };
  }
  if ("means" in clustering) {
    const rows = await directions(reduced, run);
    const { points } = await follow(distinctRows(rows), checkpoint("clustering", run));
    const k = Math.min(clustering.means.fitted.centers.rows, points.rows); // fewer inputs may show fewer points
    const [means] = await fitMeans(rows, weights, [k], meansSettings(given, 1), run);
    return { space, clustering: { means: means! } };
  }
  if ("engine" in clustering) {
    const { k } = clustering.engine;
    const numbers = k === undefined ? [] : [k];
    const place = { seed: given.seed, scale: 1, run };
    const [engine] = await fitEngine(reduced, weights, clustering.engine.settings, numbers, place);
    return { space, clustering: { engine: engine! } };
  }
  if (!("cut" in clustering)) {
    return { space, clustering: { own: await fitCustom(given.clustering as Clusterer, reduced, weights, run) } };
  }
  const { minClusterSize, clusterSelectionMethod } = clustering.cut.chosen;
  const hierarchy = hierarchyToTry(given, sum(weights))!;
  const cut = { minClusterSize: Math.max(2, Math.round(minClusterSize / scale)), clusterSelectionMethod };
  return { space, clustering: { cut: await cutHierarchy(reduced, weights, hierarchy, cut, run) } };
}
