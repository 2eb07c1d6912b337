import type { Matrix } from "../../core";
import { matrix, pickRows, randomStream, row } from "../../core/internal";
import { drawByWeight, runningSums } from "../points/draw-by-weight";
import { nearestOf, type Workplace } from "./nearest-centers";
import { seedPoints } from "./seed-points";
import { copiedRows, type WeightedRows } from "./weighted-rows";

/** How batches are drawn. */
export interface BatchSettings {
  readonly restarts: number;
  readonly seed: number;
  readonly maxIterations: number;
}

/** Points of a batch. */
const BATCH = 10_000;
/** Batches in a row without a lower inertia that end a start. */
const PATIENCE = 10;
/** How much of the smoothed inertia a new batch is. */
const FRESH = 0.1;

/**
 * Centers of mini-batch k-means (Sculley 2010): each batch moves every center toward the mean of its own points, by their
 * share of all the points it has met. Of several starts, the one with the lowest inertia on a batch of their own.
 */
export async function miniBatchCenters(
  rows: WeightedRows,
  vectors: Matrix,
  k: number,
  { restarts, seed, maxIterations }: BatchSettings,
  { at, ...place }: Workplace,
): Promise<Float32Array[]> {
  const random = randomStream(seed, "clustering/kmeans/batches");
  const ends = runningSums(rows.weights);
  const judges = pickRows(vectors, drawByWeight(ends, BATCH, random, 0));
  let best: { centers: Matrix; inertia: number } | undefined;
  for (let restart = 0; restart < restarts; restart++) {
    const part = at.part(restart / restarts, (restart + 1) / restarts);
    const first = restart * (maxIterations + 1) + 1; // of the items of the stream
    const centers = await startOn(
      vectors,
      drawByWeight(ends, 3 * BATCH, random, first),
      k,
      { seed, restart },
      { ...place, at: part },
    );
    const met = new Float64Array(k);
    let smoothed = Number.NaN;
    let lowest = Number.POSITIVE_INFINITY;
    for (let step = 0, idle = 0; step < maxIterations && idle < PATIENCE; step++) {
      const batch = pickRows(vectors, drawByWeight(ends, BATCH, random, first + 1 + step));
      const inertia = await moveCenters(centers, met, batch, { ...place, at: part.part(0, 0) });
      smoothed = Number.isNaN(smoothed) ? inertia : (1 - FRESH) * smoothed + FRESH * inertia;
      idle = smoothed < lowest ? 0 : idle + 1;
      lowest = Math.min(lowest, smoothed);
      await part.pass((step + 1) / maxIterations);
    }
    const inertia = await moveCenters(structuredClone(centers), new Float64Array(k), judges, {
      ...place,
      at: part.part(0, 0),
    });
    if (best === undefined || inertia < best.inertia) best = { centers, inertia };
  }
  return Array.from({ length: k }, (_, c) => row(best!.centers, c));
}

/** k-means++ on a sample; where it holds too few different points, the first ones of all fill up. */
async function startOn(
  vectors: Matrix,
  drawn: Int32Array,
  k: number,
  start: { readonly seed: number; readonly restart: number },
  { memory, pool, at }: Workplace,
): Promise<Matrix> {
  const points = [...new Set(drawn)].sort((a, b) => a - b);
  for (let point = 0; points.length < k; point++) if (!drawn.includes(point)) points.push(point);
  const times = new Map<number, number>();
  for (const point of drawn) times.set(point, (times.get(point) ?? 0) + 1);
  const weights = Float64Array.from(points, (point) => times.get(point) ?? 1);
  using _ = memory.borrow();
  const sample = copiedRows(memory, pickRows(vectors, points), weights);
  const seeds = await seedPoints(sample, k, start, { memory, pool, at: at.part(0, 0) });
  const centers = matrix(k, vectors.cols);
  for (const [c, at] of seeds.entries()) row(centers, c).set(row(vectors, points[at]!));
  return centers;
}

/** Moves the centers toward a batch. @returns its inertia before. */
async function moveCenters(centers: Matrix, met: Float64Array, batch: Matrix, place: Workplace): Promise<number> {
  using _ = place.memory.borrow();
  const { labels, squares } = await nearestOf(place.memory.rows(batch), centers, place);
  const { cols } = centers;
  const sums = new Float64Array(centers.data.length);
  const counts = new Float64Array(centers.rows);
  let inertia = 0;
  for (const [i, label] of labels.entries()) {
    counts[label]! += 1;
    inertia += squares[i]!;
    for (let j = 0; j < cols; j++) sums[label * cols + j]! += batch.data[i * cols + j]!;
  }
  for (const [c, count] of counts.entries()) {
    if (count === 0) continue;
    met[c]! += count;
    for (let j = c * cols; j < (c + 1) * cols; j++) {
      centers.data[j]! += (sums[j]! - count * centers.data[j]!) / met[c]!;
    }
  }
  return inertia;
}
