import { type hdbscan, kmeans, silhouette } from "../../clustering";
import { resampleClusters, resampleMeans } from "../../clustering/internal";
import type { Matrix } from "../../core";
import { checkpoint, distinctRows, follow, NOISE, pickRows, sum, unitsText, wrongValue } from "../../core/internal";
import type { RunOptions } from "../../parallel";
import { bootstrapStability, bootstrapWeights } from "../../selection/internal";
import { asRowLabels } from "../../sequences/internal";
import type { EngineSettings } from "../options/engine-options";
import { isPlugIn } from "../options/plugged-in";
import { type Clusterer, type FittedClusterer, fitCustom, fittedHdbscan } from "../stages/clusterer";
import { engineStability } from "../stages/engine-stability";
import { fitEngine } from "../stages/engines";
import { cutHierarchy } from "../stages/hdbscan-cuts";
import { centersPlacer } from "./centers-placer";
import { chooseTableCount } from "./choose-table-count";
import type { TableSettings } from "./table-options";
import type { TableSelection } from "./table-selection";

/** A grouping of rows, how it was chosen, how far its segments stand apart and how stable they are. */
export interface ClusteredTable {
  readonly clusterer: FittedClusterer;
  readonly selection: TableSelection;
  /** Mean silhouette of the rows in segments, of 4,000 at most; undefined for fewer than two segments. */
  readonly silhouette: number | undefined;
  /** Jaccard similarity of each segment with those of resampled rows; undefined where rows are not resampled. */
  readonly stability: Float64Array | undefined;
}

/** Rows whose silhouettes are measured, at most; of more, every n-th. */
const MEASURED = 4000;
const RESAMPLES = 20;

/**
 * Groups rows as asked for.
 *
 * @param weights how many equal rows each stands for.
 */
export async function clusterTable(
  points: Matrix,
  weights: Float64Array,
  given: Pick<TableSettings, "clustering" | "seed">,
  run: RunOptions,
): Promise<ClusteredTable> {
  const found = await groupRows(points, weights, given, run);
  return { ...found, silhouette: await silhouetteOf(points, weights, found.clusterer.labels, run) };
}

type GroupedRows = Omit<ClusteredTable, "silhouette">;

async function groupRows(
  points: Matrix,
  weights: Float64Array,
  { clustering, seed }: Pick<TableSettings, "clustering" | "seed">,
  run: RunOptions,
): Promise<GroupedRows> {
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
      noise: _noise,
      segments: _segments, // undefined here: a table has no numbers to choose from by bits
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

/** Groups rows by an engine, into as many groups as rows support where it takes a number that is left to the data. */
async function byEngine(
  points: Matrix,
  weights: Float64Array,
  settings: EngineSettings,
  seed: number,
  run: RunOptions,
): Promise<GroupedRows> {
  const { method } = settings;
  const counts = "k" in settings && !("height" in settings && settings.height !== undefined);
  const chosen =
    counts && (settings.k ?? "auto") === "auto"
      ? await chooseTableCount(points, weights, method, seed, run)
      : undefined;
  const [engine] = await fitEngine(points, weights, settings, chosen ? [chosen.k] : [], { seed, scale: 1, run });
  const at = checkpoint("judging", run);
  const drawn = await follow(bootstrapWeights(weights, { resamples: RESAMPLES, seed }), at);
  const stability = await engineStability(engine!, points, drawn, at, run);
  const { clusterer, k } = engine!;
  const selection = chosen?.selection ?? (k === undefined ? foundBy(method) : given(method, k));
  return { clusterer, selection, stability };
}

function foundBy(method: string): TableSelection {
  return { method, rule: "engine", tried: [], reason: `${method} finds the number of segments itself` };
}

function given(method: string, k: number): TableSelection {
  return {
    method,
    rule: "given",
    tried: [],
    reason: `${unitsText(k, "segment")} ${k === 1 ? "was" : "were"} asked for`,
  };
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
): Promise<GroupedRows> {
  const different = (await follow(distinctRows(points), checkpoint("clustering", run))).points.rows;
  if (k !== "auto" && k > different) {
    throw wrongValue("clustering.k", `at most the number of different rows (${different})`, k);
  }
  const chosen = k === "auto" ? await chooseTableCount(points, weights, "kmeans", seed, run) : undefined;
  const wanted = chosen?.k ?? (k as number);
  const fitted = await kmeans(points, { k: wanted, restarts, seed, weights, ...run });
  const placer = centersPlacer({ training: points, centers: fitted.centers });
  const { probabilities } = await placer.place(points, run);
  const labels = asRowLabels(fitted.labels);
  const clusterer: FittedClusterer = { method: "kmeans", labels, probabilities, persistence: undefined, placer };
  const resampled = (drawn: Float64Array) => resampleMeans(fitted, points, drawn, run);
  const stability = await stabilityOf(fitted.labels, weights, seed, resampled, run);
  return { clusterer, selection: chosen?.selection ?? given("kmeans", wanted), stability };
}

/** Mean silhouette of the rows in segments, or of every n-th; undefined for fewer than two segments. */
async function silhouetteOf(
  points: Matrix,
  weights: Float64Array,
  labels: Int32Array,
  run: RunOptions,
): Promise<number | undefined> {
  const step = Math.ceil(points.rows / MEASURED);
  const rows = Uint32Array.from({ length: Math.ceil(points.rows / step) }, (_, i) => i * step);
  const some = rows.filter((row) => labels[row] !== NOISE);
  const ofSome = Int32Array.from(some, (row) => labels[row]!);
  if (new Set(ofSome).size < 2) return undefined;
  const weightsOfSome = Float64Array.from(some, (row) => weights[row]!);
  return (await silhouette(pickRows(points, some), ofSome, { weights: weightsOfSome, ...run })).score;
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
