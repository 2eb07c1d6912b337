import { type HdbscanOptions, type HdbscanResult, hdbscan, relabel } from "../../clustering";
import type { Matrix } from "../../core";
import type { RunOptions } from "../../parallel";

/** One way to cut the hierarchy of HDBSCAN. */
export interface Cut {
  readonly minClusterSize: number;
  readonly clusterSelectionMethod: "eom" | "leaf";
}

/** How the hierarchy is grown. */
export interface HierarchySettings {
  readonly minSamples: number;
  /**
   * Where nothing is asked for, density is that of different paths: a popular one is not dense by itself. HDBSCAN asked for
   * counts users, so that those who all do the very same are a segment.
   */
  readonly countSamples: "weight" | "distinct";
  readonly allowSingleCluster: boolean;
  /** Everything else of HDBSCAN. */
  readonly rest: Omit<HdbscanOptions, keyof RunOptions>;
}

/** The hierarchy, cut once. Where all points are the same, they are one segment. */
export async function cutHierarchy(
  points: Matrix,
  weights: Float64Array,
  { minSamples, countSamples, rest, allowSingleCluster }: HierarchySettings,
  cut: Cut,
  run: RunOptions,
): Promise<HdbscanResult> {
  const { data, cols } = points;
  const alike = data.every((value, i) => value === data[i % cols]);
  return hdbscan(points, {
    ...rest,
    ...cut,
    minSamples,
    countSamples,
    allowSingleCluster: allowSingleCluster || alike,
    weights,
    ...run,
  });
}

/** One hierarchy, cut in each of these ways. */
export async function cutsOfHierarchy(
  points: Matrix,
  weights: Float64Array,
  settings: HierarchySettings,
  cuts: readonly Cut[],
  run: RunOptions,
): Promise<HdbscanResult[]> {
  const [first, ...others] = cuts;
  const whole = await cutHierarchy(points, weights, settings, first!, run);
  return [whole, ...others.map((cut) => relabel(whole, cut))];
}
