import { type Sequences, sequencesFrom } from "../../src/sequences";

/** Sequences of plain arrays of actions, with the milliseconds of each where they are given. */
export async function sequencesOf(
  paths: readonly (readonly string[])[],
  durations?: readonly number[],
): Promise<Sequences> {
  const sequences = await sequencesFrom(paths);
  return durations ? { ...sequences, durations: Float64Array.from(durations) } : sequences;
}
