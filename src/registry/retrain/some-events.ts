import type { Events } from "../../events";

/** Events of some users from a time on; users without any are left out. */
export function someEvents(events: Events, isIn: (user: string) => boolean, from: number): Events {
  const { users, offsets, action, time, session, value, duration } = events;
  const kept: number[] = [];
  const names: string[] = [];
  const starts = [0];
  for (const [u, user] of users.entries()) {
    if (!isIn(user)) continue;
    for (let e = offsets[u]!; e < offsets[u + 1]!; e++) if (time[e]! >= from) kept.push(e);
    if (kept.length === starts.at(-1)) continue;
    names.push(user);
    starts.push(kept.length);
  }
  const pick = <A extends Uint32Array | Float64Array>(column: A) => {
    const Column = column.constructor as new (values: Iterable<number>) => A;
    return new Column(kept.map((e) => column[e]!));
  };
  return {
    ...events,
    users: names,
    offsets: Uint32Array.from(starts),
    action: pick(action),
    time: pick(time),
    session: session && pick(session),
    value: value && pick(value),
    duration: duration && pick(duration),
  };
}

/** Events with other names of actions; two that get the same name are one action. */
export function renameActions(events: Events, names: ReadonlyMap<string, string>): Events {
  if (names.size === 0) return events;
  const numbers = new Map<string, number>();
  const numberOf = events.actions.map((action) => {
    const name = names.get(action) ?? action;
    if (!numbers.has(name)) numbers.set(name, numbers.size);
    return numbers.get(name)!;
  });
  return { ...events, actions: [...numbers.keys()], action: events.action.map((code) => numberOf[code]!) };
}
