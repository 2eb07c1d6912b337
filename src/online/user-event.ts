import { integer, number, verbatim, wrongType, wrongValue } from "../core/internal";

/** Something a user did. */
export interface UserEvent {
  /** Name of the user: text that is not empty, of at most 800 bytes in UTF-8. Names are told apart code unit by code unit. */
  readonly user: string;
  /** What was done: text that is not empty. */
  readonly action: string;
  /** Milliseconds since 1970-01-01T00:00Z. */
  readonly time: number;
  /** Name of the event, unique among those of the user: what comes again with it is the same event. */
  readonly id?: string | undefined;
  /** Decides the order of events at the same time. @default 0 */
  readonly sequence?: number | undefined;
  /** A figure of the event, such as a price; summed for each user. */
  readonly value?: number | undefined;
}

/** An event of one user as it is kept. */
export interface KeptEvent {
  readonly time: number;
  readonly sequence: number;
  readonly action: string;
  /** "" for none. */
  readonly id: string;
  /** NaN for none. */
  readonly value: number;
}

const TIME = number({ min: -8.64e15, max: 8.64e15 });
const SEQUENCE = integer({ min: -Number.MAX_SAFE_INTEGER, max: Number.MAX_SAFE_INTEGER });
/** Sums of values stay finite. */
const VALUE = number({ min: -1e290, max: 1e290 });
/** Of the name of a user, at most; a key of a store holds 1024 of them. */
const MOST_BYTES = 800;
const utf8 = new TextEncoder();
/** Code units of a name, at most. */
const LONGEST = 10_000;

/**
 * Reads events at the public edge, grouped by user in the order of their first.
 *
 * @throws TypeError, RangeError naming the field.
 */
export function readUserEvents(events: Iterable<UserEvent>): Map<string, KeptEvent[]> {
  if (typeof events !== "object" || events === null || !(Symbol.iterator in events)) {
    throw wrongType("events", "an array of events", events);
  }
  const byUser = new Map<string, KeptEvent[]>();
  let at = 0;
  for (const event of events) {
    const name = `events[${at++}]`;
    if (typeof event !== "object" || event === null) {
      throw wrongType(name, "an event { user, action, time }", event);
    }
    const user = readUser(`${name}.user`, event.user);
    const kept: KeptEvent = {
      time: TIME.read(event.time, `${name}.time`),
      sequence: event.sequence === undefined ? 0 : SEQUENCE.read(event.sequence, `${name}.sequence`),
      action: readName(`${name}.action`, event.action),
      id: event.id === undefined ? "" : readName(`${name}.id`, event.id),
      value: event.value === undefined ? Number.NaN : VALUE.read(event.value, `${name}.value`),
    };
    const found = byUser.get(user);
    if (found) found.push(kept);
    else byUser.set(user, [kept]);
  }
  return byUser;
}

/** The name of a user, which is part of a key. */
export function readUser(name: string, value: unknown): string {
  const user = readName(name, value);
  const bytes = user.length > MOST_BYTES / 3 ? utf8.encode(user).length : 0; // a code unit takes three bytes at most
  if (bytes > MOST_BYTES) throw wrongValue(name, `at most ${MOST_BYTES} bytes in UTF-8`, bytes);
  return user;
}

function readName(name: string, value: unknown): string {
  if (typeof value !== "string") throw wrongType(name, "a text that is not empty", value);
  if (value === "") throw wrongValue(name, "a text that is not empty", value);
  if (value.length > LONGEST) throw wrongValue(name, `at most ${LONGEST} characters`, verbatim(String(value.length)));
  if (/\p{Surrogate}/u.test(value)) throw wrongValue(name, "well-formed text", value);
  return value;
}

/** The total order of a user's events: time, sequence, action by code units, id by code units. */
export function compareEvents(a: KeptEvent, b: KeptEvent): number {
  return (
    a.time - b.time ||
    a.sequence - b.sequence ||
    compareText(a.action, b.action) ||
    compareText(a.id, b.id) ||
    compareValues(a.value, b.value)
  );
}

function compareText(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}

/** NaN, which is none, first. */
function compareValues(a: number, b: number): number {
  if (Number.isNaN(a)) return Number.isNaN(b) ? 0 : -1;
  return Number.isNaN(b) ? 1 : a - b;
}
