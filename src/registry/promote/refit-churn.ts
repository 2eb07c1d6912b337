import { labelCount, NOISE, randomStream } from "../../core/internal";
import type { RunOptions } from "../../parallel";
import type { FitInput, SegmentModel } from "../../segments";
import {
  binomialWeights,
  findHeirs,
  overlapOf,
  partsOf,
  pinnedSettings,
  refitPipeline,
  shownWeights,
} from "../../segments/internal";
import { holdoutPaths } from "./holdout-paths";

const FLOOR = 0.05;

/**
 * How many users change their segment when nothing has changed: the champion's pipeline is fitted to disjoint halves of its users, again and
 * again, and both fits label the holdout.
 *
 * @param settings how many refits, an even number, and the seed of the halves.
 * @returns the median of the shares of users that pairs of fits differ in, and a twentieth of all, so that what never moved may move
 *   a little; segments are paired as `matchSegments` pairs them. Fits to all users differ less than fits to halves.
 * @throws RangeError when the champion cannot be fitted again.
 */
export async function refitChurn(
  champion: SegmentModel,
  holdout: FitInput,
  { refits, seed }: { readonly refits: number; readonly seed: number },
  run: RunOptions,
): Promise<number> {
  const parts = partsOf(champion);
  const given = pinnedSettings(parts);
  const { sequences } = parts;
  const users = shownWeights(sequences);
  const { lists, weights } = holdoutPaths(champion, holdout);
  const churns: number[] = [];
  for (let pair = 0; pair < refits / 2; pair++) {
    const first = binomialWeights(users, 1 / 2, randomStream(seed + pair, "registry/halves"));
    const halves = [first, first.map((drawn, row) => users[row]! - drawn)];
    const labels: Int32Array[] = [];
    for (const half of halves) {
      const pipeline = await refitPipeline(sequences, half, given, 1 / 2, run);
      labels.push((await pipeline.place(lists, run)).labels);
    }
    churns.push(churnOf(labels[0]!, labels[1]!, weights));
  }
  return Math.min(1, median(churns) + FLOOR);
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const at = sorted.length / 2;
  return (sorted[Math.ceil(at) - 1]! + sorted[Math.floor(at)]!) / 2;
}

/** Share of users who are not in the segment that continues the one they were in. */
function churnOf(before: Int32Array, after: Int32Array, weights: Float64Array): number {
  const overlap = overlapOf({ before, after }, weights, { before: labelCount(before), after: labelCount(after) });
  const { heirOf } = findHeirs({ previous: overlap, next: overlap });
  let [stayed, all] = [0, 0];
  for (const [row, weight] of weights.entries()) {
    const heir = before[row] === NOISE ? NOISE : heirOf[before[row]!]!;
    const isHeirless = before[row] !== NOISE && heir === NOISE;
    if (!isHeirless && after[row] === heir) stayed += weight;
    all += weight;
  }
  return all === 0 ? 0 : 1 - stayed / all;
}
