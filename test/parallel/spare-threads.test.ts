import { expect, test, vi } from "vitest";
import { leaveThreads, takeThread } from "../../src/parallel/spare-threads";

/** How long a thread may take to end on a busy machine, in ms. */
const PATIENCE = 60_000;

test("a thread that was left is taken again, one that has ended is not", async () => {
  const first = takeThread();
  leaveThreads([first]);
  expect(takeThread()).toBe(first);
  await first.terminate();
  await vi.waitFor(() => expect(first.alive).toBe(false), PATIENCE);
  leaveThreads([first]);
  const second = takeThread();
  expect(second).not.toBe(first);
  expect(second.alive).toBe(true);
  await second.terminate();
});

test("threads that nobody takes end", async () => {
  const thread = takeThread();
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  try {
    leaveThreads([thread]);
    vi.advanceTimersByTime(10_000);
  } finally {
    vi.useRealTimers();
  }
  await vi.waitFor(() => expect(thread.alive).toBe(false), PATIENCE);
  const next = takeThread();
  expect(next).not.toBe(thread);
  await next.terminate();
});
