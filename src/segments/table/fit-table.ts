import { percentText, readOptions, unitsText, verbatim, wrongValue } from "../../core/internal";
import { type FeatureTable, prepareFeatures, profileFeatures, SEGMENT_NAMES } from "../../features";
import { featureMatrix, nameSegments, readTable } from "../../features/internal";
import type { RunOptions } from "../../parallel";
import { withPool } from "../../parallel/internal";
import { clusteringOfTable } from "../options/number-of-table";
import { clusterTable } from "./cluster-table";
import type { FeatureSegment } from "./feature-model-parts";
import { FeatureSegmentModel } from "./feature-segment-model";
import { FIT_TABLE_OPTIONS, type FitTableOptions } from "./table-options";

/** Groups the rows of a table, and says what each group is like. */
export async function fitTable(table: FeatureTable<string>, options: FitTableOptions): Promise<FeatureSegmentModel> {
  const { workers, signal, onProgress, ...read } = readOptions(options, FIT_TABLE_OPTIONS);
  const given = { ...read, clustering: clusteringOfTable(read.clustering) };
  const { ids, names } = readTable("input", table);
  if (ids.length === 0 || names.length === 0) {
    throw wrongValue("input", "a table of at least one row and column", verbatim(`${ids.length} x ${names.length}`));
  }
  return withPool(workers, async (pool) => {
    const run: RunOptions = { workers: pool, signal, onProgress };
    const prepared = prepareFeatures(table, given.features);
    const { clusterer, selection, silhouette, stability } = await clusterTable(
      featureMatrix(prepared.table),
      new Float64Array(ids.length).fill(1),
      given,
      run,
    );
    const profiles = profileFeatures(table, Int32Array.from(clusterer.labels)); // rows are inputs here
    const found = profiles.filter(({ segment }) => segment >= 0);
    const called = nameSegments(found, given.names ?? SEGMENT_NAMES);
    const segments = found.map((profile, s): FeatureSegment => {
      return { ...profile, name: called[s]!, stability: stability?.[profile.segment] ?? null };
    });
    const noise = profiles.find(({ segment }) => segment < 0);
    return new FeatureSegmentModel({
      ids,
      preparation: { columns: prepared.columns.map(({ name, steps }) => ({ name, steps })) },
      clusterer,
      segments,
      noise,
      selection,
      report: {
        rows: ids.length,
        columns: prepared.columns.map(({ steps: _, ...rest }) => rest),
        clustering: {
          method: clusterer.method,
          segments: segments.length,
          noise: noise?.size ?? 0,
          silhouette: silhouette ?? null,
        },
        notes: [...prepared.notes, ...notesOn(segments, ids.length, noise?.size ?? 0, prepared.columns)],
      },
    });
  });
}

function notesOn(
  segments: readonly FeatureSegment[],
  rows: number,
  noise: number,
  columns: readonly { readonly name: string; readonly missing: number }[],
): string[] {
  return [
    ...columns.flatMap(({ name, missing }) =>
      missing > 0 && missing < rows ? [`${name}: ${unitsText(missing, "number")} missing, filled`] : [],
    ),
    ...(noise > 0 ? [`${unitsText(noise, "row")} (${percentText(noise / rows)}) in no segment`] : []),
    ...segments.flatMap(({ name, stability }) =>
      stability !== null && stability < 0.6
        ? [`"${name}" is not found again in resampled rows (${stability.toFixed(2)})`]
        : [],
    ),
  ];
}
