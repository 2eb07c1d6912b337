import { raggedRows, type Steps } from "../../core/internal";
import { TextTable } from "../../events/internal";
import type { ActionLog } from "../build/action-log";
import { LogWriter } from "./log-writer";

/** Events read between two yields. */
const EVENTS_A_STEP = 2 ** 14;

/**
 * Makes a log of another one in which each action has the name that a function gives it, once for each distinct action; null
 * or "" leaves its events out.
 */
export function* rewriteNames(log: ActionLog, nameOf: (name: string) => string | null): Steps<ActionLog> {
  const { tokens, offsets } = log;
  const table = new TextTable();
  const numberOf = Int32Array.from(log.actions, (action) => {
    const name = nameOf(action);
    return name ? table.idOf(name) : -1;
  });
  const writer = new LogWriter(log, table.names);
  const inputs = raggedRows(log);
  let yielded = 0;
  for (let input = 0; input < inputs; input++) {
    const end = offsets[input + 1]!;
    for (let event = offsets[input]!; event < end; event++) {
      const action = numberOf[tokens[event]!]!;
      if (action >= 0) writer.add(event, action);
    }
    writer.endInput();
    if (end - yielded < EVENTS_A_STEP) continue;
    yielded = end;
    yield input / inputs;
  }
  return writer.finish();
}
