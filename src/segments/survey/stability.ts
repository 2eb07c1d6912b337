import type { HdbscanResult } from "../../clustering";
import { resampleClusters, resampleMeans, resampleMixture } from "../../clustering/internal";
import type { Matrix } from "../../core";
import { checkpoint, follow, NOISE, pickRows, unitRows } from "../../core/internal";
import type { RunOptions } from "../../parallel";
import { bootstrapStability, bootstrapWeights } from "../../selection/internal";
import type { TokenizedSequences } from "../../sequences";
import type { EngineSettings } from "../options/engine-options";
import type { ChoiceSettings, Effort } from "../options/fit-segments-options";
import { type EngineClusters, fitEngine } from "../stages/engines";
import type { Candidate } from "./try-candidates";

/** Number of resamples. */
export const RESAMPLES: Readonly<Record<Effort, number>> = { quick: 20, thorough: 100 };

/** Inputs drawn again and again, for {@link stabilityOf}. */
export function resample(
  { weights }: TokenizedSequences,
  { effort, seed }: ChoiceSettings,
  run: RunOptions,
): Promise<Float64Array[]> {
  return follow(bootstrapWeights(weights, { resamples: RESAMPLES[effort], seed }), checkpoint("judging", run));
}

/**
 * Jaccard similarity of each segment with those of resampled inputs; undefined for a clusterer of the user's own, and for
 * engines that are not fitted again.
 */
export async function stabilityOf(
  { clustering, space }: Pick<Candidate, "clustering" | "space">,
  sequences: TokenizedSequences,
  drawn: readonly Float64Array[],
  run: RunOptions,
): Promise<Float64Array | undefined> {
  if ("own" in clustering || "guided" in clustering) return undefined;
  const at = checkpoint("judging", run);
  if ("engine" in clustering) {
    if (clustering.engine.k === undefined || clustering.engine.method !== "agglomerative") return undefined;
    return stabilityOfHierarchy(clustering.engine, space.reduced, drawn, run);
  }
  if ("walked" in clustering) {
    const { cut, labels, memberOf } = clustering.walked;
    const again = resampleCut(cut);
    return bootstrapStability(labels, drawn, (weights) => goWith(memberOf, again(weights)), at);
  }
  if ("means" in clustering) {
    const { fitted, labels, segmentOf } = clustering.means;
    const rows = everyNth(labels.length, MOST_ROWS);
    const points = pickRows(await follow(unitRows(space.reduced), at), rows);
    const ofRows = drawn.map((weights) => Float64Array.from(rows, (row) => weights[row]!));
    return bootstrapStability(
      Int32Array.from(rows, (row) => labels[row]!),
      ofRows,
      async (weights) => {
        const found = await resampleMeans(fitted, points, weights, run);
        return found.map((label) => segmentOf[label]!);
      },
      at,
    );
  }
  if ("cut" in clustering) return bootstrapStability(clustering.cut.labels, drawn, resampleCut(clustering.cut), at);
  const { mixture } = clustering;
  return bootstrapStability(mixture.labels, drawn, resampleMixture(mixture, sequences), at);
}

/** Rows in no cluster have the label of the row that they go with. */
function goWith(memberOf: Int32Array, labels: Int32Array): Int32Array {
  return memberOf.map((member) => labels[member]!);
}

/** Rows that are merged again, at most; of more, every n-th: merging takes time by their square. */
const MOST_MERGED = 1500;

/** Of a hierarchy of merged rows, cut at its number again. */
function stabilityOfHierarchy(
  { labels, settings, k }: EngineClusters,
  points: Matrix,
  drawn: readonly Float64Array[],
  run: RunOptions,
): Promise<Float64Array> {
  const rows = everyNth(labels.length, MOST_MERGED);
  const picked = pickRows(points, rows);
  const ofRows = drawn.map((weights) => Float64Array.from(rows, (row) => weights[row]!));
  const again = async (weights: Float64Array) => {
    const shown = [...weights.keys()].filter((row) => weights[row]! > 0);
    const found = new Int32Array(weights.length).fill(NOISE);
    if (shown.length === 0) return found;
    const ofShown = Float64Array.from(shown, (row) => weights[row]!);
    const [again] = await fitEngine(
      pickRows(picked, shown),
      ofShown,
      { ...settings, k: "auto" } as EngineSettings,
      [k!],
      {
        ...{ seed: 0, scale: 1, run: { workers: run.workers, signal: run.signal } },
      },
    );
    for (const [i, row] of shown.entries()) found[row] = again?.labels[i] ?? NOISE;
    return found;
  };
  const own = Int32Array.from(rows, (row) => labels[row]!);
  return bootstrapStability(own, ofRows, again, checkpoint("judging", run));
}

/** Rows whose means are resampled, at most; of more, every n-th. */
const MOST_ROWS = 20_000;

function everyNth(rows: number, most: number): Uint32Array {
  const step = Math.ceil(rows / most);
  return Uint32Array.from({ length: Math.ceil(rows / step) }, (_, i) => i * step);
}

function resampleCut(cut: HdbscanResult): (weights: Float64Array) => Int32Array {
  const { pointOf } = cut.points;
  const ofPoints = new Float64Array(cut.points.weights.length);
  return (drawn) => {
    ofPoints.fill(0);
    pointOf.forEach((point, row) => {
      ofPoints[point]! += drawn[row]!;
    });
    const labels = resampleClusters(cut, ofPoints);
    return pointOf.map((point) => labels[point]!);
  };
}
