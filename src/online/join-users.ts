import { acceptEvents } from "./accept-events";
import { compareEvents, type KeptEvent } from "./user-event";
import type { UserState } from "./user-state";
import type { SeenUser } from "./user-states";

/**
 * Two users as one: what `moved` did is what `known` did. Ids name the events of one user, so an event of each may have the same
 * id: only those that are equal in all are one event, which came in under both names or was joined before.
 */
export function joinUsers(known: UserState, moved: UserState, lateness: number): UserState {
  if (known.folded === undefined && known.tail.length === 0) return { ...moved, fitted: known.fitted ?? moved.fitted };
  const reception = { accepted: 0, late: 0, duplicate: 0 };
  const fitted = known.fitted ?? moved.fitted;
  if (known.folded === undefined && moved.folded !== undefined) {
    const all = acceptEvents(moved, known.tail, lateness, reception, areEqual);
    return { ...all, fitted, partial: moved.partial || reception.late > 0 };
  }
  const all = acceptEvents(known, moved.tail, lateness, reception, areEqual);
  return { ...all, fitted, partial: known.partial || moved.folded !== undefined || reception.late > 0 };
}

function areEqual(a: KeptEvent, b: KeptEvent): boolean {
  return compareEvents(a, b) === 0;
}

/** A user without the events that were there when they were read before. */
export function sinceThen(now: SeenUser, before: SeenUser): SeenUser {
  return { ...now, states: now.states.map((state, m) => ({ ...state, tail: newEvents(state, before.states[m]!) })) };
}

/** Each event of the one list stands for one of the other. */
function newEvents({ tail }: UserState, before: UserState): UserState["tail"] {
  let next = 0;
  return tail.filter((event) => {
    while (next < before.tail.length && compareEvents(before.tail[next]!, event) < 0) next += 1;
    const isOld = next < before.tail.length && compareEvents(before.tail[next]!, event) === 0;
    if (isOld) next += 1;
    return !isOld;
  });
}
