import { type EmbedderState, type RestoreEmbedderOptions, restoreEmbedder } from "../../embedding";
import { isPathMetrics, restorePathMetrics } from "../../features/internal";
import type { Tree } from "../file/artefact";
import { fields, matrixOf, numbers, orAbsent, record, text } from "../file/shape";
import { restoreReducer } from "../stages/built-in-reducers";
import { MARKOV_CHAINS, restoreChains } from "../stages/markov-chains";
import { restorePlacer } from "../stages/restore-placer";
import { changeableParts, savedParts } from "./contents/changeable-parts";
import { extensionOf, savedExtension } from "./contents/extension-shape";
import { restoredHistory, savedHistory } from "./contents/history-shape";
import { selectionShape } from "./contents/report-shape";
import { sequencesShape } from "./contents/sequences-shape";
import { originShape } from "./model-origin";
import type { ModelParts } from "./model-parts";

/**
 * A model as plain data. Users' names and times stay out of it.
 *
 * @throws TypeError when the embedder or the reducer is a user's own that cannot be saved.
 */
export function modelTree(parts: ModelParts): Tree {
  const { kernels, sequences, embedder, reducer, clusterer, history, projection, distortion, selection, origin } =
    parts;
  const { ids: _, clock: __, ...anonymous } = sequences;
  const saved = savedParts(parts, modelTree);
  const {
    segments,
    noise,
    relations,
    prefixLaws,
    calibration,
    reference,
    nearest,
    verdict,
    report,
    lineage,
    route,
    children,
  } = saved;
  const { extension } = parts;
  const placing = extension // else they are those of the model before
    ? { clusterer: { ...saved.clusterer }, extension: savedExtension(extension, modelTree) }
    : {
        embedder: savable("embedder", embedder.method, embedder.state()),
        reducer: savable("reducer", reducer.method, reducer.state()),
        clusterer: { ...saved.clusterer, placer: clusterer.placer.state() },
      };
  const tree = {
    kernels,
    sequences: anonymous,
    ...placing,
    ...{ prefixLaws, segments, noise, relations, projection, distortion, calibration, reference, nearest, selection },
    ...{ verdict, report, origin, lineage, route, children },
    history: savedHistory(history, modelTree),
  };
  return tree as unknown as Tree;
}

/** @throws ModelFormatError naming the part that is missing or damaged. */
export function modelParts(tree: Tree, options: RestoreEmbedderOptions = {}, path = ""): ModelParts {
  const found = fields(tree, path);
  const sequences = sequencesShape(found.sequences, "sequences");
  const rows = sequences.weights.length;
  const child = (model: Tree, at: string) => modelParts(model, options, at);
  const restoring = { rows, actions: sequences.vocabulary.actions, child };
  const changeable = changeableParts(found, "", restoring);
  const { dimensions } = changeable.report.reduction;
  const fitted = changeable.route[0]?.length ?? changeable.report.clustering.segments;
  const extension = orAbsent(extensionOf(fitted, child))(found.extension, "extension");
  const placing = extension
    ? placingOf(extension.before)
    : {
        embedder: embedderOf(embedderShape(found.embedder, "embedder"), options),
        reducer: restoreReducer(found.reducer, "reducer", dimensions),
        placer: restorePlacer(fields(found.clusterer, "clusterer").placer, "clusterer.placer", {
          dimensions,
          segments: fitted,
        }),
      };
  const { embedder, reducer, placer } = placing;
  const clusterer = { ...changeable.clusterer, placer };
  return {
    kernels: text(found.kernels, "kernels"),
    sequences: { ...sequences, ids: undefined, durations: sequences.durations, clock: undefined },
    ...{ embedder, reducer },
    ...changeable,
    clusterer,
    projection: orAbsent(matrixOf(rows))(found.projection, "projection"),
    distortion: orAbsent(numbers("Float32Array", rows, 0))(found.distortion, "distortion"),
    selection: selectionShape(found.selection, "selection"),
    origin: originShape(sequences.rowOf.length)(found.origin, "origin"),
    extension,
    history: restoredHistory(found.history, found, placer, restoring),
    profiles: undefined,
  };
}

function placingOf({ embedder, reducer, clusterer }: ModelParts) {
  return { embedder, reducer, placer: clusterer.placer };
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
