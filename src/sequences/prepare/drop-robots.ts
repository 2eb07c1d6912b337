import type { Duration } from "../../core";
import { duration, type Field, integer, number, oneOf, readOptions, type Schema } from "../../core/internal";
import { copyPath, rewritePaths } from "./rewrite-paths";
import { missing } from "./step-fields";
import type { StepKind } from "./step-kind";

/** Leaves out users who do more than people do: those beyond any of the bounds given. */
export interface DropRobotsStep {
  step: "dropRobots";
  /** The most events of a user. @default no bound */
  maxEvents?: number | undefined;
  /**
   * The largest share of a user in the events of the log, above 0 and up to 1. What it comes to in events of the log that is
   * fitted becomes `maxEvents`, and holds for new users. @default no bound
   */
  maxShare?: number | undefined;
  /** The most events of a user within any such time. @default no bound */
  maxRate?: EventRate | undefined;
}

/** This many events within a time. */
export interface EventRate {
  /** The most events. */
  events: number;
  /** Within this time: from the first to before its end. */
  within: Duration;
}

const BOUNDS = ["maxEvents", "maxShare", "maxRate"] as const;

export const DROP_ROBOTS_STEP = {
  schema: {
    step: oneOf(["dropRobots"]),
    maxEvents: integer({ min: 0 }),
    maxShare: number({ above: 0, max: 1 }),
    maxRate: rate(),
  } satisfies Schema<DropRobotsStep>,
  check(step, path) {
    if (BOUNDS.some((name) => step[name] !== undefined)) return;
    throw new TypeError(`"${path}" expected one of ${BOUNDS.map((name) => `"${name}"`).join(", ")}, got none`);
  },
  timed: ({ maxRate }) => (maxRate === undefined ? [] : ["maxRate"]),
  learn({ maxShare, ...step }, { tokens }) {
    if (maxShare === undefined) return step;
    const most = Math.floor(maxShare * tokens.length);
    return { ...step, maxEvents: Math.min(step.maxEvents ?? most, most) };
  },
  unlearned: ({ maxShare }) => (maxShare === undefined ? undefined : "maxShare"),
  compile({ maxEvents = Number.POSITIVE_INFINITY, maxRate }) {
    return (log) =>
      rewritePaths(log, { bySession: false }, (path, writer) => {
        const isRobot = path.end - path.start > maxEvents || (maxRate && log.time && exceeds(log.time, path, maxRate));
        return !isRobot && copyPath(path, writer);
      });
  },
} satisfies StepKind<DropRobotsStep>;

/** Whether some event comes less than `within` after the one this many before it. */
function exceeds(
  time: Float64Array,
  { start, end }: { start: number; end: number },
  { events, within }: EventRate,
): boolean {
  for (let event = start + events; event < end; event++) {
    if (time[event]! - time[event - events]! < (within as number)) return true;
  }
  return false;
}

function rate(): Field<EventRate, undefined> {
  return {
    expected: 'an object such as { events: 100, within: "1m" }',
    default: undefined,
    read(value, name) {
      const { events, within } = readOptions(value as object, EVENT_RATE, name);
      if (events === undefined) throw missing(`${name}.events`, EVENT_RATE.events.expected);
      if (within === undefined) throw missing(`${name}.within`, EVENT_RATE.within.expected);
      return { events, within };
    },
  };
}

const EVENT_RATE = { events: integer({ min: 1 }), within: duration() } satisfies Schema<EventRate>;
