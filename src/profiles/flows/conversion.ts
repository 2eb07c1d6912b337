import { checkpoint, forEachYielding, raggedRow, readOptions, type Schema } from "../../core/internal";
import type { RunOptions } from "../../parallel";
import { RUN_OPTIONS } from "../../parallel/internal";
import type { Sequences } from "../../sequences";
import { readPathPattern, toSequences } from "../../sequences/internal";
import { type Interval, wilsonInterval } from "../../statistics";
import { filteredWeights, ONE_SEGMENT_OPTIONS, type OneSegmentOptions, segmentFilter } from "./segment-weights";

/** Options of {@link conversion}. */
export interface ConversionOptions extends OneSegmentOptions, Omit<RunOptions, "workers"> {}

/** Result of {@link conversion}. */
export interface Conversion {
  /** Inputs that show the first pattern. */
  readonly from: number;
  /** Those of them that show the second one after it. */
  readonly converted: number;
  /** `converted / from`; 0 where nobody shows the first. */
  readonly rate: number;
  /** 95% interval of the rate (Wilson); null where nobody shows the first. */
  readonly interval: Interval | null;
  /** Share of all inputs that show the second pattern anywhere. */
  readonly baseRate: number;
  /** `rate / baseRate`: above 1, the second is likelier after the first; null for a base rate of 0. */
  readonly lift: number | null;
}

const CONVERSION_OPTIONS = {
  signal: RUN_OPTIONS.signal,
  onProgress: RUN_OPTIONS.onProgress,
  ...ONE_SEGMENT_OPTIONS,
} satisfies Schema<ConversionOptions>;

/**
 * How many of those who do one thing do another one after it, beside how common the other one is at all.
 *
 * @param sequences built sequences.
 * @param patterns  two path patterns: from what, to what.
 * @param options   a segment to look at.
 * @returns counts, rate with interval, base rate, lift.
 * @throws TypeError when a pattern is none; RangeError when one is wrong, with a caret under the place.
 * @example
 * const sequences = await sequencesFrom(["look -> cart -> pay", "look -> pay", "cart", "look"]);
 * (await conversion(sequences, ["cart", "pay"])).rate; // 0.5
 */
export async function conversion(
  sequences: Sequences,
  patterns: readonly [from: string, to: string],
  options: ConversionOptions = {},
): Promise<Conversion> {
  toSequences("sequences", sequences);
  const { labels, segment, ...run } = readOptions(options, CONVERSION_OPTIONS);
  const [from, to] = [0, 1].map((i) =>
    readPathPattern(patterns?.[i], `patterns[${i}]`).over(sequences.vocabulary.actions),
  );
  const weights = filteredWeights(sequences, segmentFilter(sequences, { labels, segment }));
  let [inputs, starters, converted, any] = [0, 0, 0, 0];
  await forEachYielding(weights.length, checkpoint("conversion", run), (row) => {
    const path = raggedRow(sequences, row);
    const weight = weights[row]!;
    const end = from!.firstEnd(path, 0);
    inputs += weight;
    if (end >= 0) starters += weight;
    if (end >= 0 && to!.firstEnd(path, end) >= 0) converted += weight;
    if (to!.firstEnd(path, 0) >= 0) any += weight;
    return 2 * path.length;
  });
  const rate = starters > 0 ? converted / starters : 0;
  const baseRate = inputs > 0 ? any / inputs : 0;
  return {
    from: starters,
    converted,
    rate,
    interval: starters > 0 ? wilsonInterval({ successes: converted, trials: starters }) : null,
    baseRate,
    lift: baseRate > 0 ? rate / baseRate : null,
  };
}
