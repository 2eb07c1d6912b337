import { StoredEvent } from "./stored-event";
import { compareEvents, type KeptEvent } from "./user-event";
import type { UserState } from "./user-state";

/** How many of the events given were accepted, came too late, or had come before. */
export interface Reception {
  accepted: number;
  late: number;
  duplicate: number;
}

/** Whether two events that have the same id are one, whatever else they say. */
const ALWAYS = () => true;

/**
 * The events of a state with new ones among them. An event is late when it is older than the newest by more than
 * `lateness`, or would stand among those that are figures alone; one that has the id of another is a duplicate.
 *
 * @param areOne of two events with one id: whether they are the same event.
 */
export function acceptEvents(
  state: UserState,
  events: readonly KeptEvent[],
  lateness: number,
  reception: Reception,
  areOne: (a: KeptEvent, b: KeptEvent) => boolean = ALWAYS,
): UserState {
  const { folded, tail: old } = state;
  const gone = new Set<KeptEvent>();
  const added = new Set<KeptEvent>();
  const addedById = new Map<string, KeptEvent>();
  let newest = old.at(-1)?.time ?? folded?.last.time ?? Number.NEGATIVE_INFINITY;
  const find = (event: KeptEvent) => {
    const twin = addedById.get(event.id);
    if (twin && areOne(twin, event)) return twin;
    return old.find((other) => bearsId(other, event.id) && areOne(other, event));
  };
  for (const event of events) {
    const known = event.id === "" ? undefined : find(event);
    if (known) {
      reception.duplicate += 1;
      if (compareEvents(event, known) >= 0) continue;
      if (!added.delete(known)) gone.add(known); // of two that have one id, the one that comes first in the order counts
    } else if ((folded && compareEvents(event, folded.last) <= 0) || event.time < newest - lateness) {
      reception.late += 1;
      continue;
    } else reception.accepted += 1;
    added.add(event);
    if (event.id !== "") addedById.set(event.id, event);
    newest = known?.time === newest ? newestOf(old, gone, added) : Math.max(newest, event.time);
  }
  const kept = gone.size > 0 ? old.filter((event) => !gone.has(event)) : old;
  return { ...state, tail: merged(kept, [...added].sort(compareEvents)) };
}

function bearsId(event: KeptEvent, id: string): boolean {
  return event instanceof StoredEvent ? event.bears(id) : event.id === id;
}

function newestOf(old: readonly KeptEvent[], gone: ReadonlySet<KeptEvent>, added: ReadonlySet<KeptEvent>): number {
  let newest = old.findLast((event) => !gone.has(event))?.time ?? Number.NEGATIVE_INFINITY;
  for (const { time } of added) newest = Math.max(newest, time);
  return newest;
}

/** Two ordered lists as one; of equal events those of the first come first. */
function merged(a: readonly KeptEvent[], b: readonly KeptEvent[]): KeptEvent[] {
  if (a.length === 0 || b.length === 0 || compareEvents(a.at(-1)!, b[0]!) <= 0) return [...a, ...b];
  const all: KeptEvent[] = [];
  let next = 0;
  for (const event of b) {
    while (next < a.length && compareEvents(a[next]!, event) <= 0) all.push(a[next++]!);
    all.push(event);
  }
  return [...all, ...a.slice(next)];
}
