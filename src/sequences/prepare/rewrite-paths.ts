import { raggedRows, type Steps } from "../../core/internal";
import type { ActionLog } from "../build/action-log";
import { LogWriter } from "./log-writer";
import type { PathView } from "./step-kind";

/** Events read between two yields. */
const EVENTS_A_STEP = 2 ** 14;

/** A path of a log: its events `start .. end`, at least one. */
export interface LogPath {
  readonly start: number;
  readonly end: number;
  /** Whether it is the last one of its user. */
  readonly isLast: boolean;
}

/** Writes a path anew, event by event; returns false to leave it out. */
export type WritePath = (path: LogPath, writer: LogWriter) => boolean;

/**
 * Makes a log of another one, path by path. A user of whom a path is left out is marked so, unless sessions are paths.
 *
 * @param actions names of the actions, where they are not those of the log.
 */
export function* rewritePaths(
  log: ActionLog,
  { bySession }: PathView,
  write: WritePath,
  actions?: readonly string[],
): Steps<ActionLog> {
  const { offsets } = log;
  const session = bySession ? log.session : undefined;
  const writer = new LogWriter(log, actions);
  const inputs = raggedRows(log);
  let yielded = 0;
  for (let input = 0; input < inputs; input++) {
    const stop = offsets[input + 1]!;
    for (let start = offsets[input]!; start < stop; ) {
      let end = session ? start + 1 : stop;
      while (session && end < stop && session[end] === session[start]) end++;
      if (!write({ start, end, isLast: end === stop }, writer) && !session) writer.leaveOut();
      start = end;
    }
    writer.endInput();
    if (stop - yielded < EVENTS_A_STEP) continue;
    yielded = stop;
    yield input / inputs;
  }
  return writer.finish();
}

/** Adds the events of a path as they are. */
export function copyPath({ start, end }: LogPath, writer: LogWriter): true {
  for (let event = start; event < end; event++) writer.add(event);
  return true;
}

/** The actions, a name among them that may be new, and its number. */
export function withAction(actions: readonly string[], name: string): { actions: readonly string[]; number: number } {
  const known = actions.indexOf(name);
  return known < 0 ? { actions: [...actions, name], number: actions.length } : { actions, number: known };
}
