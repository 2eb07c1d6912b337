import type { Duration } from "../../core";
import {
  duration,
  either,
  type Field,
  integer,
  ofType,
  oneOf,
  type Schema,
  string,
  unitsText,
} from "../../core/internal";
import { rewritePaths, withAction } from "./rewrite-paths";
import { missing } from "./step-fields";
import type { StepKind } from "./step-kind";

/**
 * Adds events that mark the ends of paths. Each has the time of the event beside it, so that no duration changes. A path
 * that has such a mark at its end already gets no second one; a path without events gets none.
 */
export interface MarkersStep {
  step: "markers";
  /** The first event of each path; false for none. @default "START" */
  start?: string | false | undefined;
  /** The last event of each path; false for none. @default "END" */
  end?: string | false | undefined;
  /** Before the end of a user's last path, where the log goes on for at least so long without an event of the user. @default none */
  lostAfter?: Duration | undefined;
  /** The name of that event. @default "LOST" */
  lost?: string | undefined;
  /** The end of the log, in milliseconds since 1970-01-01T00:00Z. @default the last event of the log that is fitted */
  logEnd?: number | undefined;
}

export const MARKERS_STEP = {
  schema: {
    step: oneOf(["markers"]),
    start: nameOrFalse("START"),
    end: nameOrFalse("END"),
    lostAfter: duration(),
    lost: string("LOST"),
    logEnd: integer({}),
  } satisfies Schema<MarkersStep>,
  wholePaths: true,
  check({ lostAfter, logEnd }, path) {
    if (logEnd !== undefined && lostAfter === undefined)
      throw missing(`${path}.lostAfter`, 'a duration beside "logEnd"');
  },
  timed: ({ lostAfter }) => (lostAfter === undefined ? [] : ["lostAfter"]),
  learn(step, { time }) {
    if (step.lostAfter === undefined || step.logEnd !== undefined || time === undefined || time.length === 0)
      return step;
    return { ...step, logEnd: Math.floor(time.reduce((latest, other) => Math.max(latest, other))) };
  },
  unlearned: ({ lostAfter, logEnd }) => (lostAfter !== undefined && logEnd === undefined ? "logEnd" : undefined),
  compile({ start, end, lostAfter, lost, logEnd }) {
    return (log, view) => {
      const { time, tokens } = log;
      let actions = log.actions;
      const numberOf = (name: string | false | undefined) => {
        if (name === false || name === undefined) return -1;
        const added = withAction(actions, name);
        actions = added.actions;
        return added.number;
      };
      const [first, last] = [numberOf(start), numberOf(end)];
      const isLost = (event: number) =>
        time !== undefined && logEnd !== undefined && logEnd - time[event]! >= (lostAfter as number);
      const gone = lostAfter === undefined ? -1 : numberOf(lost);
      return rewritePaths(
        log,
        view,
        (path, writer) => {
          const hasEnd = tokens[path.end - 1] === last;
          const bare = hasEnd ? path.end - 1 : path.end;
          const before = tokens[Math.max(path.start, bare - 1)];
          if (first >= 0 && tokens[path.start] !== first) writer.add(path.start, first);
          for (let event = path.start; event < bare; event++) writer.add(event);
          if (gone >= 0 && path.isLast && before !== gone && isLost(path.end - 1)) writer.add(path.end - 1, gone);
          if (last >= 0) writer.add(path.end - 1, last);
          return true;
        },
        actions,
      );
    };
  },
  notes({ lostAfter, lost }, _, { actions, tokens }) {
    if (lostAfter === undefined) return [];
    const number = actions.indexOf(lost!);
    const users = tokens.reduce((count, token) => count + (token === number ? 1 : 0), 0);
    return [`${unitsText(users, "event")} ${lost}`];
  },
} satisfies StepKind<MarkersStep>;

function nameOrFalse<const D extends string>(fallback: D): Field<string | false, D> {
  return either(
    string(),
    ofType<false, undefined>("false", (value) => value === false, undefined),
    fallback,
  ) as Field<string | false, D>;
}
