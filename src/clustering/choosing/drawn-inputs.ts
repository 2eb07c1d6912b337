import type { Matrix } from "../../core";
import { pickRows, type RandomStream, sum } from "../../core/internal";
import { drawByWeight, runningSums } from "../points/draw-by-weight";
import type { WeightedPoints } from "../points/weighted-points";

/** Rows with how often each was drawn, at least once. */
export interface DrawnRows {
  readonly rows: Matrix;
  readonly weights: Float64Array;
}

/**
 * As many inputs as there are, at most `most`, as the point of each: all of them where there are no more and weights are
 * whole, else drawn by weight with replacement.
 *
 * @param item which draws of the stream.
 */
export function drawInputs({ weights }: WeightedPoints, most: number, random: RandomStream, item: number): Int32Array {
  const total = sum(weights);
  if (total <= most && weights.every(Number.isInteger)) {
    const all = new Int32Array(total);
    let at = 0;
    for (const [point, weight] of weights.entries()) {
      all.fill(point, at, at + weight);
      at += weight;
    }
    return all;
  }
  const count = Math.max(1, Math.min(most, Math.round(total)));
  return drawByWeight(runningSums(weights), count, random, item);
}

/** Equal inputs as one weighted row. */
export function asRows({ vectors }: WeightedPoints, inputs: Int32Array): DrawnRows {
  const points = [...new Set(inputs)].sort((a, b) => a - b);
  const place = new Map(points.map((point, i) => [point, i]));
  const weights = new Float64Array(points.length);
  for (const point of inputs) weights[place.get(point)!]! += 1;
  return { rows: pickRows(vectors, points), weights };
}

/** Inputs in an order drawn at random. */
export function shuffled(inputs: Int32Array, random: RandomStream, item: number): Int32Array {
  const order = inputs.slice();
  for (let last = order.length - 1; last > 0; last--) {
    const other = random.integer(last + 1, item, last);
    [order[last], order[other]] = [order[other]!, order[last]!];
  }
  return order;
}
