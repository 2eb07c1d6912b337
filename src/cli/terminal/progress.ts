import type { Progress } from "../../core";
import { type CliIo, complain, showOnLine } from "./io";

/** The stages that a command goes through, in their order, with the share of the time that each takes. */
export type Plan = readonly (readonly [stage: string, share: number])[];

/** Shares as measured on logs of 1,000 to 40,000 users. Other stages are parts of these. */
const FITTING: Plan = [
  ["reading", 0.06],
  ["tokenizing", 0.04],
  ["choosing", 0.65],
  ["judging", 0.1],
  ["projection", 0.05],
  ["summarizing", 0.1],
];
export const CHOOSING: Plan = FITTING.slice(0, 3);
export const READING: Plan = [["reading", 1]];
export const REPORTING: Plan = [["reporting", 1]];
export const ASSIGNING: Plan = [
  ["reading", 0.6],
  ["predicting", 0.4],
];

export const EDITING: Plan = [
  ["assigning", 0.1],
  ["summarizing", 0.6],
  ["judging", 0.3],
];

/** Milliseconds between two lines where there is no terminal that one line could be written over. */
const QUIET_MS = 10_000;

/** Shows how far a command is, on standard error. */
export interface ProgressLine {
  onProgress(progress: Progress): void;
  clear(): void;
}

/** One line that says how much of the whole is done; where no terminal shows it, a line in ten seconds at most. */
export function progressLine(io: CliIo, plan: Plan = FITTING): ProgressLine {
  const whole = wholeOf(plan);
  let last = performance.now();
  let shown = "";
  return {
    onProgress(progress) {
      const text = `${Math.floor(whole(progress) * 100)}% ${progress.stage}`;
      if (io.stderr.isTTY) {
        if (text !== shown) showOnLine(io, text);
        shown = text;
      } else if (performance.now() - last >= QUIET_MS) {
        last = performance.now();
        complain(io, `seqment: ${text}\n`);
      }
    },
    clear() {
      if (io.stderr.isTTY) showOnLine(io, "");
    },
  };
}

/**
 * The share of the whole that is done, never falling. A stage counts once the ones before it have been at work; what it
 * reports before that is part of another.
 */
function wholeOf(plan: Plan): (progress: Progress) => number {
  const total = plan.reduce((sum, [, share]) => sum + share, 0);
  const gates = plan.findIndex(([stage]) => stage === "choosing");
  const done = new Map<string, number>();
  let most = 0;
  return ({ stage, fraction }) => {
    const at = plan.findIndex(([name]) => name === stage);
    const isPart = at > gates && gates >= 0 && (done.get("choosing") ?? 0) < 1;
    if (at >= 0 && !isPart) {
      done.set(stage, Math.max(done.get(stage) ?? 0, fraction));
      for (const [earlier] of plan.slice(0, Math.min(at, gates < 0 ? at : gates + 1))) {
        if (earlier !== stage) done.set(earlier, 1);
      }
    }
    const sum = plan.reduce((so, [name, share]) => so + share * (done.get(name) ?? 0), 0);
    most = Math.max(most, Math.min(1, sum / total));
    return most;
  };
}
