import { labelCount, type Matrix, readOptions } from "../core";
import {
  type Embedder,
  type EmbeddingReport,
  orderEmbedder,
  type SentenceEmbedderOptions,
  sentenceEmbedder,
  word2vecEmbedder,
} from "../embedding";
import { type RunOptions, withPool } from "../parallel";
import { profileSegments } from "../profiles";
import type { TokenizedSequences } from "../sequences";
import { identityReducer, pcaReducer, umapReducer } from "./built-in-reducers";
import { type Clusterer, type FittedClusterer, fitCustom, fitHdbscan } from "./clusterer";
import { type FitInput, isEvents, readInput } from "./fit-input";
import { FIT_SEGMENTS_OPTIONS, type FitSegmentsOptions } from "./fit-options";
import { drawPicture } from "./picture";
import type { Reducer } from "./reducer";
import { perInput, SegmentModel } from "./segment-model";
import { type LayOut, sharedLayouts } from "./umap-layout";

/**
 * Finds the behavioural segments of a log, end to end: distinct sequences -> vectors -> few dimensions -> clusters,
 * weighted by the users behind each sequence -> what each segment does.
 *
 * Each stage is also a function of its own (`buildSequences`, `trainWord2Vec`, `poolSequences`, `pca`, `hdbscan`,
 * `summarizeSegments`), and `embedding`, `reduction` and `clustering` also take an object of yours in the stage's place.
 *
 * @param input events, sequences, lists of actions, or arrow paths; or a promise of them.
 * @returns the fitted model; the same input, options and seed give the same model, bit for bit.
 * @throws RangeError when no sequence is left, or fewer inputs than `minClusterSize`; TypeError for an unknown option.
 * @example
 * const paths = ["START -> FAIL -> BUY_BOOST -> PASS", "START -> FAIL -> FAIL -> BUY_BOOST", "INSTALL -> TUTORIAL"];
 * const model = await fitSegments(paths.flatMap((path) => Array(20).fill(path)), { seed: 7 });
 * model.segments.map(({ name, size }) => `${name}: ${size}`);
 */
export async function fitSegments(
  input: FitInput | Promise<FitInput>,
  options: FitSegmentsOptions = {},
): Promise<SegmentModel> {
  const { workers, signal, onProgress, ...given } = readOptions(options, FIT_SEGMENTS_OPTIONS);
  const data = await input;
  return withPool(workers, async (pool) => {
    const run: RunOptions = { workers: pool, ...(signal && { signal }), ...(onProgress && { onProgress }) };
    const sequences = await readInput(data, given.sequences, run);
    const inputs = keptInputs(sequences);

    const embedder = await chosenEmbedder(given.embedding, given.seed).fit(sequences, run);
    const vectors = await embedder.embed(sequences, run);
    const layOut = sharedLayouts();
    const { embedding: reduced, fitted: reducer } = await chosenReducer(given, layOut).fit(
      vectors,
      sequences.weights,
      run,
    );
    const density = isPlugin<Clusterer>(given.clustering, "cluster")
      ? undefined
      : densityOf(given.clustering, inputs, reduced);
    const clusterer = density
      ? await fitHdbscan(reduced, sequences.weights, { ...density, ...run })
      : await fitCustom(given.clustering as Clusterer, reduced, sequences.weights, run);
    const labels = perInput(sequences, clusterer.labels, -1);
    const { profiles, relations } = await profileSegments(sequences, labels, {
      ...given.profiles,
      includeNoise: true,
      unit: given.profiles?.unit ?? (isEvents(data) ? sequences.rules.unit : "sequence"),
      ...(clusterer.persistence && { persistence: clusterer.persistence }),
      ...run,
    });
    const { projection, distortion } = await drawPicture(vectors, sequences.weights, given, layOut, run);

    return new SegmentModel({
      sequences,
      embedder,
      reducer,
      clusterer,
      segments: profiles.filter(({ segment }) => segment >= 0),
      noise: profiles.find(({ segment, size }) => segment < 0 && size > 0),
      relations,
      projection,
      distortion,
      report: {
        events: isEvents(data) ? data.report : undefined,
        sequences: sequences.report,
        embedding: { method: embedder.method, dimensions: vectors.cols, texts: embedder.report },
        reduction: { method: reducer.method, dimensions: reduced.cols },
        clustering: { method: clusterer.method, ...clusteringReport(labels, clusterer, inputs), ...sizes(density) },
        notes: notesOn(sequences, embedder.report, clusterer),
      },
    });
  });
}

