import type { FeatureTable } from "../features";
import { isFeatureTable } from "../features/internal";
import type { FitInput } from "./fit-input";
import { fitSequences } from "./fit-sequences";
import { fitHybrid } from "./hybrid/fit-hybrid";
import type { FitHybridOptions } from "./hybrid/hybrid-options";
import type { HybridSegmentModel } from "./hybrid/hybrid-segment-model";
import { SegmentModel } from "./model/segment-model";
import type { FitSegmentsOptions } from "./options/fit-segments-options";
import type { FeatureSegmentModel } from "./table/feature-segment-model";
import { fitTable } from "./table/fit-table";
import type { FitTableOptions } from "./table/table-options";

/**
 * Finds the behavioural segments of a log, end to end: distinct sequences -> vectors -> few dimensions -> clusters,
 * weighted by the users behind each sequence -> what each segment does.
 *
 * Each stage is also a function of its own (`buildSequences`, `trainWord2Vec`, `poolSequences`, `pca`, `hdbscan`,
 * `summarizeSegments`), and `embedding`, `reduction` and `clustering` also take an object of yours in the stage's place.
 *
 * A table of features is grouped by its figures alone: prepared (`prepareFeatures`), clustered, named by rules. With events
 * and `features`, users are grouped by both, and what each adds is reported.
 *
 * @param input events, sequences, lists of actions, or arrow paths; or a table of features; or a promise of them.
 * @param options how sequences or features are made ready, the method of each stage, what profiles hold, effort, seed,
 *   progress and abort.
 * @returns the fitted model; the same input, options and seed give the same model, bit for bit.
 * @throws RangeError when no sequence is left, or fewer inputs than two groups of 5, or than a `minClusterSize` given; TypeError for an unknown option.
 * @example
 * const paths = ["START -> FAIL -> BUY_BOOST -> PASS", "START -> FAIL -> FAIL -> BUY_BOOST", "INSTALL -> TUTORIAL"];
 * const model = await fitSegments(paths.flatMap((path) => Array(20).fill(path)), { seed: 7 });
 * model.segments.map(({ name, size }) => `${name}: ${size}`);
 */
export function fitSegments(
  input: FeatureTable<string> | Promise<FeatureTable<string>>,
  options?: FitTableOptions,
): Promise<FeatureSegmentModel>;
export function fitSegments(
  input: FitInput | Promise<FitInput>,
  options: FitHybridOptions,
): Promise<HybridSegmentModel>;
export function fitSegments(input: FitInput | Promise<FitInput>, options?: FitSegmentsOptions): Promise<SegmentModel>;
export async function fitSegments(
  input: FitInput | FeatureTable<string> | Promise<FitInput | FeatureTable<string>>,
  options: FitSegmentsOptions | FitTableOptions | FitHybridOptions = {},
): Promise<SegmentModel | FeatureSegmentModel | HybridSegmentModel> {
  const data = await input;
  if (isFeatureTable(data)) return fitTable(data, options as FitTableOptions);
  if (typeof options === "object" && options !== null && "features" in options && options.features !== undefined)
    return fitHybrid(data, options as FitHybridOptions);
  return new SegmentModel(await fitSequences(data, options as FitSegmentsOptions));
}
