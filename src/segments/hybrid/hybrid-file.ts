import type { EmbedderState, RestoreEmbedderOptions } from "../../embedding";
import { FeaturesModel } from "../../features";
import { KERNEL_SHA256 } from "../../kernels";
import { asRowLabels } from "../../sequences/internal";
import type { Tree } from "../file/artefact";
import { fields, figure, listOf, matrixOf, numbers, oneOfTexts, orAbsent, record, text, whole } from "../file/shape";
import { profileOf } from "../model/contents/profile-shape";
import { sequencesShape } from "../model/contents/sequences-shape";
import { embedderOf, embedderShape, savable } from "../model/model-tree";
import { restoreReducer } from "../stages/built-in-reducers";
import { featureShape, preparationShape, restoreTablePlacer, tableSelectionShape } from "../table/table-file";
import type { AblationRow, OutcomePrediction } from "./ablation";
import type { BlockScales } from "./blocks";
import type { HybridModelParts, HybridSegment } from "./hybrid-parts";

/** @throws TypeError when the embedder or the reducer is a user's own that cannot be saved. */
export function hybridTree({ sequences, embedder, reducer, preparation, clusterer, ...rest }: HybridModelParts): Tree {
  const { ids: _, clock: __, ...anonymous } = sequences;
  const { method, labels, probabilities, persistence, placer } = clusterer;
  return {
    holds: "hybrid",
    kernels: KERNEL_SHA256,
    sequences: anonymous,
    embedder: savable("embedder", embedder.method, embedder.state()),
    reducer: savable("reducer", reducer.method, reducer.state()),
    preparation: { columns: preparation.columns },
    clusterer: { method, labels, probabilities, persistence, placer: placer.state() },
    ...rest,
  } as unknown as Tree;
}

/** @throws ModelFormatError naming the part that is missing or damaged. */
export function hybridParts(tree: Tree, options: RestoreEmbedderOptions): HybridModelParts {
  const found = fields(tree, "");
  const sequences = sequencesShape(found.sequences, "sequences");
  const rows = sequences.weights.length;
  const preparation = new FeaturesModel(preparationShape(found.preparation, "preparation"));
  const names = preparation.columns.map(({ name }) => name);
  const saved = listOf<unknown>((value) => value)(found.segments, "segments");
  const segments = saved.length;
  const clusters = fields(found.clusterer, "clusterer");
  const placing = fields(clusters.placer, "clusterer.placer");
  const training = matrixOf()(placing.training ?? placing.vectors, "clusterer.placer.training");
  const dimensions = training.cols - names.length;
  return {
    sequences: { ...sequences, ids: undefined, durations: sequences.durations, clock: undefined },
    embedder: embedderOf(embedderShape(found.embedder, "embedder") as EmbedderState, options),
    reducer: restoreReducer(found.reducer, "reducer", dimensions),
    preparation,
    scales: record<BlockScales>({ figures: figure, paths: figure })(found.scales, "scales"),
    clusterer: {
      method: text(clusters.method, "clusterer.method"),
      labels: asRowLabels(numbers("Int32Array", rows, -1, segments - 1)(clusters.labels, "clusterer.labels")),
      probabilities: numbers("Float64Array", rows, 0, 1)(clusters.probabilities, "clusterer.probabilities"),
      persistence: orAbsent(numbers("Float64Array", segments))(clusters.persistence, "clusterer.persistence"),
      placer: restoreTablePlacer(clusters.placer, "clusterer.placer", { dimensions: training.cols, segments }),
    },
    segments: saved.map((segment, s) => {
      const path = `segments[${s}]`;
      const profile = profileOf(s, { rows, segments })(segment, path);
      const { figures } = fields(segment, path);
      return {
        ...profile,
        figures: listOf(featureShape(names), names.length)(figures, `${path}.figures`),
      } as HybridSegment;
    }),
    ablation: listOf(ablationShape)(found.ablation, "ablation"),
    selection: tableSelectionShape(found.selection, "selection"),
    notes: listOf(text)(found.notes, "notes"),
  };
}

const outcomeShape = record<OutcomePrediction>({ bits: figure, accuracy: figure, baseline: figure, users: whole(1) });

const ablationShape = record<AblationRow>({
  blocks: oneOfTexts(["features", "embedding", "hybrid"]),
  segments: whole(0),
  silhouette: orAbsent(figure),
  savedBits: figure,
  savedBitsOfActions: figure,
  stability: orAbsent(figure),
  outcome: orAbsent(outcomeShape),
});
