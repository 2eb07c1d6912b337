import type { Matrix } from "../../core";
import { labelCount, randomStream } from "../../core/internal";
import type { RunOptions } from "../../parallel";
import type { SegmentModel } from "../../segments";
import {
  findHeirs,
  overlapOf,
  partsOf,
  pinnedSettings,
  pipelineOf,
  refitPipeline,
  shareFor,
} from "../../segments/internal";
import { type Groups, groupsOf } from "./groups";
import { type Paths, someUsers, takenPaths } from "./read-paths";

/** Two populations in the segments and the space of a pipeline that has seen neither. */
export interface PlacedPopulations {
  readonly groups: Groups;
  /** For each type (paths of the earlier population, then of the later one) its cell; -1 for none. */
  readonly labels: Int32Array;
  readonly vectors: Matrix;
  /** Number of cells: segments of the pipeline. */
  readonly cells: number;
  /** For each cell the model's segment; -2 for one that matches none. */
  readonly segmentOf: readonly number[];
  /** Whether users were drawn. */
  readonly drawn: boolean;
}

/** A cell that is not one of the model's segments. */
const UNMATCHED = -2;

/**
 * Places both populations. One that the model was fitted to is cut into halves: its pipeline learns from one, and the other is compared.
 */
export async function placePopulations(
  model: SegmentModel,
  { earlier, current, isUnseen }: { readonly earlier: Paths; readonly current: Paths; readonly isUnseen: boolean },
  { seed, mostPaths }: { readonly seed: number; readonly mostPaths: number },
  run: RunOptions,
): Promise<PlacedPopulations> {
  const parts = partsOf(model);
  let reference = earlier;
  let pipeline = pipelineOf(parts);
  let segmentOf = Array.from({ length: pipeline.segments }, (_, segment) => segment);
  if (!isUnseen) {
    const { sequences, clusterer } = parts;
    const [learnt, others] = halves(earlier, seed);
    reference = others;
    pipeline = await refitPipeline(sequences, learnt.weights, pinnedSettings(parts), 1 / 2, run);
    const shown = drawn(earlier, mostPaths, seed + 2);
    const rows = [...shown.weights.keys()].filter((row) => shown.weights[row]! > 0);
    const { labels: after } = await pipeline.place(
      rows.map((row) => shown.lists[row]!),
      run,
    );
    const sizes = { before: labelCount(clusterer.labels), after: pipeline.segments };
    const labels = { before: Int32Array.from(rows, (row) => clusterer.labels[row]!), after };
    const overlap = overlapOf(
      labels,
      Float64Array.from(rows, (row) => shown.weights[row]!),
      sizes,
    );
    const { heirOf } = findHeirs({ previous: overlap, next: overlap });
    segmentOf = Array.from({ length: pipeline.segments }, (_, cell) => {
      const segment = heirOf.indexOf(cell);
      return segment < 0 ? UNMATCHED : segment;
    });
  }
  const chosen = [drawn(reference, mostPaths, seed), drawn(current, mostPaths, seed + 1)] as const;
  const [before, after] = chosen.map(takenPaths) as [Paths, Paths];
  const lists = [...before.lists, ...after.lists];
  const placed = await pipeline.place(lists, run);
  const groups = groupsOf(before, after);
  return {
    groups,
    labels: placed.labels,
    vectors: placed.vectors,
    cells: pipeline.segments,
    segmentOf,
    drawn: chosen[0] !== reference || chosen[1] !== current,
  };
}

/** Users by halves; those of one user stay together. The rows of the first half stay as they are, some without users. */
function halves(paths: Paths, seed: number): readonly [Paths, Paths] {
  const random = randomStream(seed, "monitoring/half");
  const isFirst = Uint8Array.from({ length: paths.users }, (_, user) => (random.uniform(user, 0) < 0.5 ? 1 : 0));
  return [someUsers(paths, (user) => isFirst[user] === 1), someUsers(paths, (user) => isFirst[user] === 0)];
}

/** As many users as have about `limit` distinct paths. */
function drawn(paths: Paths, limit: number, seed: number): Paths {
  const shown = paths.weights.reduce((count, weight) => count + (weight > 0 ? 1 : 0), 0);
  if (shown <= limit) return paths;
  const share = shareFor(paths.weights, limit);
  const random = randomStream(seed, "monitoring/drawn");
  return someUsers(paths, (user) => random.uniform(user, 0) < share);
}
