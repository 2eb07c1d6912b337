import {
  integer,
  percentText,
  type RandomStream,
  raggedRow,
  randomStream,
  readOptions,
  type Schema,
  sum,
  unitsText,
} from "../../core/internal";
import type { RunOptions } from "../../parallel";
import { RUN_OPTIONS, withPool } from "../../parallel/internal";
import {
  type EmergingSegment,
  type EmergingSegments,
  type FitInput,
  fitSegments,
  type SegmentModel,
} from "../../segments";
import { binomialWeights, partsOf, rememberFound, toSegmentModel } from "../../segments/internal";
import { decodeSequence, type Sequences } from "../../sequences";
import { type Rest, readRest } from "./read-rest";

/** Options of {@link emergingSegments}. */
export interface EmergingSegmentsOptions extends RunOptions {
  /** Users (or sessions) that a new segment has, at least. @default 10 */
  minSize?: number | undefined;
  /** Seed of all random numbers. @default 1 */
  seed?: number | undefined;
}

const EMERGING_SEGMENTS_OPTIONS = {
  minSize: integer({ min: 5 }, 10),
  seed: integer({ min: 0, max: 0xffffffff }, 1),
  ...RUN_OPTIONS,
} satisfies Schema<EmergingSegmentsOptions>;

/**
 * Looks for new segments in the rest alone: new users whom the model puts in none of its segments, or of whose actions, or steps from
 * one action to the next, it does not know the half, and its own users in none. They are fitted beside a sample of the model's
 * members. A group counts as new if nearly all of it is of the rest, it is found again when users are resampled, it stands apart as no
 * group does in shuffled logs, and knowing it saves bits, or nearly all of it take paths that others of it take too. The model is left
 * as it is; {@link SegmentModel.extend} adds what was found.
 *
 * A model that puts everybody in a segment (k-means, mixtures, a number that was asked for) has no rest, but for paths that are
 * mostly of unknown actions or steps.
 *
 * @param model a fitted or loaded model.
 * @param sequences new users or sessions, as {@link SegmentModel.assign} takes many.
 * @param options the smallest group, seed, workers, progress and abort.
 * @returns the groups, largest first, or none and why.
 * @throws TypeError, RangeError on other inputs and options.
 * @example
 * const model = await loadSegments("players.seqment");
 * const { segments, reason } = await emergingSegments(model, ["START -> QUIT", "START -> BUY"]);
 * segments.length === 0 ? reason : segments.map(({ name, size }) => `${name}: ${size}`);
 */
export async function emergingSegments(
  model: SegmentModel,
  sequences: FitInput,
  options: EmergingSegmentsOptions = {},
): Promise<EmergingSegments> {
  const { minSize, seed, workers, signal, onProgress } = readOptions(options, EMERGING_SEGMENTS_OPTIONS);
  const checked = toSegmentModel("model", model);
  return withPool(workers, async (pool) => {
    const rest = await readRest(checked, sequences, { workers: pool, signal });
    const looked = { current: rest.current.length, fromModel: rest.fromModel.length };
    const size = looked.current + looked.fromModel;
    const nothing = (reason: string): EmergingSegments => {
      const emerging = { segments: [], rest: looked, reason };
      rememberFound(emerging, {
        model: partsOf(checked),
        found: partsOf(checked),
        accepted: [],
        paths: [],
        ids: undefined,
      });
      return emerging;
    };
    if (size < minSize) {
      return nothing(
        `nothing new: ${unitsText(size, "user")} far from all segments are too few, for a new one has ${minSize}`,
      );
    }
    const beside = contrast(checked, size, randomStream(seed, "monitoring/emerging"));
    const lists = [...rest.current, ...rest.fromModel, ...beside];
    if (lists.length < FEWEST) return nothing(`nothing new: ${unitsText(lists.length, "user")} are too few to look at`);
    const fitting = { projection: false, seed, workers: pool, signal, onProgress } as const;
    let found = await fitSegments(lists, fitting);
    let accepted = newSegments(found, size, minSize);
    for (const minClusterSize of sizesToTry(size, minSize)) {
      if (accepted.length > 0) break;
      found = await fitSegments(lists, { ...fitting, clustering: { method: "hdbscan", minClusterSize } });
      accepted = newSegments(found, size, minSize);
    }
    if (accepted.length === 0) {
      return nothing(
        `nothing new: the ${unitsText(size, "user")} far from all segments form no group of ${minSize} or more that is found again and saves bits or shares paths`,
      );
    }
    return tellFound(checked, found, accepted, rest, looked);
  });
}

