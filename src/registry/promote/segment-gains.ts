import { raggedOf } from "../../core/internal";
import type { RunOptions } from "../../parallel";
import type { FitInput, SegmentModel } from "../../segments";
import { labelRows } from "../../segments/internal";
import { middle, PredictiveCode, secondHalvesByTheKnown } from "../../selection/internal";
import type { TokenizedSequences } from "../../sequences";
import { holdoutPaths } from "./holdout-paths";

/** Bits an action that segments save in coding the further actions of users nobody was fitted to. */
export interface SegmentGains {
  /** Of the champion's segments; undefined without one. */
  readonly before: number | undefined;
  readonly after: number;
  /** Standard error of the difference, over users; 0 without a champion. */
  readonly error: number;
}

/**
 * What the segments of both models say about the holdout, as `predictiveGain` says it, but by one code for both: it is learnt
 * from the candidate's sequences, which both models label. So models that label alike score alike, whatever they were fitted to.
 */
export async function segmentGains(
  candidate: SegmentModel,
  champion: SegmentModel | undefined,
  holdout: FitInput,
  run: RunOptions,
): Promise<SegmentGains> {
  const known = candidate.sequences;
  const added = holdoutSequences(candidate, holdout);
  if (added.weights.length === 0) return { before: champion && 0, after: 0, error: 0 };
  const beginnings = firstHalves(added);
  const models = champion ? [champion, candidate] : [candidate];
  const labelings: Int32Array[] = [];
  for (const model of models) {
    const fitted = await labelRows(model, known, run);
    labelings.push(Int32Array.from([...fitted, ...(await labelRows(model, beginnings, run))]));
  }
  using code = await PredictiveCode.of(secondHalvesByTheKnown(known, added), run);
  const bits = await code.bitsGiven(labelings);
  const first = known.weights.length; // row of the first one of the holdout
  const savedBy = bits.map((given) => added.weights.map((_, row) => code.baseline[first + row]! - given[first + row]!));
  const actions = added.weights.map((_, row) => {
    const [start, end] = [added.offsets[row]!, added.offsets[row + 1]!];
    return end - middle(start, end) + 1;
  });
  const all = total(added.weights, actions);
  const [after, before] = [savedBy.at(-1)!, champion && savedBy[0]!];
  const gained = after.map((saved, row) => saved - (before?.[row] ?? saved));
  const mean = total(added.weights, gained) / all;
  const squares = gained.map((more, row) => (more - mean * actions[row]!) * (more - mean * actions[row]!));
  return {
    before: before && total(added.weights, before) / all,
    after: total(added.weights, after) / all,
    error: Math.sqrt(total(added.weights, squares)) / all,
  };
}

function total(weights: Float64Array, values: Float64Array): number {
  return weights.reduce((sum, weight, row) => sum + weight * values[row]!, 0);
}

/** Distinct paths of the holdout with two actions or more, in the candidate's tokens, and in new ones for actions that it does not know. */
function holdoutSequences(candidate: SegmentModel, holdout: FitInput): TokenizedSequences {
  const { lists, weights } = holdoutPaths(candidate, holdout);
  const { vocabulary } = candidate.sequences;
  const tokens = new Map(vocabulary.actions.map((action, token) => [action, token]));
  const kept = [...lists.keys()].filter((row) => lists[row]!.length >= 2);
  const rows = kept.map((row) =>
    Uint32Array.from(lists[row]!, (action) => {
      const token = tokens.get(action) ?? tokens.size;
      tokens.set(action, token);
      return token;
    }),
  );
  const counts = new Float64Array(tokens.size); // of new ones, nothing is known
  counts.set(vocabulary.counts);
  return {
    ...candidate.sequences,
    ...raggedOf(rows),
    weights: Float64Array.from(kept, (row) => weights[row]!),
    rowOf: Int32Array.from(kept.keys()),
    ids: undefined,
    durations: undefined,
    clock: undefined,
    vocabulary: { actions: [...tokens.keys()], counts },
  };
}

function firstHalves(sequences: TokenizedSequences): TokenizedSequences {
  const { tokens, offsets } = sequences;
  const starts = offsets.subarray(0, -1);
  const halves = Array.from(starts, (start, row) => tokens.subarray(start, middle(start, offsets[row + 1]!)));
  return { ...sequences, ...raggedOf(halves) };
}
