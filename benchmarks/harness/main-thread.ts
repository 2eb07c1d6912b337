import { readFileSync } from "node:fs";

/** What the main thread did between two turns of the event loop, in milliseconds of its own processor time. */
export interface Stretches {
  readonly longest: number;
  /** Stretches over 30 ms. */
  readonly over30: number;
  readonly turns: number;
}

/**
 * Runs work and measures how long the event loop has to wait for it. A turn of the loop is noted by `setImmediate`; what counts
 * is the processor time of the main thread since the last one, by `process.threadCpuUsage` where there is one, else by Linux's
 * `schedstat` (updated at the scheduler's ticks, so right to some 4 ms). Time in which other programs had the processor does not
 * count, so a busy machine does not change it, beyond what it does to caches.
 */
export async function mainThreadStretches<T>(work: () => Promise<T>): Promise<{ result: T; stretches: Stretches }> {
  const waits: number[] = [];
  let working = true;
  let last = mainThreadMs();
  const turn = () => {
    const now = mainThreadMs();
    waits.push(now - last);
    last = now;
    if (working) setImmediate(turn);
  };
  setImmediate(turn);
  try {
    const result = await work();
    turn();
    const longest = waits.reduce((most, wait) => Math.max(most, wait), 0);
    return { result, stretches: { longest, over30: waits.filter((wait) => wait > 30).length, turns: waits.length } };
  } finally {
    working = false;
  }
}

interface ThreadClock {
  threadCpuUsage?(): { readonly user: number; readonly system: number };
}

function mainThreadMs(): number {
  const used = (process as ThreadClock).threadCpuUsage?.();
  if (used) return (used.user + used.system) / 1e3;
  return Number(readFileSync(`/proc/self/task/${process.pid}/schedstat`, "latin1").split(" ")[0]) / 1e6;
}
