import type { ClustersOfOrder } from "./cut-at-eps";
import type { ReachabilityOrder } from "./reachability-order";

/** What a valley of reachability must be to be a cluster. */
export interface XiRule {
  readonly xi: number;
  readonly minSamples: number;
  readonly minClusterSize: number;
}

/**
 * The order as it is read: a point that weighs more than 1 is followed by its copies, one entry for all of them, reached
 * from it at its core distance.
 */
interface Plot {
  readonly points: Int32Array;
  /** What the entry is reached from, a point; -1 for none. */
  readonly from: Int32Array;
  readonly weights: Float64Array;
  /** One more than entries, the last Infinity: the order ends in a rise. */
  readonly reach: Float64Array;
}

/** A steep fall, and the highest reachability between it and what is looked at. */
interface Fall {
  readonly start: number;
  readonly end: number;
  highest: number;
}

/**
 * Clusters between steep falls and steep rises of reachability (Ankerst et al. 1999, section 4.3), the innermost ones,
 * with ends that were not reached from inside cut off (Schubert & Gertz 2018).
 */
export function xiClusters(order: ReachabilityOrder, weights: Float64Array, rule: XiRule): ClustersOfOrder {
  const plot = readPlot(order, weights);
  const { points, reach } = plot;
  const clusterOf = new Int32Array(weights.length).fill(-1);
  const reachOf = new Float64Array(weights.length);
  const taken = new Uint8Array(points.length);
  let count = 0;
  for (const [start, end] of valleys(plot, rule)) {
    if (taken.subarray(start, end + 1).includes(1)) continue;
    taken.fill(1, start, end + 1);
    let highest = 0;
    for (let i = start + 1; i <= end; i++) highest = Math.max(highest, reach[i]!);
    for (let i = start; i <= end; i++) {
      clusterOf[points[i]!] = count;
      reachOf[points[i]!] = highest;
    }
    count += 1;
  }
  return { clusterOf, count, reach: reachOf };
}

function readPlot({ order, reachability, from, core }: ReachabilityOrder, weightOf: Float64Array): Plot {
  const points: number[] = [];
  const origins: number[] = [];
  const weights: number[] = [];
  const reach: number[] = [];
  for (const [place, point] of order.entries()) {
    const weight = weightOf[point]!;
    points.push(point);
    origins.push(from[point]!);
    weights.push(Math.min(1, weight));
    reach.push(reachability[place]!);
    if (weight <= 1) continue;
    points.push(point);
    origins.push(point);
    weights.push(weight - 1);
    reach.push(core[point]!);
  }
  reach.push(Number.POSITIVE_INFINITY);
  return {
    points: Int32Array.from(points),
    from: Int32Array.from(origins),
    weights: Float64Array.from(weights),
    reach: Float64Array.from(reach),
  };
}

/** First and last entry of each cluster, inner ones before those around them. */
function valleys(plot: Plot, rule: XiRule): [start: number, end: number][] {
  const { points, reach } = plot;
  const kept = 1 - rule.xi;
  const rises = (i: number) => reach[i]! / reach[i + 1]! <= kept;
  const falls = (i: number) => reach[i]! / reach[i + 1]! >= 1 / kept;
  const upward = (i: number) => reach[i]! / reach[i + 1]! < 1;
  const downward = (i: number) => reach[i]! / reach[i + 1]! > 1;
  const found: [number, number][] = [];
  let open: Fall[] = [];
  let index = 0;
  let highest = 0;
  for (let i = 0; i < points.length; i++) {
    if (i < index || !(rises(i) || falls(i))) continue;
    for (let j = index; j <= i; j++) highest = Math.max(highest, reach[j]!);
    open = highest === Number.POSITIVE_INFINITY ? [] : open.filter(({ start }) => highest <= reach[start]! * kept);
    for (const fall of open) fall.highest = Math.max(fall.highest, highest);
    if (falls(i)) {
      const end = steepEnd(plot, i, falls, upward, rule.minSamples);
      open.push({ start: i, end, highest: 0 });
      index = end + 1;
    } else {
      const end = steepEnd(plot, i, rises, downward, rule.minSamples);
      index = end + 1;
      const ending = open.map((fall) => valley(plot, fall, i, end, rule)).filter((range) => range !== undefined);
      found.push(...ending.reverse());
    }
    highest = reach[index]!;
  }
  return found;
}

/** The last steep entry of an area that begins at `start`: never the other way, and not level for long. */
function steepEnd(
  { points, weights }: Plot,
  start: number,
  steep: (i: number) => boolean,
  otherWay: (i: number) => boolean,
  minSamples: number,
): number {
  let end = start;
  let level = 0;
  for (let i = start; i < points.length; i++) {
    if (i > start && weights[i]! > 1) level += weights[i]! - 1; // copies among themselves
    if (level > minSamples) break;
    if (steep(i)) {
      level = 0;
      end = i;
    } else if (otherWay(i)) break;
    else level += 1;
    if (level > minSamples) break;
  }
  return end;
}

/** The cluster between a fall and a rise from `riseStart` to `riseEnd`, if there is one. */
function valley(
  plot: Plot,
  fall: Fall,
  riseStart: number,
  riseEnd: number,
  { xi, minClusterSize }: XiRule,
): [number, number] | undefined {
  const { reach, weights } = plot;
  const kept = 1 - xi;
  let start = fall.start;
  let end = riseEnd;
  const after = reach[end + 1]!;
  const before = reach[start]!;
  if (after * kept < fall.highest) return undefined;
  if (before * kept >= after) while (start < fall.end && reach[start + 1]! > after) start += 1;
  else if (after * kept >= before) while (end > riseStart && reach[end - 1]! > before) end -= 1;
  end = lastReachedFrom(plot, start, end);
  if (end < 0 || start > fall.end || end < riseStart) return undefined;
  let size = 0;
  for (let i = start; i <= end; i++) size += weights[i]!;
  return size < minClusterSize ? undefined : [start, end];
}

/** The last entry from `end` back that was reached from the cluster itself, or below its start; -1 for none. */
function lastReachedFrom({ points, from, reach }: Plot, start: number, end: number): number {
  for (let last = end; last > start; last--) {
    if (reach[start]! > reach[last]! || points.subarray(start, last).includes(from[last]!)) return last;
  }
  return -1;
}
