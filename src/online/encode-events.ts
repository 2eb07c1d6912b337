import type { Events } from "../events";
import { TextTable } from "../events/internal";
import type { RunningPaths } from "../segments/internal";
import type { KeptEvent } from "./user-event";

/** One row of tokens: a path, or a session of it. */
export interface EncodedRow {
  readonly tokens: Uint32Array;
  readonly unknown: number;
  /** Whether none of its actions was seen in training. */
  readonly isUnknown: boolean;
}

/**
 * Events of several users in a model's tokens, as `assign` reads them.
 *
 * @returns for each list its rows: one path, or one for each session of a model of sessions, none where nothing is left.
 */
export function encodeEvents(paths: RunningPaths, lists: readonly (readonly KeptEvent[])[]): EncodedRow[][] {
  const encoded = paths.encode(eventsOf(lists));
  const { tokens, offsets, unknown, reasons, ids } = encoded;
  const rows: EncodedRow[][] = lists.map(() => []);
  for (const [row, id] of ids!.entries()) {
    rows[Number.parseInt(id, 10)]!.push({
      tokens: tokens.slice(offsets[row]!, offsets[row + 1]!),
      unknown: unknown[row]!,
      isUnknown: reasons[row] === "unknown",
    });
  }
  return rows;
}

/** Users are called by the number of their list; sessions `number#session`. */
function eventsOf(lists: readonly (readonly KeptEvent[])[]): Events {
  const names = new TextTable();
  const offsets = new Uint32Array(lists.length + 1);
  for (const [i, list] of lists.entries()) offsets[i + 1] = offsets[i]! + list.length;
  const count = offsets.at(-1)!;
  const action = new Uint32Array(count);
  const time = new Float64Array(count);
  let at = 0;
  for (const list of lists) {
    for (const event of list) {
      action[at] = names.idOf(event.action);
      time[at++] = event.time;
    }
  }
  const users = lists.map((_, i) => String(i));
  const nothing = { session: undefined, value: undefined, duration: undefined };
  return { users, actions: names.names, offsets, action, time, ...nothing } as unknown as Events;
}
