import type { Matrix } from "../../core";
import { NOISE, pickRows } from "../../core/internal";
import type { RunOptions } from "../../parallel";
import type { FittedClusterer } from "../stages/clusterer";
import type { Placements } from "../stages/placer";
import { nearestOfAll } from "../stages/rest-placer";

/** For each distinct sequence the segment that it is nearest to, whether it is a member or not. */
export interface NearestSegments {
  /** The segment of a member, and the nearest one of all others; -1 where there is no segment. */
  readonly labels: Int32Array;
  /** Share of closeness among the three nearest segments, of those who are no members by themselves; 0 for members. */
  readonly closeness: Float64Array;
  /** 1 for those that were in no segment and were put into the nearest one. */
  readonly placed: Int32Array;
}

/**
 * The nearest segments of rows; those of members are their own.
 *
 * @param all whether segments are measured as {@link nearestOfAll} does, or as they are listed where nobody says how many.
 */
export async function nearestSegments(
  points: Matrix,
  { labels, placer }: Pick<FittedClusterer, "labels" | "placer">,
  all: boolean,
  run: RunOptions,
): Promise<NearestSegments> {
  const found = membersAlone(labels);
  const rest = [...labels.keys()].filter((row) => labels[row] === NOISE);
  if (rest.length === labels.length || rest.length === 0) return found; // nothing to be near to, or nobody
  const vectors = pickRows(points, rest);
  const placements = await (all ? nearestOfAll(placer, vectors, run) : placer.place(vectors, run));
  for (const [i, row] of rest.entries()) putNearest(found, row, placements, i);
  return found;
}

/** Of members their own segment, and of others none yet. */
export function membersAlone(labels: Int32Array): NearestSegments {
  const { length } = labels;
  return {
    labels: Int32Array.from(labels),
    closeness: new Float64Array(length),
    placed: new Int32Array(length),
  };
}

/** Puts in what placing says of a row. */
export function putNearest(
  { labels, closeness }: NearestSegments,
  row: number,
  { alternatives: { k, labels: nearest, shares } }: Pick<Placements, "alternatives">,
  at: number,
): void {
  if (k === 0) return;
  labels[row] = nearest[at * k]!;
  closeness[row] = shares[at * k]!;
}
