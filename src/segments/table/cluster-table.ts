import { type hdbscan, kmeansSweep, silhouette } from "../../clustering";
import { resampleClusters, resampleMeans } from "../../clustering/internal";
import type { Matrix } from "../../core";
import { checkpoint, distinctRows, follow, pickRows, sum, wrongValue } from "../../core/internal";
import type { RunOptions } from "../../parallel";
import { bootstrapStability, bootstrapWeights } from "../../selection/internal";
import { asRowLabels } from "../../sequences/internal";
import type { EngineSettings } from "../options/engine-options";
import { isPlugIn } from "../options/plugged-in";
import { type Clusterer, type FittedClusterer, fitCustom, fittedHdbscan } from "../stages/clusterer";
import { fitEngine } from "../stages/engines";
import { cutHierarchy } from "../stages/hdbscan-cuts";
import { centersPlacer } from "./centers-placer";
import type { TableSettings } from "./table-options";
import { type TableSelection, type TriedNumber, WEAK_STRUCTURE } from "./table-selection";

/** A grouping of rows, how it was chosen, and how stable it is. */
export interface ClusteredTable {
  readonly clusterer: FittedClusterer;
  readonly selection: TableSelection;
  /** Jaccard similarity of each segment with those of resampled rows; undefined where rows are not resampled. */
  readonly stability: Float64Array | undefined;
}

/** Numbers of clusters that are tried. */
const NUMBERS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
/** Rows whose silhouettes are measured, at most; of more, every n-th. */
const MEASURED = 4000;
/** Starts where several numbers are tried. */
const STARTS = 4;
const RESAMPLES = 20;

/**
 * Groups rows as asked for.
 *
 * @param weights how many equal rows each stands for.
 */
export async function clusterTable(
  points: Matrix,
  weights: Float64Array,
  { clustering, seed }: Pick<TableSettings, "clustering" | "seed">,
  run: RunOptions,
): Promise<ClusteredTable> {
  if (clustering === "auto") return byMeans(points, weights, { k: "auto", restarts: 10, seed }, run);
  if (isPlugIn<Clusterer>(clustering, "cluster")) {
    const clusterer = await fitCustom(clustering, points, weights, run);
    return { clusterer, selection: foundBy(clusterer.method), stability: undefined };
  }
  if (clustering.method === "kmeans") return byMeans(points, weights, { ...clustering, seed }, run);
  if (clustering.method === "hdbscan") {
    const {
      method: _,
      minClusterSize,
      clusterSelectionMethod = "eom",
      minSamples,
      allowSingleCluster,
      ...rest
    } = clustering;
    const size = minClusterSize === "auto" ? Math.max(5, Math.round(sum(weights) / 50)) : minClusterSize;
    const settings = {
      minSamples: minSamples ?? Math.min(5, size),
      countSamples: "weight" as const,
      allowSingleCluster,
      rest,
    };
    const cut = await cutHierarchy(points, weights, settings, { minClusterSize: size, clusterSelectionMethod }, run);
    const stability = await stabilityOf(cut.labels, weights, seed, (drawn) => labelsOfPoints(cut, drawn), run);
    return { clusterer: fittedHdbscan(cut), selection: foundBy("hdbscan"), stability };
  }
  if (clustering.method === "markov-mixture") {
    throw wrongValue("clustering.method", "an engine of vectors, for a table holds no sequences", clustering.method);
  }
  return byEngine(points, weights, clustering, seed, run);
}

/** Groups rows by an engine: once, or for each of several numbers of clusters where it takes one. */
async function byEngine(
  points: Matrix,
  weights: Float64Array,
  settings: EngineSettings,
  seed: number,
  run: RunOptions,
): Promise<ClusteredTable> {
  const numbers = NUMBERS.filter((k) => k === 1 || k <= sum(weights) / 5);
  const sweep = await fitEngine(points, weights, settings, numbers, { seed, scale: 1, run });
  const { method } = settings;
  if (sweep[0]!.k === undefined) return { clusterer: sweep[0]!, selection: foundBy(method), stability: undefined };
  const tried: TriedNumber[] = [];
  for (const { k, labels } of sweep) {
    tried.push({ k: k!, inertia: undefined, silhouette: await silhouetteOf(points, weights, labels, run) });
  }
  const selection = sweep.length > 1 ? bySilhouette(method, tried) : given(method, tried);
  const wanted = chosenOf(selection);
  return { clusterer: sweep.find(({ k }) => k === wanted)!, selection, stability: undefined };
}

function foundBy(method: string): TableSelection {
  return { method, rule: "engine", tried: [], reason: `${method} finds the number of segments itself` };
}

