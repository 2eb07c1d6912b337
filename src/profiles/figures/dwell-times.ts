import { type Checkpoint, doubled, forEachYielding } from "../../core/internal";
import type { GroupCounts } from "../patterns/count-patterns";
import type { ProfileContext } from "../profile-context";
import { type DistributionSummary, distribution, distributionWithout, type Sample, sampleOf } from "./distribution";
import { mostCommon } from "./transition-matrix";

/** How long members stay at an action: what it lasted, where events have an end, else the time until the next one in the same session. */
export interface DwellTime {
  readonly action: string;
  /** Times that the action has an end, or is followed by another one in the same session: the denominator. */
  readonly times: number;
  /** Milliseconds. */
  readonly here: DistributionSummary;
  /** The same among everybody else; null when nobody else goes on after the action. */
  readonly elsewhere: DistributionSummary | null;
}

/** For each action the times after it, of everybody; undefined without times. */
export type DwellSamples = ReadonlyMap<number, Sample> | undefined;

/** Collects the times after each of the given actions, of the inputs in the groups `from .. to - 1`. */
export async function dwellSamples(
  { sequences, members }: ProfileContext,
  tokens: Iterable<number>,
  [from, to]: readonly [number, number],
  at: Checkpoint,
): Promise<DwellSamples> {
  const { clock, rowOf } = sequences;
  if (clock === undefined) return undefined;
  const gathered = new Map([...tokens].map((token) => [token, new Gathered()]));
  const ofToken = sequences.vocabulary.actions.map((_, token) => gathered.get(token));
  const inputs = members.inputs.subarray(members.inputOffsets[from], members.inputOffsets[to]);
  await forEachYielding(inputs.length, at.part(0, 0.5), (i) => {
    const input = inputs[i]!;
    const start = sequences.offsets[rowOf[input]!]!;
    const shift = start - clock.offsets[input]!;
    const end = clock.offsets[input + 1]!;
    for (let p = clock.offsets[input]!; p < end; p++) {
      const gap = clock.gaps[p]!;
      if (gap >= 0) ofToken[sequences.tokens[p + shift]!]?.add(gap);
    }
    return end + shift - start;
  });
  const samples = new Map<number, Sample>();
  for (const [token, gaps] of gathered) {
    samples.set(token, sampleOf(gaps.values()));
    await at.part(0.5, 1).pass(samples.size / gathered.size);
  }
  return samples;
}

/** The dwell times of the actions that most members show. */
export function dwellTimes(
  context: ProfileContext,
  within: GroupCounts,
  { everybody, here }: { everybody: DwellSamples; here: DwellSamples },
  count: number,
): DwellTime[] {
  if (everybody === undefined || here === undefined) return [];
  return mostCommon(context, within, count).flatMap((token) => {
    const own = here.get(token)!;
    const found = distribution(own);
    if (found === null) return [];
    const action = context.sequences.vocabulary.actions[token]!;
    const elsewhere = distributionWithout(everybody.get(token)!, own);
    return [{ action, times: own.values.length, here: found, elsewhere }];
  });
}

/** Numbers under collection. */
class Gathered {
  #values = new Float64Array(64);
  #length = 0;

  add(value: number): void {
    if (this.#length === this.#values.length) this.#values = doubled(this.#values);
    this.#values[this.#length++] = value;
  }

  values(): Float64Array {
    return this.#values.slice(0, this.#length);
  }
}