/**
 * Smallest sizes of segments that are tried, coarsest first, where the default choice finds nothing: it takes the fewest segments that
 * save nearly all bits, which may leave out a group that is small beside the others. The finest is half of what is asked for, because a
 * resample holds some two thirds of a group's different users; finer ones cut a group into pieces too small to show anything.
 */
function sizesToTry(rest: number, minSize: number): number[] {
  const finest = Math.ceil(minSize / 2);
  return [8, 4, 2, 1].map((factor) => factor * finest).filter((size) => size === finest || 2 * size <= rest);
}

/** Two groups of five, as a fit needs. */
const FEWEST = 10;
/** Members of the model beside each user of the rest, so that a group is seen against what is known. */
const BESIDE = 4;
const LEAST_BESIDE = 200;
const MOST_BESIDE = 2000;

/** Paths of a sample of those who are in a segment. */
function contrast(model: SegmentModel, rest: number, random: RandomStream): string[][] {
  const { sequences, clusterer } = partsOf(model);
  const members = sequences.weights.map((weight, row) =>
    clusterer.labels[row]! >= 0 && raggedRow(sequences, row).length > 0 ? weight : 0,
  );
  const wanted = Math.min(MOST_BESIDE, Math.max(LEAST_BESIDE, BESIDE * rest));
  const all = sum(members);
  const drawn = all <= wanted ? members : binomialWeights(members, wanted / all, random);
  return [...drawn].flatMap((weight, row) => {
    if (weight === 0) return [];
    const path = decodeSequence(sequences, row);
    return Array.from({ length: weight }, () => path);
  });
}

/** Share of a group that is of the rest, at least; and of one that is known by paths its users share. */
const PURE = 0.8;
/** Users who take the very same path, at least, where that is no chance. */
const SHARED = 5;

/** Segments of the rest, largest first. */
function newSegments({ labels, verdict, segments, sequences }: SegmentModel, rest: number, minSize: number): number[] {
  return segments
    .map(({ segment, size }) => ({
      segment,
      size,
      ofRest: labels.subarray(0, rest).reduce((count, label) => count + (label === segment ? 1 : 0), 0),
      evidence: verdict.segments[segment]!,
    }))
    .filter(({ segment, size, ofRest, evidence: { real, savedBits } }) => {
      const isBacked = () => savedBits > 0 || usersOfSharedPaths(labels, sequences, segment) >= PURE * size;
      return real && ofRest >= minSize && ofRest >= PURE * size && isBacked();
    })
    .sort((a, b) => b.ofRest - a.ofRest || a.segment - b.segment)
    .map(({ segment }) => segment);
}

/**
 * Users of a segment who take a path that others take too. Bits are those saved of paths by what is known from other paths, so that
 * they say nothing of a segment of few paths.
 */
function usersOfSharedPaths(labels: Int32Array, { rowOf, weights }: Sequences, segment: number): number {
  return labels.reduce((users, label, i) => users + Number(label === segment && weights[rowOf[i]!]! >= SHARED), 0);
}

function tellFound(
  model: SegmentModel,
  found: SegmentModel,
  accepted: readonly number[],
  { current, positions, ids, fromModel }: Rest,
  looked: EmergingSegments["rest"],
): EmergingSegments {
  const isOf = (segment: number, from: number, count: number) =>
    Array.from({ length: count }, (_, i) => i).filter((i) => found.labels[from + i] === segment);
  const segments = accepted.map((segment): EmergingSegment => {
    const profile = found.segments[segment]!;
    const { stability = 0, savedBits } = found.verdict.segments[segment]!;
    const members = isOf(segment, 0, current.length).map((i) => positions[i]!);
    const own = isOf(segment, current.length, fromModel.length).length;
    return { name: profile.name, size: members.length + own, fromModel: own, members, stability, savedBits, profile };
  });
  const all = looked.current + looked.fromModel;
  const named = segments.map(({ name, size }) => `${name} (${unitsText(size, "user")})`).join("; ");
  const emerging = {
    segments,
    rest: looked,
    reason: `${unitsText(segments.length, "new group")} with ${percentText(sum(segments.map(({ size }) => size)) / all)} of the ${unitsText(all, "user")} far from all segments: ${named}`,
  };
  const joined = [...current.keys()].filter((i) => accepted.includes(found.labels[i]!));
  rememberFound(emerging, {
    model: partsOf(model),
    found: partsOf(found),
    accepted,
    paths: joined.map((i) => current[i]!),
    ids: ids && joined.map((i) => ids[i]!),
  });
  return emerging;
}
