import { readEvents } from "../../src/events";
import type { UserEvent } from "../../src/online";
import { type FitSegmentsOptions, fitSegments } from "../../src/segments";
import { size } from "./size";

const KINDS = [
  ["OPEN", "BROWSE", "BROWSE", "CART", "PAY", "RATE"],
  ["OPEN", "FAIL", "RETRY", "FAIL", "HELP", "LEAVE"],
  ["OPEN", "PLAY", "PLAY", "PAUSE", "PLAY", "SHARE"],
];
const HOUR = 3_600_000;

/** A model of users of three kinds, with pauses of hours between some actions. */
export async function onlineModel(sequences: NonNullable<FitSegmentsOptions["sequences"]> = {}) {
  const rows = Array.from({ length: size(90, 240) }, (_, u) =>
    KINDS[u % 3]!.map((action, i) => ({
      user: `u${u}`,
      action: u % 7 === 0 && i === 2 ? "WAIT" : action,
      time: u * HOUR + i * 60_000 + (i > 3 ? (u % 2) * 5 * HOUR : 0),
    })),
  ).flat();
  const events = await readEvents(rows, { user: "user", action: "action", time: "time", timeUnit: "ms" });
  return fitSegments(events, { sequences, effort: "quick", projection: false });
}

/** The same events as `assign` takes them. */
export async function eventsOf(events: readonly UserEvent[]) {
  return readEvents(
    events.map((event) => ({ ...event, sequence: event.sequence ?? 0 })),
    { user: "user", action: "action", time: "time", timeUnit: "ms", order: "sequence" },
  );
}
