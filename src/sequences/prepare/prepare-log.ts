import { type Checkpoint, finish, follow, raggedRows } from "../../core/internal";
import type { ActionLog } from "../build/action-log";
import type { PathView } from "./step-kind";
import { kindOf, type PrepareStep } from "./steps";

/** What a step of `prepare` did to a log. */
export interface StepReport {
  /** The name of the step. */
  readonly step: string;
  readonly events: BeforeAndAfter;
  /** Users (or sequences) with at least one event. */
  readonly users: BeforeAndAfter;
  /** Distinct actions. */
  readonly actions: BeforeAndAfter;
  /** Anything else in words: names that no action has, how many sessions there are. */
  readonly notes: readonly string[];
}

/** A count before a step, and after it. */
export interface BeforeAndAfter {
  readonly before: number;
  readonly after: number;
}

/** A log as steps leave it. */
export interface PreparedLog {
  readonly log: ActionLog;
  /** The steps, with what they learned from the log. */
  readonly steps: readonly PrepareStep[];
  readonly report: readonly StepReport[];
}

interface PrepareSettings {
  readonly unit: "user" | "session";
  readonly sessionGap?: number | undefined;
}

/**
 * Applies the steps to a log, one after the other, each learning from what the last one left.
 *
 * @throws RangeError when a step looks at times and there are none, or at sessions that are cut later.
 */
export async function prepareLog(
  given: ActionLog,
  steps: readonly PrepareStep[],
  settings: PrepareSettings,
  at: Checkpoint,
): Promise<PreparedLog> {
  const view = viewOf(settings.unit, given);
  let log = steps.length > 0 ? withSessionsInOrder(given, view) : given;
  let counts = countsOf(log);
  const learned: PrepareStep[] = [];
  const report: StepReport[] = [];
  for (const [i, step] of steps.entries()) {
    refuseWithoutTimes(step, i, log);
    refuseSessionsCutLater(step, i, settings);
    const kind = kindOf(step);
    const fitted = kind.learn?.(step, log) ?? step;
    const before = log;
    log = await follow(kind.compile(fitted)(before, view), at.part(i / steps.length, (i + 1) / steps.length));
    const after = countsOf(log);
    report.push({
      step: step.step,
      events: { before: counts.events, after: after.events },
      users: { before: counts.users, after: after.users },
      actions: { before: counts.actions, after: after.actions },
      notes: kind.notes?.(fitted, before, log) ?? [],
    });
    learned.push(fitted);
    counts = after;
  }
  return { log, steps: learned, report };
}

/**
 * Compiles steps that a log was fitted with, to prepare others alike; it does not wait. What looks at times does nothing where
 * a log has none.
 */
export function replaySteps(steps: readonly PrepareStep[], unit: "user" | "session"): (log: ActionLog) => ActionLog {
  const rewrites = steps.map((step) => kindOf(step).compile(step));
  if (rewrites.length === 0) return (log) => log;
  return (log) => {
    const view = viewOf(unit, log);
    return rewrites.reduce((last, rewrite) => finish(rewrite(last, view)), withSessionsInOrder(log, view));
  };
}

/** What steps look at that paths without times cannot show: `sessions (gap)`. */
export function timedSteps(steps: readonly PrepareStep[]): string[] {
  return steps.flatMap((step) => {
    const options = kindOf(step).timed?.(step) ?? [];
    return options.length === 0 ? [] : [`${step.step} (${options.join(", ")})`];
  });
}

/** An input without times is one path, whatever the unit: a session that is given by its actions. */
function viewOf(unit: "user" | "session", { time }: ActionLog): PathView {
  return { bySession: unit === "session" && time !== undefined };
}

/** Events of one session beside each other, where sessions overlap in time and are paths. */
function withSessionsInOrder(log: ActionLog, { bySession }: PathView): ActionLog {
  const { session, time, duration, tokens, offsets } = log;
  if (!bySession || session === undefined) return log;
  const order = new Uint32Array(tokens.length).map((_, event) => event);
  for (let input = 0; input < raggedRows(log); input++) {
    const part = order.subarray(offsets[input], offsets[input + 1]);
    if (part.some((event, i) => i > 0 && session[event]! < session[event - 1]!)) {
      part.sort((a, b) => session[a]! - session[b]! || a - b);
    }
  }
  return {
    ...log,
    tokens: order.map((event) => tokens[event]!),
    time: time && Float64Array.from(order, (event) => time[event]!),
    duration: duration && Float64Array.from(order, (event) => duration[event]!),
    session: order.map((event) => session[event]!),
  };
}

function countsOf({ tokens, offsets, actions }: ActionLog) {
  const seen = new Uint8Array(actions.length);
  for (const token of tokens) seen[token] = 1;
  const isEmpty = (end: number, input: number) => end === offsets[input]!;
  return {
    events: tokens.length,
    users: offsets.subarray(1).reduce((count, end, input) => count + (isEmpty(end, input) ? 0 : 1), 0),
    actions: seen.reduce((count, one) => count + one, 0),
  };
}

function refuseWithoutTimes(step: PrepareStep, i: number, { time }: ActionLog): void {
  const timed = time === undefined ? (kindOf(step).timed?.(step) ?? []) : [];
  if (timed.length > 0) {
    throw new RangeError(`"prepare[${i}].${timed[0]}" looks at times, and the input has none: give events`);
  }
}

function refuseSessionsCutLater(step: PrepareStep, i: number, { unit, sessionGap }: PrepareSettings): void {
  if (unit === "user" || sessionGap === undefined || !kindOf(step).wholePaths) return;
  throw new RangeError(
    `"prepare[${i}]" "${step.step}" looks at whole sessions, and "sessionGap" cuts them after all steps: ` +
      'cut them by a step { step: "sessions", gap: … } before it',
  );
}
