import { NOISE } from "../../core/internal";
import { type EmbedderState, type RestoreEmbedderOptions, restoreEmbedder } from "../../embedding";
import { isPathMetrics, restorePathMetrics } from "../../features/internal";
import type { SegmentProfile, SegmentRelations } from "../../profiles";
import type { Selection, Verdict } from "../../selection";
import type { TokenizedSequences } from "../../sequences";
import { asRowLabels, type RowLabels } from "../../sequences/internal";
import type { Tree } from "../file/artefact";
import { fields, listOf, matrixOf, numbers, orAbsent, orNull, record, type Shape, text } from "../file/shape";
import type { FitReport } from "../fit-report";
import { restoreReducer } from "../stages/built-in-reducers";
import { MARKOV_CHAINS, restoreChains } from "../stages/markov-chains";
import { restorePlacer } from "../stages/restore-placer";
import { calibrationShape, referenceShape } from "./calibration-shape";
import { lineageShape, type ModelLineage, type ModelOrigin, originShape } from "./model-origin";
import type { ModelParts } from "./model-parts";
import { prefixLawsOf, type SavedPrefixLaws, savedPrefixLaws } from "./prefix-laws-shape";
import { profileOf, relationsOf } from "./profile-shape";
import { reportShape, selectionShape, verdictShape } from "./report-shape";
import { sequencesShape } from "./sequences-shape";

/** A model as plain data. Users' names and times stay out of it. */
interface ModelTree {
  readonly kernels: string;
  readonly sequences: Omit<TokenizedSequences, "ids" | "clock">;
  readonly embedder: EmbedderState;
  readonly reducer: Tree;
  readonly clusterer: {
    readonly method: string;
    readonly labels: RowLabels;
    readonly probabilities: Float64Array;
    readonly persistence: Float64Array | undefined;
    readonly placer: Tree;
  };
  readonly segments: readonly SegmentProfile[];
  readonly noise: SegmentProfile | undefined;
  readonly relations: SegmentRelations | null;
  readonly projection: ModelParts["projection"];
  readonly distortion: ModelParts["distortion"];
  readonly prefixLaws: SavedPrefixLaws | undefined;
  readonly calibration: ModelParts["calibration"];
  readonly reference: ModelParts["reference"];
  readonly selection: Selection;
  readonly verdict: Verdict;
  readonly report: FitReport;
  readonly origin: ModelOrigin;
  readonly lineage: ModelLineage;
}

/** @throws TypeError when the embedder or the reducer is a user's own that cannot be saved. */
export function modelTree({ kernels, sequences, embedder, reducer, clusterer, prefixLaws, ...rest }: ModelParts): Tree {
  const { ids: _, clock: __, ...anonymous } = sequences;
  const { placer, ...clusters } = clusterer;
  const tree: ModelTree = {
    kernels,
    sequences: anonymous,
    embedder: savable("embedder", embedder.method, embedder.state()),
    reducer: savable("reducer", reducer.method, reducer.state()),
    clusterer: { ...clusters, placer: placer.state() },
    prefixLaws: prefixLaws && savedPrefixLaws(prefixLaws),
    ...rest,
  };
  return tree as unknown as Tree;
}

/** @throws ModelFormatError naming the part that is missing or damaged. */
export function modelParts(tree: Tree, options: RestoreEmbedderOptions = {}): ModelParts {
  const found = fields(tree, "");
  const sequences = sequencesShape(found.sequences, "sequences");
  const report = reportShape(found.report, "report");
  const { dimensions } = report.reduction;
  const rows = sequences.weights.length;
  const segments = report.clustering.segments;
  const { placer, ...clusterer } = fields(found.clusterer, "clusterer");
  const labels = clustererShape(rows, segments)(clusterer, "clusterer");
  const picture = orAbsent(matrixOf(rows));
  return {
    kernels: text(found.kernels, "kernels"),
    sequences: { ...sequences, ids: undefined, durations: sequences.durations, clock: undefined },
    embedder: embedderOf(embedderShape(found.embedder, "embedder"), options),
    reducer: restoreReducer(found.reducer, "reducer", dimensions),
    clusterer: {
      ...labels,
      persistence: labels.persistence,
      placer: restorePlacer(placer, "clusterer.placer", { dimensions, segments }),
    },
    segments: listOf<unknown>((value) => value, segments)(found.segments, "segments").map((profile, segment) =>
      profileOf(segment, { rows, segments })(profile, `segments[${segment}]`),
    ),
    noise: orAbsent(profileOf(NOISE, { rows, segments }))(found.noise, "noise"),
    relations: orNull(relationsOf(segments))(found.relations, "relations"),
    projection: picture(found.projection, "projection"),
    distortion: orAbsent(numbers("Float32Array", rows, 0))(found.distortion, "distortion"),
    prefixLaws: orAbsent(prefixLawsOf(sequences.vocabulary.actions, segments))(found.prefixLaws, "prefixLaws"),
    calibration: orAbsent(calibrationShape(segments))(found.calibration, "calibration"),
    reference: orAbsent(referenceShape(rows, segments))(found.reference, "reference"),
    selection: selectionShape(found.selection, "selection"),
    verdict: verdictShape(found.verdict, "verdict"),
    report,
    origin: originShape(sequences.rowOf.length)(found.origin, "origin"),
    lineage: lineageShape(segments)(found.lineage, "lineage"),
  };
}

type SavedClusterer = Omit<ModelTree["clusterer"], "placer">;

function clustererShape(rows: number, segments: number): Shape<SavedClusterer> {
  return record<SavedClusterer>({
    method: text,
    labels: (value, path) => asRowLabels(numbers("Int32Array", rows, NOISE, segments - 1)(value, path)),
    probabilities: numbers("Float64Array", rows, 0, 1),
    persistence: orAbsent(numbers("Float64Array", segments)),
  });
}

/** The state of an embedder. */
export const embedderShape = record<EmbedderState>({
  method: text,
  json: fields,
  matrices: (value, path) => {
    for (const [name, found] of Object.entries(fields(value, path))) matrixOf()(found, `${path}.${name}`);
    return value as EmbedderState["matrices"];
  },
});

/** The embedder of a state. */
export function embedderOf(state: EmbedderState, options: RestoreEmbedderOptions) {
  if (state.method === MARKOV_CHAINS) return restoreChains(state, "embedder");
  return isPathMetrics(state) ? restorePathMetrics(state) : restoreEmbedder(state, options);
}

/** @throws TypeError when there is no state. */
export function savable<T>(part: string, method: string, state: T | undefined): T {
  if (state !== undefined) return state;
  throw new TypeError(`the model cannot be saved: its ${part} "${method}" gives no state to save`);
}
