import type { HdbscanResult, MarkovMixtureResult } from "../clustering";
import { labelCount, parallelLimit, percentText, readOptions } from "../core/internal";
import type { EmbeddingReport } from "../embedding";
import { KERNEL_SHA256 } from "../kernels";
import type { RunOptions } from "../parallel";
import { withPool } from "../parallel/internal";
import { fitPrefixLaws } from "../prefixes";
import type { SegmentProfile } from "../profiles";
import { describeHiding, profileSegments, renameSegments, segmentNumber } from "../profiles/internal";
import type { TokenizedSequences } from "../sequences";
import { sharedActions, valuesOfInputs } from "../sequences/internal";
import { calibrateAnswers } from "./calibration/calibrate-answers";
import { type FitInput, isEvents, isSequences, keptInputs, readInput, readingNotes } from "./fit-input";
import { guideFindings } from "./guide/guide-findings";
import { notesOnGuide } from "./guide/guide-report";
import { assignerOf } from "./model/answers/assigner";
import { hideRarePaths } from "./model/contents/hide-rare-paths";
import { firstLineage, originOf } from "./model/model-origin";
import type { ModelParts } from "./model/model-parts";
import { countNoise, notesOnNoise, withoutPlaced } from "./noise/count-noise";
import type { NearestSegments } from "./noise/nearest-segments";
import { notesOnNumber } from "./number/notes-on-number";
import { choiceSettings, FIT_SEGMENTS_OPTIONS, type FitSegmentsOptions } from "./options/fit-segments-options";
import { continuedOptions } from "./previous/continued-options";
import { earlierPlaces } from "./previous/earlier-places";
import { inherit } from "./previous/inherit";
import type { FittedClusterer } from "./stages/clusterer";
import { drawPicture } from "./stages/picture";
import { sharedLayouts } from "./stages/umap-layout";
import { chooseSegments } from "./survey/choose-segments";
import { judgeSegments } from "./survey/judge-segments";
import { notesOnLongInputs } from "./survey/long-inputs";
import { notesOnTimes } from "./survey/notes-on-times";
import { placeAll, setAside } from "./survey/set-aside";

/** Finds the segments of sequences: the parts of a model. */
export async function fitSequences(data: FitInput, options: FitSegmentsOptions): Promise<ModelParts> {
  const { previous } = readOptions(options, FIT_SEGMENTS_OPTIONS);
  const earlier = previous && assignerOf(previous)!.parts;
  const continued = earlier && continuedOptions(options, earlier, isSequences(data));
  const asked = continued?.options ?? options;
  const { workers, signal, onProgress, previous: _, ...read } = readOptions(asked, FIT_SEGMENTS_OPTIONS);
  return withPool(workers, async (pool) => {
    const run: RunOptions = { workers: pool, signal, onProgress };
    const sequences = await readInput(data, read.sequences, run);
    const inputs = keptInputs(sequences, data);
    const given = { ...choiceSettings(read, sequences), pinned: continued?.pinned };

    const layOut = sharedLayouts();
    const learning = await setAside(sequences, run);
    const found = await chooseSegments(learning.sequences, given, layOut, run);
    const answers = await calibrateAnswers(found, given, run);
    const learnt = answers.settled;
    const all = { sequences, rows: learning.rows };
    const { chosen, nearest } = await placeAll(learnt, answers.nearest, all, run);
    const { space, clusterer, hierarchy } = chosen;
    const labels = valuesOfInputs(sequences, clusterer.labels, -1);
    const profiling = {
      ...describeHiding(given.profiles, given.minPathMembers),
      includeNoise: true,
      unit: given.profiles?.unit ?? (isEvents(data) ? sequences.rules.unit : "sequence"),
      ...(clusterer.persistence && { persistence: clusterer.persistence }),
      ...run,
    };
    const alignTo = earlier && earlierPlaces(sequences, earlier);
    const [{ projection, distortion }, profiled, verdict, prefixLaws] = await parallelLimit(4, [
      () => drawPicture(space.vectors, sequences.weights, { ...given, alignTo }, layOut, run),
      () => profileSegments(sequences, labels, profiling),
      () => judgeSegments(sequences, withoutPlaced(chosen, nearest), given, profiling.unit, run),
      () => fitPrefixLaws(sequences, labels, { seed: given.seed, minPathMembers: given.minPathMembers, ...run }),
    ]);

    const guided = await guideFindings(learnt, given, labels, layOut, run);
    const unnamed = { segments: profiled.profiles, relations: profiled.relations };
    const { segments: profiles, relations } = guided ? renameSegments(unnamed, guided.nameOf) : unnamed;

    const parts: ModelParts = {
      kernels: KERNEL_SHA256,
      sequences,
      embedder: space.embedder,
      reducer: space.reducer,
      clusterer,
      segments: profiles.filter(({ segment }) => segment >= 0),
      noise: profiles.find(({ segment, size }) => segment < 0 && size > 0),
      relations,
      projection,
      distortion,
      prefixLaws,
      calibration: { ...answers.calibration, refits: inRowsOfAll(answers.calibration.refits!, learning.rows) },
      reference: inRowsOfAll(answers.reference, learning.rows),
      nearest,
      selection: chosen.selection,
      verdict,
      report: {
        events: isEvents(data) ? data.report : undefined,
        sequences: sequences.report,
        embedding: {
          method: space.embedder.method,
          dimensions: space.vectors.cols,
          texts: space.embedder.report,
        },
        reduction: { method: space.reducer.method, dimensions: space.reduced.cols },
        clustering: {
          method: clusterer.method,
          ...clusteringReport(sequences, clusterer, nearest, inputs),
          ...sizes(hierarchy),
        },
        guide: guided?.report,
        notes: [
          ...readingNotes(data, sequences),
          ...notesOn(sequences, space.embedder.report, clusterer),
          ...notesOnLongInputs(sequences, learning.rows),
          ...notesOnTimes(data, sequences, verdict),
          ...notesOnMixture(chosen.mixture),
          ...notesOnGuide(guided?.report),
          ...notesOnWords(profiles),
          ...notesOnNumber(given.segments, verdict, labels.filter((label) => label < 0).length),
          ...notesOnNoise(clusterer, nearest, sequences.weights, profiling.unit),
        ],
      },
      origin: originOf(data, sequences, asked, given.seed),
      lineage: firstLineage(labelCount(clusterer.labels)),
      route: [],
      children: [],
      history: [],
      profiles: given.profiles,
    };
    const named = previous ? await inherit(parts, previous, run) : parts;
    return hideRarePaths(named, given.minPathMembers);
  });
}

