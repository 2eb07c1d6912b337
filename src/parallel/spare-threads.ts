import { PoolThread } from "./pool-thread";

/** To start a thread takes some 30 ms, so those of a pool that has ended wait this long for the next pool. */
const KEPT_MS = 10_000;

let spare: PoolThread[] = [];
let ending: ReturnType<typeof setTimeout> | undefined;

/** A thread that an earlier pool left, or a new one. */
export function takeThread(): PoolThread {
  for (let thread = spare.pop(); thread; thread = spare.pop()) {
    if (thread.alive) return thread;
    void thread.terminate();
  }
  return new PoolThread();
}

/** Leaves threads without a job to the next pool; none of them keeps the process alive. */
export function leaveThreads(threads: readonly PoolThread[]): void {
  if (threads.length === 0) return;
  spare.push(...threads);
  clearTimeout(ending);
  ending = setTimeout(() => {
    for (const thread of spare) void thread.terminate();
    spare = [];
  }, KEPT_MS);
  if (typeof ending === "object") ending.unref(); // in Node
}
