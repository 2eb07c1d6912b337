import type { Checkpoint } from "../core";
import { inBlocks } from "./in-blocks";
import type { PathProfile } from "./path-profile";
import { pathText } from "./path-text";
import type { Corpus } from "./tally";

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
}

const ALIKE = 1e-9;

/**
 * Picks paths that show what a segment's members do, the most typical first.
 *
 * The first is the medoid: the path with the greatest mean similarity ({@link PathProfile}) to all members (ties: more
 * members, then the smaller row). Each next one is the medoid of what is not yet shown: members count by their distance
 * to the nearest path chosen, and so does the candidate itself.
 *
 * @param profile an empty one; it is returned empty.
 */
export async function exemplars(
  corpus: Corpus,
  group: number,
  count: number,
  profile: PathProfile,
  at: Checkpoint,
): Promise<Exemplar[]> {
  const { offsets } = corpus.sequences;
  const span = [corpus.members.offsets[group]!, corpus.members.offsets[group + 1]!] as const;
  const rows = corpus.members.rows.subarray(...span);
  const weights = corpus.members.weights.subarray(...span);
  const distance = new Float64Array(rows.length).fill(1);
  const nearest = new Int32Array(rows.length).fill(-1);
  const chosen: number[] = [];
  const length = (i: number) => offsets[rows[i]! + 1]! - offsets[rows[i]!]!;
  const each = (step: Checkpoint, work: (i: number) => void) =>
    inBlocks(rows.length, step, (i) => {
      work(i);
      return length(i);
    });

  for (let pick = 0; pick < count; pick++) {
    const step = at.part(pick / count, (pick + 1) / count);
    await each(step.part(0, 0.3), (i) => profile.add(rows[i]!, weights[i]! * distance[i]!));
    let best = -1;
    let bestScore = 0;
    await each(step.part(0.3, 0.6), (i) => {
      if (distance[i]! <= ALIKE) return;
      const score = distance[i]! * profile.similarity(rows[i]!);
      if (best < 0 || score > bestScore || (score === bestScore && weights[i]! > weights[best]!)) {
        best = i;
        bestScore = score;
      }
    });
    await each(step.part(0.6, 0.7), (i) => profile.clear(rows[i]!));
    if (best < 0) break;
    profile.add(rows[best]!, 1);
    await each(step.part(0.7, 1), (i) => {
      const apart = i === best ? 0 : Math.max(0, 1 - profile.similarity(rows[i]!));
      if (nearest[i]! >= 0 && apart >= distance[i]!) return;
      distance[i] = apart;
      nearest[i] = pick;
    });
    profile.clear(rows[best]!);
    chosen.push(best);
  }

  const { tokens, vocabulary } = corpus.sequences;
  const action = (i: number, position: number) => vocabulary.actions[tokens[offsets[rows[i]!]! + position]!]!;
  return chosen.map((i, pick) => ({
    path: pathText(length(i), (position) => action(i, position)),
    row: rows[i]!,
    length: length(i),
    members: weights[i]!,
    represents: weights.reduce((sum, weight, j) => (nearest[j] === pick ? sum + weight : sum), 0),
  }));
}
