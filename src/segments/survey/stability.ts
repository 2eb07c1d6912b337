import type { HdbscanResult } from "../../clustering";
import { resampleClusters, resampleMeans, resampleMixture } from "../../clustering/internal";
import { checkpoint, follow, NOISE, pickRows, unitRows } from "../../core/internal";
import type { RunOptions } from "../../parallel";
import { bootstrapStability, bootstrapWeights } from "../../selection/internal";
import type { TokenizedSequences } from "../../sequences";
import type { ChoiceSettings, Effort } from "../options/fit-segments-options";
import { engineStability } from "../stages/engine-stability";
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
 * Jaccard similarity of each segment with those of resampled inputs; undefined for a clusterer of the user's own.
 */
export async function stabilityOf(
  { clustering, space }: Pick<Candidate, "clustering" | "space">,
  sequences: TokenizedSequences,
  drawn: readonly Float64Array[],
  run: RunOptions,
): Promise<Float64Array | undefined> {
  if ("own" in clustering || "guided" in clustering) return undefined;
  const at = checkpoint("judging", run);
  if ("engine" in clustering) return engineStability(clustering.engine, space.reduced, drawn, at, run);
  if ("walked" in clustering) {
    const { cut, labels, groupOf } = clustering.walked;
    const again = resampleCut(cut);
    return bootstrapStability(labels, drawn, (weights) => inGroups(again(weights), groupOf), at);
  }
  if ("means" in clustering) {
    const { fitted, labels, segmentOf } = clustering.means;
    const rows = everyNth(labels.length);
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

function inGroups(labels: Int32Array, groupOf: Int32Array): Int32Array {
  return labels.map((label) => (label === NOISE ? NOISE : groupOf[label]!));
}

/** Rows whose means are resampled, at most; of more, every n-th. */
const MOST_ROWS = 20_000;

function everyNth(rows: number): Uint32Array {
  const step = Math.ceil(rows / MOST_ROWS);
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
