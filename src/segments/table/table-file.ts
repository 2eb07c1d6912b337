import { checkPlainData } from "../../core/internal";
import type { FeatureFigures, FeatureProfile, FeaturesModelData } from "../../features";
import { isFeaturesModelData } from "../../features/internal";
import { KERNEL_SHA256 } from "../../kernels";
import { asRowLabels } from "../../sequences/internal";
import type { Tree } from "../file/artefact";
import {
  damaged,
  fields,
  figure,
  listOf,
  numbers,
  oneOfTexts,
  orAbsent,
  orNull,
  record,
  type Shape,
  text,
  whole,
} from "../file/shape";
import type { Placer } from "../stages/placer";
import { restorePlacer } from "../stages/restore-placer";
import { restoreCenters } from "./centers-placer";
import type { FeatureModelParts, FeatureSegment, TableColumn, TableReport } from "./feature-model-parts";
import type { TableSelection, TriedNumber } from "./table-selection";

/** A model of features as plain data, without the ids of its rows. */
export function tableTree({ ids: _, clusterer, ...rest }: FeatureModelParts): Tree {
  const { method, labels, probabilities, persistence, placer } = clusterer;
  return {
    holds: "table",
    kernels: KERNEL_SHA256,
    clusterer: { method, labels, probabilities, persistence, placer: placer.state() },
    ...rest,
  } as unknown as Tree;
}

/** @throws ModelFormatError naming the part that is missing or damaged. */
export function tableParts(tree: Tree): FeatureModelParts {
  const found = fields(tree, "");
  const preparation = preparationShape(found.preparation, "preparation");
  const names = preparation.columns.map(({ name }) => name);
  const report = reportShape(found.report, "report");
  const clusters = fields(found.clusterer, "clusterer");
  const segments = listOf(segmentShape(names))(found.segments, "segments");
  for (const [s, { segment }] of segments.entries()) {
    if (segment !== s) throw damaged(`segments[${s}].segment`, String(s), segment);
  }
  const fitting = { dimensions: names.length, segments: segments.length };
  return {
    ids: undefined,
    preparation,
    clusterer: {
      method: text(clusters.method, "clusterer.method"),
      labels: asRowLabels(
        numbers("Int32Array", report.rows, -1, segments.length - 1)(clusters.labels, "clusterer.labels"),
      ),
      probabilities: numbers("Float64Array", report.rows, 0, 1)(clusters.probabilities, "clusterer.probabilities"),
      persistence: orAbsent(numbers("Float64Array", segments.length))(clusters.persistence, "clusterer.persistence"),
      placer: restoreTablePlacer(clusters.placer, "clusterer.placer", fitting),
    },
    segments,
    noise: orAbsent(profileShape(names))(found.noise, "noise"),
    selection: tableSelectionShape(found.selection, "selection"),
    report,
  };
}

/** A placer of centers, or of another engine, made again. */
export function restoreTablePlacer(
  state: Tree,
  path: string,
  { dimensions, segments }: { readonly dimensions: number; readonly segments: number },
): Placer {
  const found = fields(state, path);
  if (found.method === "centers") return restoreCenters(found, path, dimensions, segments);
  return restorePlacer(state, path, { dimensions, segments });
}

/** How columns are made ready. */
export const preparationShape: Shape<FeaturesModelData> = (value) => {
  checkPlainData(isFeaturesModelData(value), "scaled features");
  return value as FeaturesModelData;
};

/** The figures of a segment, of these names. */
export const featureShape = (names: readonly string[]): Shape<FeatureFigures> =>
  record<FeatureFigures>({
    name: oneOfTexts(names),
    mean: orNull(figure),
    median: orNull(figure),
    meanElsewhere: orNull(figure),
    difference: orNull(figure),
    aboveQuartile: orNull(figure),
    place: orNull(figure),
    total: figure,
    missing: whole(0),
  });

function profileShape(names: readonly string[]): Shape<FeatureProfile> {
  return record<FeatureProfile>({
    segment: whole(-1),
    size: whole(0),
    share: figure,
    features: listOf(featureShape(names), names.length),
  });
}

function segmentShape(names: readonly string[]): Shape<FeatureSegment> {
  return (value, path) => {
    profileShape(names)(value, path);
    record<Pick<FeatureSegment, "name" | "stability">>({ name: text, stability: orNull(figure) })(value, path);
    return value as FeatureSegment;
  };
}

/** How a number of segments was found. */
export const tableSelectionShape = record<TableSelection>({
  method: text,
  rule: oneOfTexts(["strength-and-gap", "given", "engine"]),
  tried: listOf(
    record<TriedNumber>({
      k: whole(1),
      inertia: figure,
      silhouette: orAbsent(figure),
      predictionStrength: figure,
      gap: figure,
      gapError: figure,
    }),
  ),
  reason: text,
});

const reportShape = record<TableReport>({
  rows: whole(1),
  columns: listOf(
    record<TableColumn>({ name: text, missing: whole(0), clipped: whole(0), skewBefore: figure, skewAfter: figure }),
  ),
  clustering: record<TableReport["clustering"]>({
    method: text,
    segments: whole(0),
    noise: whole(0),
    silhouette: orNull(figure),
  }),
  notes: listOf(text),
});
