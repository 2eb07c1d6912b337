import { type Checkpoint, forEachYielding } from "../../core/internal";
import type { GroupCounts } from "../patterns/count-patterns";
import type { ProfileContext } from "../profile-context";
import { mostCommon } from "./transition-matrix";

/**
 * What members do at position 1, 2, … of their paths (the state distribution of Gabadinho et al. 2011, TraMineR). Every
 * share is of all members: at each position those of the listed actions, `other` and `ended` sum to 1.
 */
export interface StepMatrix {
  /** The actions listed one by one: those that most members show, most common first. */
  readonly actions: readonly string[];
  /** Positions covered; 0 for a segment without members. */
  readonly positions: number;
  /** `shares[i][p]`: share of members that do action i at position p + 1. */
  readonly shares: readonly (readonly number[])[];
  /** Share of members that do another action there. */
  readonly other: readonly number[];
  /** Share of members whose path is already over. */
  readonly ended: readonly number[];
}

/** The first `positions` positions of the members' paths, or fewer where all paths are shorter. */
export async function stepMatrix(
  context: ProfileContext,
  within: GroupCounts,
  group: number,
  { actions, positions }: { actions: number; positions: number },
  at: Checkpoint,
): Promise<StepMatrix> {
  const { members, sequences } = context;
  const { tokens, offsets, vocabulary } = sequences;
  const common = mostCommon(context, within, actions);
  const lineOf = new Int32Array(vocabulary.actions.length).fill(common.length);
  common.forEach((token, line) => {
    lineOf[token] = line;
  });
  const ended = common.length + 1;
  const counts = Array.from({ length: common.length + 2 }, () => new Float64Array(positions));
  let longest = 0;
  const first = members.offsets[group]!;
  await forEachYielding(members.offsets[group + 1]! - first, at, (pair) => {
    const row = members.rows[first + pair]!;
    const weight = members.weights[first + pair]!;
    const start = offsets[row]!;
    const length = offsets[row + 1]! - start;
    if (length > longest) longest = length;
    for (let p = 0; p < positions; p++) counts[p < length ? lineOf[tokens[start + p]!]! : ended]![p]! += weight;
    return positions;
  });
  const shownPositions = Math.min(positions, longest);
  const lines = counts.map((line) => Array.from(line.subarray(0, shownPositions), (count) => count / within.size));
  return {
    actions: common.map((token) => vocabulary.actions[token]!),
    positions: shownPositions,
    shares: lines.slice(0, common.length),
    other: lines[common.length]!,
    ended: lines[ended]!,
  };
}
