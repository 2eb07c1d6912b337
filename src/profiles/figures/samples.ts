import type { ProfileContext } from "../profile-context";
import { type Sample, sampleOf, sampleOfCounts } from "./distribution";

/** Actions per member of the groups `from .. to - 1`. */
export function lengthSample(
  { sequences, members }: Pick<ProfileContext, "sequences" | "members">,
  from: number,
  to: number,
): Sample {
  const inputs = new Map<number, number>();
  for (let pair = members.offsets[from]!; pair < members.offsets[to]!; pair++) {
    const row = members.rows[pair]!;
    const length = sequences.offsets[row + 1]! - sequences.offsets[row]!;
    inputs.set(length, (inputs.get(length) ?? 0) + members.weights[pair]!);
  }
  return sampleOfCounts(inputs);
}

/** Milliseconds from first to last action of each member of the groups `from .. to - 1`; null without times. */
export function durationSample({ sequences, members }: ProfileContext, from: number, to: number): Sample | null {
  const { durations } = sequences;
  if (!durations) return null;
  const inputs = members.inputs.subarray(members.inputOffsets[from], members.inputOffsets[to]);
  const values = new Float64Array(inputs.length);
  for (let i = 0; i < inputs.length; i++) values[i] = durations[inputs[i]!]!;
  return sampleOf(values);
}
