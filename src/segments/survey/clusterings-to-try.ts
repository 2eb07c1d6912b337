import type { HdbscanOptions } from "../../clustering";
import { wrongValue } from "../../core/internal";
import type { RunOptions } from "../../parallel";
import { HDBSCAN_BY_DEFAULT } from "../options/clustering-options";
import { ENGINES, type EngineSettings } from "../options/engine-options";
import type { ChoiceSettings } from "../options/fit-segments-options";
import { isPlugIn } from "../options/plugged-in";
import type { Clusterer } from "../stages/clusterer";
import type { Cut, HierarchySettings } from "../stages/hdbscan-cuts";
import { FEWEST_INPUTS, SMALLEST } from "./smallest-group";

/** Sizes that compete, as shares of the inputs; none below the smallest group that is looked for. */
const SHARES = [1 / 200, 1 / 100, 1 / 50, 1 / 20, 1 / 10];
/** Inputs a group holds on average, at least, where more than five means are tried. */
const USUAL = 20;
/** Paths that make a place dense. */
const DENSE_PATHS = 5;

/** How a hierarchy is grown, and the cuts of it that compete. */
export interface HierarchyToTry extends HierarchySettings {
  readonly cuts: readonly Cut[];
}

/**
 * The sizes and methods of HDBSCAN that compete, by the inputs there are; undefined where something else is asked for.
 *
 * @param scale what an input counts here: in a sample of a tenth, .1.
 */
export function hierarchyToTry(
  { clustering, pinned }: ChoiceSettings,
  inputs: number,
  scale = 1,
): HierarchyToTry | undefined {
  if (clustering !== "auto" && !isHdbscan(clustering)) return undefined;
  const {
    method: _,
    minClusterSize,
    clusterSelectionMethod,
    minSamples,
    allowSingleCluster,
    segments: __,
    noise: ___,
    ...rest
  } = clustering === "auto" ? HDBSCAN_BY_DEFAULT : clustering;
  const shares = pinned?.minClusterShare === undefined ? SHARES : [pinned.minClusterShare];
  const sizes =
    minClusterSize === "auto"
      ? shares.map((share) => Math.max(SMALLEST, Math.round(inputs * share)))
      : [Math.max(2, Math.round(minClusterSize * scale))];
  const method = clusterSelectionMethod ?? pinned?.clusterSelectionMethod;
  const methods = method === undefined ? (["eom", "leaf"] as const) : [method];
  const possible = [...new Set(sizes)].filter((size) => size <= inputs);
  return {
    minSamples: Math.min(minSamples ?? Math.min(DENSE_PATHS, sizes[0]!), inputs - 1),
    countSamples: clustering === "auto" ? "distinct" : "weight",
    cuts: possible.flatMap((size) =>
      methods.map((method) => ({ minClusterSize: size, clusterSelectionMethod: method })),
    ),
    rest: rest as Omit<HdbscanOptions, keyof RunOptions>,
    allowSingleCluster,
  };
}

/** Numbers of means that compete; one stands for nothing to tell apart. */
const MEANS = [1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 15, 20, 25, 30, 40];

/**
 * The numbers of means that compete, by the inputs and the different points there are; none where something else is asked for.
 * Where points are few, one mean for each competes too: users who all do the very same in so many ways.
 *
 * @throws RangeError when more are asked for than there are points.
 */
export function meansToTry({ clustering, pinned }: ChoiceSettings, inputs: number, points: number): readonly number[] {
  if (clustering !== "auto" && !isKmeans(clustering)) return [];
  if (pinned) return [Math.max(1, Math.min(pinned.groups, points))];
  if (clustering !== "auto" && clustering.k !== "auto") {
    if (clustering.k <= points) return [clustering.k];
    throw wrongValue("clustering.k", `at most the number of different vectors (${points})`, clustering.k);
  }
  return numbersToTry(inputs, points);
}

/** The numbers of clusters that compete, where they are left to the data. */
export function numbersToTry(inputs: number, points: number): readonly number[] {
  const numbers = MEANS.filter((k) => k <= points && k * (k <= SMALLEST ? SMALLEST : USUAL) <= inputs);
  const each = points <= MEANS.at(-1)! && points * SMALLEST <= inputs ? points : 1;
  return [...new Set([...numbers, each])];
}

/**
 * Whether there are inputs enough for what is asked for.
 *
 * @throws RangeError that says how many are needed.
 */
export function checkInputs({ clustering, segments }: ChoiceSettings, inputs: number): void {
  if (segments !== undefined) return; // as many paths are enough
  if (isPlugIn<Clusterer>(clustering, "cluster") || isMixture(clustering) || isEngine(clustering)) return;
  const given = clustering !== "auto" && clustering.method === "hdbscan" ? clustering.minClusterSize : "auto";
  const least = given === "auto" ? FEWEST_INPUTS : given;
  if (inputs >= least) return;
  const why = given === "auto" ? `two groups of ${SMALLEST}` : `"clustering.minClusterSize" is ${least}`;
  throw wrongValue("input", `at least ${least} users or sequences (${why})`, inputs);
}

type Clustering = ChoiceSettings["clustering"];

/** Whether HDBSCAN is asked for. */
function isHdbscan(clustering: Clustering): clustering is Asked<"hdbscan"> {
  return isAsked(clustering, "hdbscan");
}

/** Whether k-means is asked for. */
export function isKmeans(clustering: Clustering): clustering is Asked<"kmeans"> {
  return isAsked(clustering, "kmeans");
}

/** Whether a mixture of Markov chains is asked for. */
export function isMixture(clustering: Clustering): clustering is Asked<"markov-mixture"> {
  return isAsked(clustering, "markov-mixture");
}

/** Whether one of the classical engines is asked for. */
export function isEngine(clustering: Clustering): clustering is EngineSettings {
  return (
    clustering !== "auto" && !isPlugIn<Clusterer>(clustering, "cluster") && Object.hasOwn(ENGINES, clustering.method)
  );
}

type Asked<M extends string> = Extract<Exclude<Clustering, "auto" | Clusterer>, { readonly method: M }>;

function isAsked(clustering: Clustering, method: string): boolean {
  return clustering !== "auto" && !isPlugIn<Clusterer>(clustering, "cluster") && clustering.method === method;
}
