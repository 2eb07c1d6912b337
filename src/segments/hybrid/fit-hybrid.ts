import { matrix, readOptions, unitsText, verbatim, wrongValue } from "../../core/internal";
import { FeaturesModel, type FeatureTable, prepareFeatures, profileFeatures } from "../../features";
import { featureMatrix } from "../../features/internal";
import type { RunOptions } from "../../parallel";
import { withPool } from "../../parallel/internal";
import { profileSegments } from "../../profiles/internal";
import type { TokenizedSequences } from "../../sequences";
import { valuesOfInputs } from "../../sequences/internal";
import { type FitInput, isEvents, keptInputs, readInput, readingNotes } from "../fit-input";
import type { ChoiceSettings } from "../options/fit-segments-options";
import { clusteringOfTable } from "../options/number-of-table";
import { sharedLayouts } from "../stages/umap-layout";
import { chooseSegments } from "../survey/choose-segments";
import { isMixture } from "../survey/clusterings-to-try";
import { ablate } from "./ablation";
import { ablationText } from "./ablation-text";
import { blockScales, joinBlocks } from "./blocks";
import { FIT_HYBRID_OPTIONS, type FitHybridOptions, type HybridSettings } from "./hybrid-options";
import { HybridSegmentModel } from "./hybrid-segment-model";
import { pairRows } from "./paired-rows";

/**
 * Groups users by what they did and by their figures. The vectors of paths are those that win when paths alone are grouped; the
 * figures are prepared; both blocks get the same variance in all; then features alone, paths alone and both are clustered in
 * the same way, and compared.
 */
export async function fitHybrid(data: FitInput, options: FitHybridOptions): Promise<HybridSegmentModel> {
  const { workers, signal, onProgress, features, ...read } = readOptions(options, FIT_HYBRID_OPTIONS);
  if (read.guide) throw new TypeError('"guide" is not for a fit of features');
  const given = { ...read, clustering: clusteringOfTable(read.clustering) };
  if (isMixture(given.clustering)) {
    throw wrongValue("clustering.method", "an engine of vectors, beside features", given.clustering.method);
  }
  return withPool(workers, async (pool) => {
    const run: RunOptions = { workers: pool, signal, onProgress };
    const sequences = await readInput(data, given.sequences, run);
    keptInputs(sequences, data);
    const { table, outcome, missing } = rowsOfInputs(sequences, features!);
    const prepared = prepareFeatures(table, features!.preparation);
    const alone = {
      ...given,
      clustering: asChoice(given.clustering),
      segments: undefined,
      noise: "keep" as const,
      known: undefined,
    };
    const { space } = await chooseSegments(sequences, alone, sharedLayouts(), run);

    const pairs = pairRows(sequences, featureMatrix(prepared.table));
    const paths = matrix(pairs.pathOf.length, space.reduced.cols);
    for (const [pair, row] of pairs.pathOf.entries()) {
      paths.data.set(space.reduced.data.subarray(row * paths.cols, (row + 1) * paths.cols), pair * paths.cols);
    }
    const { weights } = pairs.sequences;
    const scales = blockScales(pairs.figures, paths, weights, features!.weight);
    const blocks = { features: pairs.figures, embedding: paths, hybrid: joinBlocks(pairs.figures, paths, scales) };
    const { rows, hybrid } = await ablate(blocks, sequences, pairs.sequences, outcome, given, run);
    const { clusterer, selection } = hybrid;
    const labels = valuesOfInputs(pairs.sequences, clusterer.labels, -1);
    const unit = given.profiles?.unit ?? (isEvents(data) ? sequences.rules.unit : "sequence");
    const { profiles } = await profileSegments(pairs.sequences, labels, {
      ...given.profiles,
      includeNoise: true,
      unit,
      ...run,
    });
    const figures = profileFeatures(table, labels);
    const segments = profiles
      .filter(({ segment }) => segment >= 0)
      .map((profile) => ({ ...profile, figures: figures[profile.segment]!.features }));
    return new HybridSegmentModel({
      sequences: pairs.sequences,
      embedder: space.embedder,
      reducer: space.reducer,
      preparation: new FeaturesModel(prepared),
      scales,
      clusterer,
      segments,
      ablation: rows,
      selection,
      notes: [
        ...readingNotes(data, sequences),
        ...prepared.notes,
        ...(missing > 0
          ? [`${unitsText(missing, unit)} without a row of features: their figures are the medians`]
          : []),
        ablationText(rows),
      ],
    });
  });
}

/** How paths alone are grouped while their vectors are chosen: as asked for, but for a number of clusters of both blocks. */
function asChoice(clustering: ChoiceSettings["clustering"]): ChoiceSettings["clustering"] {
  const isOfVectors = clustering !== "auto" && "method" in clustering && clustering.method === "hdbscan";
  return isOfVectors ? clustering : "auto";
}

/** The figures of each input, in input order; an input without a row has none. */
function rowsOfInputs({ ids, rowOf }: TokenizedSequences, { table, outcome }: HybridSettings) {
  if (ids === undefined) throw wrongValue("input", "inputs with ids, by which features are found", verbatim("none"));
  const placeOf = new Map(table.ids.map((id, row) => [id, row]));
  const rows = ids.map((id) => placeOf.get(id) ?? -1);
  const found = rows.filter((row, input) => row >= 0 && rowOf[input]! >= 0).length;
  if (found === 0) {
    throw wrongValue(
      "features",
      `rows of the inputs' ids (such as ${JSON.stringify(ids[0])})`,
      verbatim("none of them"),
    );
  }
  const inputs: FeatureTable<string> = {
    ids,
    names: table.names,
    columns: table.columns.map((values) => Float64Array.from(rows, (row) => (row < 0 ? Number.NaN : values[row]!))),
  };
  const kept = rowOf.reduce((count, row) => count + Number(row >= 0), 0);
  return { table: inputs, missing: kept - found, outcome: outcome && outcomesOf(rows, outcome) };
}

/** For each input the number of its outcome, in the order of their names; -1 where it is not known. */
function outcomesOf(rows: readonly number[], outcome: NonNullable<HybridSettings["outcome"]>): Int32Array {
  const names = [...new Set(outcome.filter((of) => of !== null).map(String))].sort();
  const numberOf = new Map(names.map((name, number) => [name, number]));
  return Int32Array.from(rows, (row) => {
    const of = row < 0 ? null : outcome[row]!;
    return of === null ? -1 : numberOf.get(String(of))!;
  });
}
