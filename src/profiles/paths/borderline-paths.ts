import { type Checkpoint, forEachYielding, topK } from "../../core/internal";
import type { ProfileContext } from "../profile-context";
import type { PathProfile } from "./path-profile";
import { pathText } from "./path-text";

/** A path of members that another segment fits about as well. */
export interface BorderlinePath {
  /** The path as text. */
  readonly path: string;
  /** The distinct sequence, a row of the sequences that were summarized. */
  readonly row: number;
  /** Number of actions. */
  readonly length: number;
  /** Members with exactly this path. */
  readonly members: number;
  /** Similarity to the nearest exemplar of its own segment, from 0 to 1. */
  readonly similarity: number;
  /** The other segment whose most typical path is nearest, and the similarity to it. */
  readonly other: number;
  readonly otherSimilarity: number;
}

/** Paths weighed in each segment: those least like its exemplars. */
const CANDIDATES = 20;

/** A path that its segment's exemplars show badly. */
export interface OutlyingPath {
  readonly row: number;
  readonly members: number;
  readonly similarity: number;
}

/** The members' paths that are least similar to the exemplars; ties: more members, then the smaller row. */
export function outlyingPaths(rows: Uint32Array, weights: Float64Array, similarity: Float64Array): OutlyingPath[] {
  const order = topK(
    rows.keys(),
    CANDIDATES,
    (i, j) => similarity[i]! - similarity[j]! || weights[j]! - weights[i]! || i - j,
  );
  return order.map((i) => ({ row: rows[i]!, members: weights[i]!, similarity: Math.min(1, similarity[i]!) }));
}

/**
 * For each segment the paths that another segment's medoid fits better than, or nearly as well as, their own exemplars.
 *
 * @param outlying for each segment, the paths to weigh.
 * @param medoids for each segment, the row of its medoid; -1 for none.
 * @param profile an empty one; it is returned empty.
 */
export async function borderlinePaths(
  { sequences }: ProfileContext,
  outlying: readonly (readonly OutlyingPath[])[],
  medoids: readonly number[],
  count: number,
  profile: PathProfile,
  at: Checkpoint,
): Promise<BorderlinePath[][]> {
  const nearest = outlying.map((paths) => paths.map(() => ({ other: -1, similarity: 0 })));
  await forEachYielding(medoids.length, at, (other) => {
    if (medoids[other]! < 0) return 0;
    profile.add(medoids[other]!, 1);
    let work = 0;
    outlying.forEach((paths, segment) => {
      if (segment === other) return;
      paths.forEach(({ row }, i) => {
        const similarity = Math.min(1, profile.similarity(row));
        work += sequences.offsets[row + 1]! - sequences.offsets[row]!;
        if (similarity > nearest[segment]![i]!.similarity) nearest[segment]![i] = { other, similarity };
      });
    });
    profile.remove(medoids[other]!);
    return work;
  });
  return outlying.map((paths, segment) => {
    const doubtful = paths.flatMap(({ row, members, similarity }, i) => {
      const found = nearest[segment]![i]!;
      if (found.other < 0 || found.similarity < similarity * NEARLY) return [];
      const start = sequences.offsets[row]!;
      const length = sequences.offsets[row + 1]! - start;
      const path = pathText(length, (p) => sequences.vocabulary.actions[sequences.tokens[start + p]!]!);
      return [{ path, row, length, members, similarity, other: found.other, otherSimilarity: found.similarity }];
    });
    const doubt = (path: BorderlinePath) => path.otherSimilarity - path.similarity;
    return doubtful.sort((a, b) => doubt(b) - doubt(a) || b.members - a.members || a.row - b.row).slice(0, count);
  });
}

const NEARLY = 0.9;
