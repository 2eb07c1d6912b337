import { type DemoLog, makeDemoLog } from "../../src/cli/fit/demo-log";
import { type Events, readEvents } from "../../src/events";
import { size } from "./size";

/** Events of a small demo log, as the library reads them. */
export async function demoEvents(users = size(100, 300), seed = 7): Promise<{ log: DemoLog; events: Events }> {
  const log = makeDemoLog({ users, seed });
  return { log, events: await eventsOf(log.events) };
}

export function eventsOf(rows: DemoLog["events"]): Promise<Events> {
  return readEvents(rows, { user: "user", action: "action", time: "time" });
}

/** Each user's actions, in the order of the events' users. */
export function pathsOf({ users, actions, action, offsets }: Events): string[][] {
  return users.map((_, u) => Array.from(action.subarray(offsets[u], offsets[u + 1]), (a) => actions[a]!));
}
