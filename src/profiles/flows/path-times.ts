import type { Sequences } from "../../sequences";

/**
 * Time of each action of an input since its first one, in milliseconds. A pause of unknown length, between sessions of a user, counts
 * as endless: what comes after it is never within a time of what came before.
 */
export function timesOfInput({ clock }: Sequences, input: number, times: Float64Array): void {
  const start = clock!.offsets[input]!;
  const end = clock!.offsets[input + 1]!;
  let time = 0;
  for (let p = start; p < end; p++) {
    times[p - start] = time;
    const gap = clock!.gaps[p]!;
    time += gap >= 0 ? gap : ENDLESS;
  }
}

/** Longer than any time between two events, and small enough that sums of many stay exact to the millisecond. */
export const ENDLESS = 1e13;
