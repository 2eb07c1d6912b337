import { type Checkpoint, forEachYielding, topK } from "../../core/internal";
import type { ProfileContext } from "../profile-context";
import { type OutlyingPath, outlyingPaths } from "./borderline-paths";
import type { PathProfile } from "./path-profile";
import { pathText } from "./path-text";

/** A path that members really took, shown for many. */
export interface Exemplar {
  /** The path as text: `A -> B ×3 -> C`, its middle left out when it is long. */
  readonly path: string;
  /** The distinct sequence, a row of the sequences that were summarized. */
  readonly row: number;
  /** Number of actions. */
  readonly length: number;
  /** Members with exactly this path. */
  readonly members: number;
  /** Members that are nearer to this exemplar than to the others of the segment (ties: the earlier one). */
  readonly represents: number;
  /** The same as a share of the segment's members. */
  readonly coverage: number;
}

/** What {@link exemplars} finds in a segment. */
export interface TypicalPaths {
  readonly exemplars: readonly Exemplar[];
  /** Mean similarity of the members' paths to the medoid; null without members. */
  readonly cohesion: number | null;
  /** The paths that the exemplars show worst. */
  readonly outlying: readonly OutlyingPath[];
}

/** Paths weighed for each exemplar after the first: this many of the most common, and of the most central. */
const CANDIDATES = 4;
/** Mean similarity gained that is nothing but rounding. */
const NOTHING = 1e-6;

/**
 * Picks paths that show what a segment's members do, the most typical first.
 *
 * The first is the medoid: the path with the greatest mean similarity ({@link PathProfile}) to all members. Each next
 * one adds most to the sum, over the members, of the similarity to the nearest path chosen (greedy facility location:
 * Nemhauser, Wolsey & Fisher 1978); weighed are the paths that are most common or most central among the members not
 * yet well shown. Ties: more members, then the smaller row. Stops early when nothing is left to show.
 *
 * @param profile an empty one; it is returned empty.
 */
export async function exemplars(
  context: ProfileContext,
  group: number,
  count: number,
  profile: PathProfile,
  at: Checkpoint,
): Promise<TypicalPaths> {
  const { tokens, offsets, vocabulary } = context.sequences;
  const span = [context.members.offsets[group]!, context.members.offsets[group + 1]!] as const;
  const rows = context.members.rows.subarray(...span);
  const weights = context.members.weights.subarray(...span);
  const length = (i: number) => offsets[rows[i]! + 1]! - offsets[rows[i]!]!;
  const measure = async (work: (i: number) => number): Promise<Float64Array> => {
    const results = new Float64Array(rows.length);
    await forEachYielding(rows.length, at, (i) => {
      results[i] = work(i);
      return length(i);
    });
    return results;
  };
  const similarityTo = async (i: number): Promise<Float64Array> => {
    profile.add(rows[i]!, 1);
    const similarity = await measure((j) => (j === i ? 1 : Math.min(1, profile.similarity(rows[j]!))));
    profile.remove(rows[i]!);
    return similarity;
  };

  const shown = new Float64Array(rows.length); // similarity to the nearest path chosen
  const nearest = new Int32Array(rows.length);
  const nothing = NOTHING * context.members.sizes[group]!;
  const chosen: number[] = [];
  let cohesion: number | null = null;
  while (chosen.length < Math.min(count, rows.length)) {
    const missing = weights.map((weight, i) => weight * (1 - shown[i]!));
    await measure((i) => profile.add(rows[i]!, missing[i]!));
    const central = await measure((i) => (1 - shown[i]!) * profile.similarity(rows[i]!));
    profile.clear();

    const medoid = largest(central, weights, 1);
    const candidates =
      chosen.length === 0
        ? medoid
        : new Set([...largest(missing, weights, CANDIDATES), ...largest(central, weights, CANDIDATES)]);
    let best: { i: number; gain: number; similarity: Float64Array } = { i: -1, gain: nothing, similarity: shown };
    for (const i of candidates) {
      const similarity = await similarityTo(i);
      let gain = 0;
      for (let j = 0; j < rows.length; j++) gain += weights[j]! * Math.max(0, similarity[j]! - shown[j]!);
      if (gain > best.gain || (gain === best.gain && precedence(i, best.i, weights) < 0))
        best = { i, gain, similarity };
    }
    if (best.i < 0) break;
    for (let j = 0; j < rows.length; j++) {
      if (best.similarity[j]! <= shown[j]!) continue;
      shown[j] = best.similarity[j]!;
      nearest[j] = chosen.length;
    }
    if (chosen.length === 0) cohesion = meanOf(best.similarity, weights);
    chosen.push(best.i);
  }

  const action = (i: number, position: number) => vocabulary.actions[tokens[offsets[rows[i]!]! + position]!]!;
  const represents = chosen.map((_, pick) =>
    weights.reduce((sum, weight, j) => (nearest[j] === pick ? sum + weight : sum), 0),
  );
  return {
    exemplars: chosen.map((i, pick) => ({
      path: pathText(length(i), (position) => action(i, position)),
      row: rows[i]!,
      length: length(i),
      members: weights[i]!,
      represents: represents[pick]!,
      coverage: represents[pick]! / context.members.sizes[group]!,
    })),
    cohesion,
    outlying: outlyingPaths(rows, weights, shown),
  };
}

function meanOf(values: Float64Array, weights: Float64Array): number {
  let sum = 0;
  let total = 0;
  for (let i = 0; i < values.length; i++) {
    sum += weights[i]! * values[i]!;
    total += weights[i]!;
  }
  return Math.min(1, sum / total);
}

/** The positions of the `count` largest values; ties: more members, then the smaller position. */
function largest(values: Float64Array, weights: Float64Array, count: number): number[] {
  return topK(values.keys(), count, (i, j) => values[j]! - values[i]! || precedence(i, j, weights));
}

function precedence(i: number, j: number, weights: Float64Array): number {
  return weights[j]! - weights[i]! || i - j;
}
