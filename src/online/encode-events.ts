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

/** What is being encoded; one user at a time. */
let scratch = { tokens: new Uint32Array(256), time: new Float64Array(256) };

/**
 * Events of a user in a model's tokens, as `assign` reads them.
 *
 * @returns one path, or a row for each session of a model of sessions; none where nothing is left.
 */
export function encodeEvents({ encode }: RunningPaths, events: readonly KeptEvent[]): EncodedRow[] {
  const names = new TextTable();
  const count = events.length;
  if (count > scratch.time.length) scratch = { tokens: new Uint32Array(2 * count), time: new Float64Array(2 * count) };
  const { tokens, time } = scratch;
  for (let i = 0; i < count; i++) {
    tokens[i] = names.idOf(events[i]!.action);
    time[i] = events[i]!.time;
  }
  const encoded = encode({
    actions: names.names,
    tokens: tokens.subarray(0, count),
    offsets: new Uint32Array([0, count]),
    ids: undefined,
    time: time.subarray(0, count),
    session: undefined,
  });
  return encoded.reasons.map((reason, row) => ({
    tokens: encoded.tokens.subarray(encoded.offsets[row]!, encoded.offsets[row + 1]!),
    unknown: encoded.unknown[row]!,
    isUnknown: reason === "unknown",
  }));
}