function keptInputs({ weights, report }: TokenizedSequences): number {
  const inputs = weights.reduce((sum, weight) => sum + weight, 0);
  if (inputs > 0) return inputs;
  const { empty, tooShort } = report;
  throw new RangeError(
    report.inputs === 0
      ? '"input" expected at least one sequence, got none'
      : `"input" expected at least one sequence with an action; of ${report.inputs}, ${empty} are empty and ${tooShort} too short`,
  );
}

type Given = Omit<ReturnType<typeof readOptions<typeof FIT_SEGMENTS_OPTIONS>>, keyof RunOptions>;

function isPlugin<P>(value: object, member: string): value is P & object {
  return typeof (value as Record<string, unknown>)[member] === "function";
}

function chosenEmbedder(embedding: Given["embedding"], seed: number): Embedder {
  if (isPlugin<Embedder>(embedding, "fit")) return embedding;
  const { method, ...given } = embedding as Exclude<Given["embedding"], Embedder>;
  const settings = definedOnly(given);
  if (method === "sentence-bert") return sentenceEmbedder(settings as SentenceEmbedderOptions);
  return (method === "order" ? orderEmbedder : word2vecEmbedder)({ ...settings, seed });
}

function chosenReducer({ reduction, seed }: Given, layOut: LayOut): Reducer {
  if (isPlugin<Reducer>(reduction, "fit")) return reduction;
  const { method, nComponents, ...settings } = reduction as Exclude<Given["reduction"], Reducer>;
  if (method === "umap") {
    return umapReducer({ ...settings, nComponents: nComponents ?? UMAP_COMPONENTS, seed }, layOut);
  }
  return method === "pca" ? pcaReducer(nComponents ?? PCA_COMPONENTS) : identityReducer();
}

const UMAP_COMPONENTS = 5;
const PCA_COMPONENTS = 8;

/** HDBSCAN's options, sized to the number of inputs. Where all behave alike, all are one segment. */
function densityOf(clustering: Given["clustering"], inputs: number, { data, cols }: Matrix) {
  const { method: _, minClusterSize, minSamples, ...rest } = clustering as Exclude<Given["clustering"], Clusterer>;
  const size = minClusterSize ?? Math.max(10, Math.round(inputs / 100));
  if (inputs < size) {
    throw new RangeError(`"input" expected at least "clustering.minClusterSize" = ${size} sequences, got ${inputs}`);
  }
  return {
    ...definedOnly(rest),
    allowSingleCluster: rest.allowSingleCluster || data.every((value, i) => value === data[i % cols]),
    minClusterSize: size,
    minSamples: minSamples ?? Math.min(10, size, inputs - 1),
  };
}

function sizes(density: { minClusterSize: number; minSamples: number } | undefined) {
  return { minClusterSize: density?.minClusterSize, minSamples: density?.minSamples };
}

function clusteringReport(labels: Int32Array, clusterer: FittedClusterer, inputs: number) {
  const members = labels.reduce((count, label) => count + (label >= 0 ? 1 : 0), 0);
  const noise = inputs - members;
  return { segments: labelCount(clusterer.labels), noise, noiseShare: noise / inputs };
}

function notesOn(
  { report }: TokenizedSequences,
  texts: EmbeddingReport | undefined,
  { labels }: FittedClusterer,
): string[] {
  const { truncated, unknown, empty, tooShort } = report;
  return [
    empty > 0 && `${empty} of ${report.inputs} sequences hold no action and were left out`,
    tooShort > 0 && `${tooShort} of ${report.inputs} sequences are too short and were left out`,
    truncated.inputs > 0 && `${truncated.inputs} sequences were cut, ${truncated.tokens} actions lost by it`,
    unknown.actions > 0 && `${unknown.actions} rare actions became the unknown one, ${unknown.tokens} times`,
    ...(texts ? notesOnTexts(texts) : []),
    labelCount(labels) === 0 && "no segment was found: nothing is denser than its surroundings",
  ].filter((note) => note !== false);
}

function notesOnTexts({ truncated, unknownPieces }: EmbeddingReport): string[] {
  const { inputs, actions, share } = truncated;
  return [
    inputs > 0 &&
      `the model's limit cut the texts of ${inputs} sequences, about ${actions} actions (${(100 * share).toFixed(1)} %) lost by it`,
    unknownPieces > 0 && `the model's tokenizer does not know ${unknownPieces} pieces of text`,
  ].filter((note) => note !== false);
}

/** Options as a stage's public function takes them: without the keys that were not given. */
function definedOnly<T extends object>(options: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as never;
}