/** The same with the rows of all sequences, where some were set aside before. */
function inRowsOfAll<T extends { readonly rows: Uint32Array }>(listed: T, rows: readonly number[] | undefined): T {
  return rows ? { ...listed, rows: listed.rows.map((row) => rows[row]!) } : listed;
}

function sizes(hierarchy: HdbscanResult | undefined) {
  return { minClusterSize: hierarchy?.chosen.minClusterSize, minSamples: hierarchy?.chosen.minSamples };
}

function clusteringReport(
  { weights }: TokenizedSequences,
  { labels }: FittedClusterer,
  nearest: NearestSegments,
  inputs: number,
) {
  const segments = labelCount(labels);
  return { segments, ...countNoise(labels, nearest, weights, inputs) };
}

function notesOn(
  sequences: TokenizedSequences,
  texts: EmbeddingReport | undefined,
  { labels }: FittedClusterer,
): string[] {
  const { report } = sequences;
  const { truncated, unknown, leftOut, empty, tooShort } = report;
  return [
    leftOut > 0 && `${leftOut} of ${report.inputs} sequences were left out by steps of "prepare"`,
    empty > 0 && `${empty} of ${report.inputs} sequences hold no action and were left out`,
    tooShort > 0 && `${tooShort} of ${report.inputs} sequences are too short and were left out`,
    truncated.inputs > 0 && `${truncated.inputs} sequences were cut, ${truncated.tokens} actions lost by it`,
    unknown.actions > 0 && `${unknown.actions} rare actions became the unknown one, ${unknown.tokens} times`,
    ...(texts ? notesOnTexts(texts) : []),
    !texts && sharedActions(sequences) === 0 && nothingShared(report.inputs),
    labelCount(labels) === 0 && "no segment was found: nothing is denser than its surroundings",
  ].filter((note) => note !== false);
}

function nothingShared(inputs: number): string {
  return (
    `no action occurs in more than one of ${inputs} sequences: they have nothing in common by which to group them; ` +
    "check that actions are kinds of events, not single events"
  );
}

function notesOnTexts({ truncated, unknownPieces }: EmbeddingReport): string[] {
  const { inputs, actions, share } = truncated;
  return [
    inputs > 0 &&
      `the model's limit cut the texts of ${inputs} sequences, about ${actions} actions (${percentText(share)}) lost by it`,
    unknownPieces > 0 && `the model's tokenizer does not know ${unknownPieces} pieces of text`,
  ].filter((note) => note !== false);
}

/** Segments listed of those that got no words. */
const LISTED = 5;

function notesOnWords(profiles: readonly SegmentProfile[]): string[] {
  const asked = profiles.filter(({ words }) => words.audit !== null);
  const failed = asked.filter(({ words }) => words.describeError !== null);
  if (failed.length === 0) return [];
  const listed = failed.slice(0, LISTED).map(({ segment, words }) => {
    return `${segment < 0 ? "those in none" : `segment ${segmentNumber(segment)}`} (${words.describeError})`;
  });
  const more = failed.length > LISTED ? [`${failed.length - LISTED} more`] : [];
  const which = [...listed, ...more].join(", ");
  return [`"describe" gave ${failed.length} of ${asked.length} segments no words, or not all: ${which}`];
}

function notesOnMixture(mixture: MarkovMixtureResult | undefined): string[] {
  if (mixture === undefined || mixture.tried.length < 2) return [];
  const { tried } = mixture;
  const lowest = tried.reduce((a, b) => (b.bic < a.bic ? b : a)).segments;
  return [`of 1 to ${tried.length} Markov chains, ${lowest} have the lowest BIC`];
}