interface MeansSettings {
  readonly k: number | "auto";
  readonly restarts: number;
  readonly seed: number;
}

async function byMeans(
  points: Matrix,
  weights: Float64Array,
  { k, restarts, seed }: MeansSettings,
  run: RunOptions,
): Promise<ClusteredTable> {
  const different = (await follow(distinctRows(points), checkpoint("clustering", run))).points.rows;
  if (k !== "auto" && k > different) {
    throw wrongValue("clustering.k", `at most the number of different rows (${different})`, k);
  }
  const numbers =
    k === "auto" ? NUMBERS.filter((number) => number <= Math.min(different, sum(weights) / 5) || number === 1) : [k];
  const sweep = await kmeansSweep(points, numbers, {
    restarts: k === "auto" ? STARTS : restarts,
    seed,
    weights,
    ...run,
  });
  const tried: TriedNumber[] = [];
  for (const { centers, inertia, labels } of sweep) {
    tried.push({ k: centers.rows, inertia, silhouette: await silhouetteOf(points, weights, labels, run) });
  }
  const selection = k === "auto" ? bySilhouette("kmeans", tried) : given("kmeans", tried);
  const wanted = chosenOf(selection);
  const chosen = sweep.find(({ centers }) => centers.rows === wanted)!;
  const [fitted] = k === "auto" ? await kmeansSweep(points, [wanted], { restarts, seed, weights, ...run }) : [chosen];
  const placer = centersPlacer({ training: points, centers: fitted!.centers });
  const { probabilities } = await placer.place(points, run);
  const labels = asRowLabels(fitted!.labels);
  const clusterer: FittedClusterer = { method: "kmeans", labels, probabilities, persistence: undefined, placer };
  const resampled = (drawn: Float64Array) => resampleMeans(fitted!, points, drawn, run);
  return { clusterer, selection, stability: await stabilityOf(fitted!.labels, weights, seed, resampled, run) };
}

/** Mean silhouette of the rows, or of every n-th; undefined for one cluster. */
async function silhouetteOf(
  points: Matrix,
  weights: Float64Array,
  labels: Int32Array,
  run: RunOptions,
): Promise<number | undefined> {
  const step = Math.ceil(points.rows / MEASURED);
  const rows = Uint32Array.from({ length: Math.ceil(points.rows / step) }, (_, i) => i * step);
  const some = Int32Array.from(rows, (row) => labels[row]!);
  if (new Set(some).size < 2) return undefined;
  const ofSome = Float64Array.from(rows, (row) => weights[row]!);
  return (await silhouette(pickRows(points, rows), some, { weights: ofSome, ...run })).score;
}

function bySilhouette(method: string, tried: readonly TriedNumber[]): TableSelection {
  const best = tried.reduce((a, b) => ((b.silhouette ?? 0) > (a.silhouette ?? 0) ? b : a));
  const reached = best.silhouette ?? 0;
  const reason =
    tried.length === 1
      ? "too few different rows for several segments"
      : reached < WEAK_STRUCTURE
        ? `nothing supports more than one segment: of ${tried.length - 1} numbers, no silhouette reaches ${WEAK_STRUCTURE}`
        : `of ${tried[1]!.k} to ${tried.at(-1)!.k} segments, ${best.k} stand apart best (silhouette ${reached.toFixed(3)})`;
  return { method, rule: "silhouette", tried, reason };
}

function given(method: string, tried: readonly TriedNumber[]): TableSelection {
  return { method, rule: "given", tried, reason: `${tried[0]!.k} segments were asked for` };
}

function chosenOf({ rule, tried }: TableSelection): number {
  const best = tried.reduce((a, b) => ((b.silhouette ?? 0) > (a.silhouette ?? 0) ? b : a));
  return rule === "given" || (best.silhouette ?? 0) >= WEAK_STRUCTURE ? best.k : 1;
}

async function stabilityOf(
  labels: Int32Array,
  weights: Float64Array,
  seed: number,
  cluster: (weights: Float64Array) => Int32Array | Promise<Int32Array>,
  run: RunOptions,
): Promise<Float64Array> {
  const at = checkpoint("judging", run);
  const drawn = await follow(bootstrapWeights(weights, { resamples: RESAMPLES, seed }), at);
  return bootstrapStability(labels, drawn, cluster, at);
}

function labelsOfPoints(cut: Awaited<ReturnType<typeof hdbscan>>, drawn: Float64Array): Int32Array {
  const { pointOf } = cut.points;
  const ofPoints = new Float64Array(cut.points.weights.length);
  for (const [row, point] of pointOf.entries()) ofPoints[point]! += drawn[row]!;
  const labels = resampleClusters(cut, ofPoints);
  return pointOf.map((point) => labels[point]!);
}
