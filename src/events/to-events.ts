import { listOfTexts, offsetsOf, plainObject, typedArray, wrongType } from "../core/internal";
import type { Events } from "./types";

const EXPECTED = "events, as readEvents gives them";

/** What was read once is not read again. */
const READ = new WeakSet<object>();

/**
 * Reads events at the public edge: that their columns are there and fit each other.
 *
 * @throws TypeError or RangeError naming the column.
 */
export function toEvents(name: string, value: unknown): Events {
  const parts = plainObject(name, EXPECTED, value);
  if (READ.has(parts)) return value as Events;
  if (!("users" in parts && "actions" in parts && "action" in parts && "offsets" in parts)) {
    throw wrongType(name, EXPECTED, value);
  }
  const actions = listOfTexts(`${name}.actions`, parts.actions);
  const users = listOfTexts(`${name}.users`, parts.users);
  const action = typedArray(`${name}.action`, "Uint32Array", parts.action, { max: actions.length - 1 });
  const { length } = action;
  if (offsetsOf(`${name}.offsets`, parts.offsets, length).length !== users.length + 1) {
    throw wrongType(`${name}.offsets`, `${users.length + 1} numbers`, parts.offsets);
  }
  typedArray(`${name}.time`, "Float64Array", parts.time, { length, min: -MOST_MS, max: MOST_MS });
  if (parts.session !== undefined) typedArray(`${name}.session`, "Uint32Array", parts.session, { length });
  if (parts.value !== undefined) typedArray(`${name}.value`, "Float64Array", parts.value, { length });
  if (parts.duration !== undefined) typedArray(`${name}.duration`, "Float64Array", parts.duration, { length });
  if (parts.report !== undefined) {
    const { notes } = plainObject(`${name}.report`, "the report of readEvents", parts.report);
    listOfTexts(`${name}.report.notes`, notes);
  }
  READ.add(parts);
  return value as Events;
}

/** Times of which there are dates. */
const MOST_MS = 8.64e15;
