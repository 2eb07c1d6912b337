import type { Duration } from "../../core";
import { duration, oneOf, raggedRows, type Schema, unitsText } from "../../core/internal";
import { notesOnShortSessions } from "../short-sessions";
import { LogWriter } from "./log-writer";
import { type ActionNames, actionNames, fitsAny } from "./step-fields";
import type { StepKind } from "./step-kind";
import { notesOnUnknown } from "./unknown-names";

/**
 * Cuts the events of each user into sessions, wherever one of these says so, or a session column does. With `unit: "session"`
 * each becomes a sequence; else they are separated by a token.
 */
export interface SessionsStep {
  step: "sessions";
  /** A pause this long or longer. @default none */
  gap?: Duration | undefined;
  /** Before an event of these actions, in whose names `*` stands for any characters. @default none */
  start?: ActionNames | undefined;
  /** After an event of these actions. @default none */
  end?: ActionNames | undefined;
  /** At an event of these actions, which is left out. @default none */
  separator?: ActionNames | undefined;
}

const BORDERS = ["gap", "start", "end", "separator"] as const;

export const SESSIONS_STEP = {
  schema: {
    step: oneOf(["sessions"]),
    gap: duration(),
    start: actionNames(),
    end: actionNames(),
    separator: actionNames(),
  } satisfies Schema<SessionsStep>,
  check(step, path) {
    if (BORDERS.some((name) => step[name] !== undefined)) return;
    throw new TypeError(`"${path}" expected one of ${BORDERS.map((name) => `"${name}"`).join(", ")}, got none`);
  },
  timed: ({ gap }) => (gap === undefined ? [] : ["gap"]),
  compile({ gap, start, end, separator }) {
    const test = (names: ActionNames | undefined) => (names === undefined ? () => false : fitsAny(names));
    const [begins, ends, separates] = [test(start), test(end), test(separator)];
    const pause = (gap as number | undefined) ?? Number.POSITIVE_INFINITY;
    return function* (log) {
      const { time, session, tokens, offsets } = log;
      const [isStart, isEnd, isSeparator] = [begins, ends, separates].map((fits) => log.actions.map(fits));
      const writer = new LogWriter(log, log.actions, true);
      const inputs = raggedRows(log);
      let number = 0;
      let yielded = 0;
      for (let input = 0; input < inputs; input++) {
        let last = -1;
        let separated = false;
        for (let event = offsets[input]!; event < offsets[input + 1]!; event++) {
          const action = tokens[event]!;
          if (isSeparator![action]) {
            separated = true;
            continue;
          }
          const isNew =
            last < 0 ||
            separated ||
            isStart![action] ||
            isEnd![tokens[last]!] ||
            (time !== undefined && time[event]! - time[last]! >= pause) ||
            (session !== undefined && session[event] !== session[last]);
          if (isNew) number += 1;
          writer.add(event, action, number);
          last = event;
          separated = false;
        }
        writer.endInput();
        if (offsets[input + 1]! - yielded < EVENTS_A_STEP) continue;
        yielded = offsets[input + 1]!;
        yield input / inputs;
      }
      return writer.finish();
    };
  },
  notes({ gap, start, end, separator }, before, { session }) {
    const count = session?.reduce((most, number) => Math.max(most, number), 0) ?? 0;
    return [
      unitsText(count, "session"),
      ...notesOnShortSessions(before, gap as number | undefined, "gap"),
      ...[start, end, separator].flatMap((names) => notesOnUnknown(names, before)),
    ];
  },
} satisfies StepKind<SessionsStep>;

/** Events read between two yields. */
const EVENTS_A_STEP = 2 ** 14;
