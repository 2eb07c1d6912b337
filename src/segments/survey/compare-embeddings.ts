import { adjustedMutualInformation, adjustedRandIndex } from "../../clustering";
import { type Field, randomStream, readOptions, type Schema, toLabels } from "../../core/internal";
import type { RunOptions } from "../../parallel";
import { withPool } from "../../parallel/internal";
import type { CandidateScore, Selection } from "../../selection";
import type { InputLabels, TokenizedSequences } from "../../sequences";
import { valuesOfInputs } from "../../sequences/internal";
import { type FitInput, keptInputs, readInput } from "../fit-input";
import { choiceSettings, FIT_SEGMENTS_OPTIONS, type FitSegmentsOptions } from "../options/fit-segments-options";
import { methodOf } from "../stages/clustered";
import { sharedLayouts } from "../stages/umap-layout";
import type { Sample } from "./sample-inputs";
import { resample, stabilityOf } from "./stability";
import { meanStability, scoreOf, selectionOf, surveyCandidates } from "./survey-candidates";
import type { Candidate } from "./try-candidates";

/** Options of {@link compareEmbeddings}: those by which {@link fitSegments} chooses. */
export interface CompareEmbeddingsOptions extends Omit<FitSegmentsOptions, "projection" | "profiles"> {
  /** True labels, one for each input, where there are some: agreement with them is reported, and nothing is chosen by it. */
  labels?: InputLabels | undefined;
}

/** The pipelines from sequences to segments, compared on one log. */
export interface EmbeddingComparison extends Omit<Selection, "candidates" | "winner"> {
  /** The best cut of each pipeline, best first; the first is what `fitSegments` takes. */
  readonly rows: readonly ComparedEmbedding[];
  /** Number of candidates behind the rows. */
  readonly tried: number;
}

/** One pipeline, and how good its segments are. */
export interface ComparedEmbedding extends CandidateScore {
  /** Agreement with the true labels, those in no segment being one more group; undefined without such. */
  readonly adjustedRandIndex: number | undefined;
  readonly adjustedMutualInformation: number | undefined;
}

const TRUE_LABELS: Field<InputLabels, undefined> = {
  expected: "an Int32Array or an array of integers",
  default: undefined,
  read: (value) => value as InputLabels, // read with the inputs, whose number it must have
};

const { projection: _projection, profiles: _profiles, ...CHOICE } = FIT_SEGMENTS_OPTIONS;

const COMPARE_EMBEDDINGS_OPTIONS = { ...CHOICE, labels: TRUE_LABELS } satisfies Schema<CompareEmbeddingsOptions>;

/**
 * The table of what {@link fitSegments} would try on this log: for each representation, reduction and clusterer, the bits its
 * segments save, how stable they are, and, where true labels are given, how well they agree with them. What is set
 * by hand is all that is tried.
 *
 * @param input events, built sequences, lists of actions, or arrow paths; or a promise of one of them.
 * @param options which methods compete and how, known labels, effort, seed, workers, progress and abort.
 * @returns rows, best first; above 4,000 distinct sequences (20,000 with `effort: "thorough"`) measured on a sample.
 * @throws TypeError or RangeError on invalid options or input, or labels of another number than the inputs; the signal's
 *   reason when aborted.
 * @example
 * const paths = [...Array(30).fill("A -> B -> A -> B"), ...Array(30).fill("C -> C -> D")];
 * const comparison = await compareEmbeddings(paths, { labels: paths.map((path) => (path.startsWith("A") ? 0 : 1)) });
 * comparison.rows[0].adjustedRandIndex; // 1
 * formatComparison(comparison, { format: "markdown" });
 */
export async function compareEmbeddings(
  input: FitInput | Promise<FitInput>,
  options: CompareEmbeddingsOptions = {},
): Promise<EmbeddingComparison> {
  const { workers, signal, onProgress, labels, ...read } = readOptions(options, COMPARE_EMBEDDINGS_OPTIONS);
  const data = await input;
  return withPool(workers, async (pool) => {
    const run: RunOptions = { workers: pool, signal, onProgress };
    const sequences = await readInput(data, read.sequences, run);
    const given = choiceSettings(read, sequences);
    keptInputs(sequences, data);
    const planted = labels && toLabels("labels", labels, sequences.rowOf.length, "one per input");
    const survey = await surveyCandidates(sequences, given, sharedLayouts(), run);
    const { ranked, sample } = survey;
    const { candidates, winner: _, ...reported } = selectionOf(survey, given.effort, undefined);
    const drawn = await resample(sample.sequences, given, run);
    const truth = planted && labelsOfSample(planted, sequences, sample, given.seed);
    const rows: ComparedEmbedding[] = [];
    for (const candidate of bestOfEach(ranked)) {
      const stability = await stabilityOf(candidate, sample.sequences, drawn, run);
      rows.push(compared(candidate, stability, sample.sequences, truth));
    }
    return { ...reported, rows, tried: candidates.length };
  });
}

/** The true label of each input of the sample: for each row's inputs there, labels drawn from those of its inputs. */
function labelsOfSample(
  labels: Int32Array,
  { rowOf }: TokenizedSequences,
  { sequences, rows }: Sample,
  seed: number,
): Int32Array {
  if (rows === undefined) return labels.filter((_, i) => rowOf[i]! >= 0);
  const random = randomStream(seed, "segments/sampled-labels");
  const inputsOf = new Map<number, number[]>(rows.map((row) => [row, []]));
  for (const [i, row] of rowOf.entries()) inputsOf.get(row)?.push(i);
  return Int32Array.from(sequences.rowOf, (place, i) => {
    const inputs = inputsOf.get(rows[place]!)!;
    return labels[inputs[random.integer(inputs.length, i, 0)]!]!;
  });
}

/** The first candidate of each representation, reduction and clusterer. */
function bestOfEach(ranked: readonly Candidate[]): Candidate[] {
  const seen = new Set<string>();
  return ranked.filter(({ space, clustering }) => {
    const pipeline = JSON.stringify([space.embedder.method, space.reducer.method, methodOf(clustering)]);
    return !seen.has(pipeline) && seen.add(pipeline);
  });
}

function compared(
  candidate: Candidate,
  stability: Float64Array | undefined,
  sequences: TokenizedSequences,
  truth: Int32Array | undefined,
): ComparedEmbedding {
  const found = valuesOfInputs(sequences, candidate.labels, -1).filter((_, i) => sequences.rowOf[i]! >= 0);
  return {
    ...scoreOf(candidate, meanStability(stability, candidate.labels, sequences.weights), sequences.weights),
    adjustedRandIndex: truth && adjustedRandIndex(truth, found),
    adjustedMutualInformation: truth && adjustedMutualInformation(truth, found),
  };
}
