import type { Checkpoint } from "../../core/internal";
import { inBlocks } from "../in-blocks";
import type { Corpus, Tally } from "../patterns/tally";
import { mostCommon } from "./transition-matrix";

/**
 * What members do at position 1, 2, … of their paths (the state distribution of Gabadinho et al. 2011, TraMineR). Every
 * share is of all members: at each position those of the listed actions, `other` and `ended` sum to 1.
 */
export interface StepMatrix {
  /** The actions told one by one: those that most members show, most common first. */
  readonly actions: readonly string[];
  /** Positions told; 0 for a segment without members. */
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
  corpus: Corpus,
  within: Tally,
  group: number,
  { actions, positions }: { actions: number; positions: number },
  at: Checkpoint,
): Promise<StepMatrix> {
  const { members, sequences } = corpus;
  const { tokens, offsets, vocabulary } = sequences;
  const told = mostCommon(corpus, within, actions);
  const lineOf = new Int32Array(vocabulary.actions.length).fill(told.length);
  told.forEach((token, line) => {
    lineOf[token] = line;
  });
  const ended = told.length + 1;
  const counts = Array.from({ length: told.length + 2 }, () => new Float64Array(positions));
  let longest = 0;
  const first = members.offsets[group]!;
  await inBlocks(members.offsets[group + 1]! - first, at, (pair) => {
    const row = members.rows[first + pair]!;
    const weight = members.weights[first + pair]!;
    const start = offsets[row]!;
    const length = offsets[row + 1]! - start;
    if (length > longest) longest = length;
    for (let p = 0; p < positions; p++) counts[p < length ? lineOf[tokens[start + p]!]! : ended]![p]! += weight;
    return positions;
  });
  const kept = Math.min(positions, longest);
  const lines = counts.map((line) => Array.from(line.subarray(0, kept), (count) => count / within.size));
  return {
    actions: told.map((token) => vocabulary.actions[token]!),
    positions: kept,
    shares: lines.slice(0, told.length),
    other: lines[told.length]!,
    ended: lines[ended]!,
  };
}
