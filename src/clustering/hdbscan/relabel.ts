import {
  boolean,
  either,
  integer,
  number,
  oneOf,
  readOptions,
  type Schema,
  sum,
  wrongValue,
} from "../../core/internal";
import { clustersFromHierarchy } from "./clusters-from-hierarchy";
import type { HdbscanOptions } from "./hdbscan";
import type { HdbscanResult } from "./hdbscan-result";
import { type HdbscanResultData, readResult } from "./hdbscan-result-data";

/** Options of {@link relabel}; what is not given stays as it was. */
export type RelabelOptions = Pick<
  HdbscanOptions,
  | "minClusterSize"
  | "minDistinctRows"
  | "clusterSelectionMethod"
  | "clusterSelectionEpsilon"
  | "clusterSelectionPersistence"
  | "maxClusterSize"
  | "allowSingleCluster"
>;

const RELABEL_OPTIONS = {
  minClusterSize: either(integer({ min: 2 }), oneOf(["most-persistent"])),
  minDistinctRows: integer({ min: 1 }),
  clusterSelectionMethod: oneOf(["eom", "leaf"]),
  clusterSelectionEpsilon: number({ min: 0 }),
  clusterSelectionPersistence: number({ min: 0 }),
  maxClusterSize: integer({ min: 2 }),
  allowSingleCluster: boolean(),
} satisfies Schema<RelabelOptions>;

/**
 * Reads other clusters off the hierarchy of a result, without computing a distance: what {@link hdbscan} would give
 * with these options, in a small part of the time.
 *
 * @param result what {@link hdbscan} found.
 * @param options the settings to change; the others stay those of the result.
 * @returns a result of its own, which shares the trees that did not change.
 * @throws TypeError when `result` is something else; RangeError when `minClusterSize` exceeds the number of rows (by
 * weight).
 * @example
 * const fine = await hdbscan([[0], [1], [2], [9], [10], [11]], { minClusterSize: 2, minSamples: 1 });
 * relabel(fine, { minClusterSize: 3 }).labels; // [0, 0, 0, 1, 1, 1]
 */
export function relabel(result: HdbscanResultData, options: RelabelOptions = {}): HdbscanResult {
  const {
    points,
    coreDistances,
    minimumSpanningTree: tree,
    singleLinkageTree: linkage,
    components,
  } = readResult(result);
  const given = Object.entries(readOptions(options, RELABEL_OPTIONS)).filter(([, value]) => value !== undefined);
  const settings = { ...result.chosen, ...Object.fromEntries(given) };
  const total = sum(points.weights);
  if (settings.minClusterSize > total) {
    throw wrongValue("minClusterSize", `at most the number of rows (${total})`, settings.minClusterSize);
  }
  const core = Float64Array.from(points.rows, (row) => coreDistances[row]!);
  return clustersFromHierarchy({ points, core, tree, linkage, components }, settings);
}
