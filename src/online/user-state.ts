import type { BeginningRead } from "../prefixes";
import { compareEvents, type KeptEvent } from "./user-event";

/** What is kept of a user: a function of the set of events that were accepted, and of the model. */
export interface UserState {
  /** The segment of the last fit, where the user was in it. */
  readonly fitted: FittedLabel | undefined;
  /** Events that are part of the figures alone; undefined while all are still there. */
  readonly folded: Folded | undefined;
  /** The events behind them, in total order. */
  readonly tail: readonly KeptEvent[];
  /** Whether events are missing from the path: it was begun under another model, or is too long for the rules. */
  readonly partial: boolean;
}

/** What the last fit says of a user. */
export interface FittedLabel {
  /** -1 for none. */
  readonly segment: number;
  readonly probability: number;
}

/** The beginning of a path, of which only figures are left. */
export interface Folded {
  readonly events: number;
  /** Time of the first event. */
  readonly first: number;
  /** Sum of values. */
  readonly value: number;
  /** The last event of it. */
  readonly last: KeptEvent;
  /** How far the path, or the session that runs, was read; undefined where figures are all there is. */
  readonly place: BeginningRead | undefined;
  /** Actions in it that the model does not know. */
  readonly unknown: number;
  /** Sessions begun, where the model is one of sessions; else 1. */
  readonly sessions: number;
}

export const NEW_USER: UserState = { fitted: undefined, folded: undefined, tail: [], partial: false };

/** How many of the events given were accepted, came too late, or had come before. */
export interface Reception {
  accepted: number;
  late: number;
  duplicate: number;
}

/**
 * The events of a state with new ones among them. An event is late when it is older than the newest by more than
 * `lateness`, or would stand among those that are figures alone; one that bears the id of another is a duplicate.
 */
export function acceptEvents(
  state: UserState,
  events: readonly KeptEvent[],
  lateness: number,
  told: Reception,
): UserState {
  const tail = [...state.tail];
  for (const event of events) {
    const newest = tail.at(-1)?.time ?? state.folded?.last.time ?? Number.NEGATIVE_INFINITY;
    const isFolded = state.folded !== undefined && compareEvents(event, state.folded.last) <= 0;
    const known = event.id === "" ? -1 : tail.findIndex(({ id }) => id === event.id);
    if (known >= 0) {
      told.duplicate += 1;
      if (compareEvents(event, tail[known]!) >= 0) continue;
      tail.splice(known, 1); // of two that bear one id, the one that comes first in the order counts
    } else if (isFolded || event.time < newest - lateness) {
      told.late += 1;
      continue;
    } else told.accepted += 1;
    tail.splice(placeOf(event, tail), 0, event);
  }
  return { ...state, tail };
}

/** Where an event belongs among ordered ones. */
function placeOf(event: KeptEvent, ordered: readonly KeptEvent[]): number {
  let [low, high] = [0, ordered.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (compareEvents(ordered[middle]!, event) <= 0) low = middle + 1;
    else high = middle;
  }
  return low;
}
