import { vi } from "vitest";
import { checkpoint } from "../../src/core/internal";

/**
 * Runs work by a clock of the test's own in the place of `performance.now`, so that no result depends on the speed of the machine.
 * It stands still until the work calls `advance`; with a `step` it also goes on by so many milliseconds each time it is read.
 */
export async function withClock<T>(
  work: (advance: (ms: number) => void) => Promise<T>,
  { step = 0 }: { step?: number } = {},
): Promise<T> {
  let now = 0;
  const spy = vi.spyOn(performance, "now").mockImplementation(() => (now += step));
  try {
    await setWatch();
    return await work((ms) => {
      now += ms;
    });
  } finally {
    spy.mockRestore();
    await setWatch();
  }
}

/** Checkpoints of a thread remember when they last gave way; this is now, by the clock there is. */
async function setWatch(): Promise<void> {
  await checkpoint("clock", {}).pass(1);
}
