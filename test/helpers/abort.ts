import { expect } from "vitest";
import type { Progress } from "../../src/core";
import { withClock } from "./clock";

interface Follower {
  readonly signal: AbortSignal;
  readonly onProgress: (progress: Progress) => void;
}

/**
 * Work that is aborted in the middle rejects with the signal's reason and reports nothing more. Time goes on whenever it is
 * read, so that every checkpoint reports, and the first report past this share of a stage aborts.
 */
export async function expectAbortMidway(
  work: (follower: Follower) => Promise<unknown>,
  { past = 0, stage }: { past?: number; stage?: string } = {},
): Promise<void> {
  const controller = new AbortController();
  const reason = new Error("enough");
  const reports: number[] = [];
  const onProgress = (progress: Progress) => {
    if (stage !== undefined && progress.stage !== stage) return;
    reports.push(progress.fraction);
    if (progress.fraction > past) controller.abort(reason);
  };
  await withClock(() => expect(work({ signal: controller.signal, onProgress })).rejects.toBe(reason), { step: 20 });
  expect(reports.filter((fraction) => fraction > past)).toHaveLength(1);
  expect(reports.at(-1)).toBeLessThan(1);
}
