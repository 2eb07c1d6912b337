import type { Checkpoint } from "./progress";

/** Steps of work between two looks at the time: well below a millisecond. */
const STEPS_BETWEEN = 20_000;

/**
 * Calls `work` for 0 .. count - 1, and passes the checkpoint often enough that the event loop stays free: the way to write
 * a long loop. Milestones between loops await `at.pass(fraction)` themselves.
 *
 * @param at   undefined for work that is neither followed nor interrupted.
 * @param work returns about how many simple steps the item took, such as tokens read; nothing where each item is long
 *   enough for a look at the time (some microseconds).
 */
export async function forEachYielding(
  count: number,
  at: Checkpoint | undefined,
  // biome-ignore lint/suspicious/noConfusingVoidType: a callback that counts no steps returns nothing
  work: (item: number) => number | void,
): Promise<void> {
  let steps = 0;
  for (let item = 0; item < count; item++) {
    steps += 1 + (work(item) ?? STEPS_BETWEEN);
    if (steps < STEPS_BETWEEN) continue;
    steps = 0;
    const pause = at?.pass((item + 1) / count);
    if (pause) await pause;
  }
}
