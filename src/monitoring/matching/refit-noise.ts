import { checkpoint, integer, labelCount, NOISE, randomStream, readOptions, type Schema } from "../../core/internal";
import type { RunOptions } from "../../parallel";
import { RUN_OPTIONS, withPool } from "../../parallel/internal";
import type { SegmentModel } from "../../segments";
import {
  binomialWeights,
  findHeirs,
  type Overlap,
  overlapOf,
  partsOf,
  pinnedSettings,
  refitPipeline,
  shownWeights,
  toSegmentModel,
} from "../../segments/internal";
import { decodeSequence } from "../../sequences";
import { largestUnexplained, type SegmentMeasures, segmentMeasures } from "./segment-measures";

/** Options of {@link refitNoise}. */
export interface RefitNoiseOptions extends RunOptions {
  /**
   * Fits to halves of the users, an even number; two of disjoint halves are compared, in either direction. With fewer than 20, no
   * event can be significant at .05. @default 20
   */
  refits?: number | undefined;
  /** Seed of the halves. @default 1 */
  seed?: number | undefined;
}

/** What fits to other users of unchanged data differ by ({@link refitNoise}); plain JSON. */
export interface RefitNoise {
  /** Hash of the model that it is of. */
  readonly model: string;
  readonly refits: number;
  readonly seed: number;
  /** A half against the other one: first the one way, then the other, of each pair. */
  readonly comparisons: readonly RefitComparison[];
}

/** What became of a model's segments between two fits to disjoint halves of its users. */
export interface RefitComparison {
  /** For each segment, its Jaccard similarity with the one of the first fit that stands for it; 0 where none does. */
  readonly recovered: readonly number[];
  /** For each segment, how that one fares in the second fit; null where the first one has no such segment. */
  readonly measures: readonly (SegmentMeasures | null)[];
  /** Users in that segment of the second fit that the first one explains least, as a share of all: what looks new and is not. */
  readonly unexplained: number;
}

const REFIT_NOISE_OPTIONS = {
  ...RUN_OPTIONS,
  refits: integer({ min: 2, max: 1000 }, 20),
  seed: integer({ min: 0, max: 0xffffffff }, 1),
} satisfies Schema<RefitNoiseOptions>;

/**
 * How much segments change when nothing does: the model's pipeline is fitted again to halves of its users, and disjoint halves are compared.
 * {@link matchSegments} reports only what goes beyond it. Keep the result beside the model; it is plain JSON.
 *
 * @param model fitted or loaded. Paths hidden by `minPathMembers` are left out.
 * @param options how many refits, seed, workers, progress and abort.
 * @returns a comparison for each pair of halves and direction.
 * @throws TypeError when `model` is no model; RangeError when it was fitted with an object of the user's own, or to fewer than 40
 *   users, or when `refits` is odd.
 * @example
 * const paths = ["A -> B -> C", "A -> B -> D", "X -> Y -> Z", "X -> Y -> Y"].flatMap((path) => Array(20).fill(path));
 * const model = await fitSegments(paths);
 * const noise = await refitNoise(model, { refits: 2 });
 * noise.comparisons.length; // 2
 */
export async function refitNoise(model: SegmentModel, options: RefitNoiseOptions = {}): Promise<RefitNoise> {
  const { refits, seed, workers, signal, onProgress } = readOptions(options, REFIT_NOISE_OPTIONS);
  if (refits % 2 !== 0) throw new RangeError(`"refits" expected an even number, got ${refits}`);
  const parts = partsOf(toSegmentModel("model", model));
  const given = pinnedSettings(parts);
  const { sequences, clusterer } = parts;
  const weights = shownWeights(sequences);
  const users = weights.reduce((sum, weight) => sum + weight, 0);
  if (users < FEWEST) throw new RangeError(`"model" expected a model of at least ${FEWEST} users, got ${users}`);
  const segments = labelCount(clusterer.labels);
  const lists = Array.from(weights, (_, row) => decodeSequence(sequences, row));
  return withPool(workers, async (pool) => {
    const run: RunOptions = { workers: pool, signal };
    const at = checkpoint("refitting", { signal, onProgress });
    const comparisons: RefitComparison[] = [];
    for (let pair = 0; pair < refits / 2; pair++) {
      const first = binomialWeights(weights, 1 / 2, randomStream(seed + pair, "monitoring/halves"));
      const halves = [first, first.map((drawn, row) => weights[row]! - drawn)];
      const fits: Int32Array[] = [];
      for (const half of halves) {
        const pipeline = await refitPipeline(sequences, half, given, 1 / 2, run);
        fits.push((await pipeline.place(lists, run)).labels);
        await at.pass((pair * 2 + fits.length) / refits);
      }
      for (const [from, to] of [
        [0, 1],
        [1, 0],
      ] as const) {
        const [a, b] = [fits[from]!, fits[to]!];
        const pairOfHalves: Halves = { labels: [a, b], users: [halves[from]!, halves[to]!] };
        comparisons.push(compareHalves(pairOfHalves, clusterer.labels, weights, segments));
      }
    }
    await at.pass(1);
    return { model: await model.hash(), refits, seed, comparisons };
  });
}

/** Users below which halves are too small to be fitted. */
const FEWEST = 40;

interface Halves {
  readonly labels: readonly [Int32Array, Int32Array];
  readonly users: readonly [Float64Array, Float64Array];
}

/** @param labels of the model, for each row, and how many users the row stands for. */
function compareHalves(halves: Halves, labels: Int32Array, weights: Float64Array, segments: number): RefitComparison {
  const [before, after] = halves.labels;
  const sizes = { before: labelCount(before), after: labelCount(after) };
  const [previous, next] = halves.users.map((half) => overlapOf({ before, after }, half, sizes)) as [Overlap, Overlap];
  const measures = segmentMeasures({ previous, next }, findHeirs({ previous, next }));
  const ofModel = overlapOf({ before: labels, after: before }, weights, { before: segments, after: sizes.before });
  const { heirOf, similarity } = findHeirs({ previous: ofModel, next: ofModel });
  return {
    recovered: Array.from(similarity),
    measures: Array.from(heirOf, (i) => (i === NOISE ? null : measures[i]!)),
    unexplained: largestUnexplained({ previous, next }),
  };
}
