import type { Matrix } from "../../core";
import { type Checkpoint, NOISE, pickRows } from "../../core/internal";
import type { RunOptions } from "../../parallel";
import { bootstrapStability } from "../../selection/internal";
import type { EngineClusters } from "./engines";

/** Rows that an engine clusters again, at most; of more, every n-th, which then stands for n. */
const MOST_ROWS = 2000;

/**
 * Jaccard similarity of each segment that an engine found with those it finds when inputs are drawn anew.
 *
 * @param drawn weights of the rows, for each resample.
 */
export async function engineStability(
  { clusterer, refit }: EngineClusters,
  points: Matrix,
  drawn: readonly Float64Array[],
  at: Checkpoint,
  run: RunOptions,
): Promise<Float64Array> {
  const step = Math.ceil(points.rows / MOST_ROWS);
  const rows = Uint32Array.from({ length: Math.ceil(points.rows / step) }, (_, i) => i * step);
  const labels = Int32Array.from(rows, (row) => clusterer.labels[row]!);
  const ofRows = drawn.map((weights) => Float64Array.from(rows, (row) => step * weights[row]!));
  const quietly = { workers: run.workers, signal: run.signal };
  const again = async (weights: Float64Array): Promise<Int32Array> => {
    const found = new Int32Array(rows.length).fill(NOISE);
    const kept = [...rows.keys()].filter((i) => weights[i]! > 0);
    if (kept.length === 0) return found;
    const vectors = pickRows(
      points,
      Uint32Array.from(kept, (i) => rows[i]!),
    );
    const ofKept = Float64Array.from(kept, (i) => weights[i]!);
    const refitted = await refit(vectors, ofKept, quietly);
    for (const [place, i] of kept.entries()) found[i] = refitted[place]!;
    return found;
  };
  const ofFound = await bootstrapStability(labels, ofRows, again, at);
  // a segment of which no row is among those looked at
  const segments = clusterer.labels.reduce((most, label) => Math.max(most, label + 1), 0);
  return Float64Array.from({ length: segments }, (_, segment) => ofFound[segment] ?? 0);
}
