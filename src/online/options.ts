import type { Duration } from "../core";
import { duration, either, func, integer, keyPart, number, ofType, type Schema } from "../core/internal";
import type { StateStore } from "../stores";
import type { Meter } from "./meter";

/** Options of {@link createAssigner}. */
export interface AssignerOptions {
  /** Where users are kept: `memoryStore`, `sqliteStore`, `redisStore`, `postgresStore`, or rows of your own. */
  store: StateStore;
  /**
   * Sets the users of one assigner apart from those of another in the same store: letters, digits, dots, dashes and underscores,
   * at most 100 of them.
   * @default "users"
   */
  namespace?: string | undefined;
  /**
   * How much older than a user's newest event another may be that arrives after it; older ones are counted and left out. Until
   * then an event takes its place in the order of time. An hour where nothing is said.
   * @default 3600000
   */
  allowedLateness?: Duration | undefined;
  /**
   * Events of a user that are kept one by one, at most. Of older ones figures are kept, which answers need no more of; but under
   * steps of `prepare`, `collapseRepeats: "buckets"` or `maxLength` a longer path is answered from its last events, and
   * the answer says so (`partial`).
   * @default 256
   */
  maxEvents?: number | undefined;
  /** How long a user is kept after the last event that was pushed; needs `now`. @default for ever */
  ttl?: Duration | undefined;
  /** The time, in milliseconds since 1970: for `ttl`, and for durations reported to a meter. @default none */
  now?: (() => number) | undefined;
  /** Counts what happens, in the shape of OpenTelemetry's meter. @default none */
  meter?: Meter | undefined;
}

/** Times that a write is tried again when another writer was faster: of that many at once on one user, each gets through. */
export const ATTEMPTS = 1000;

export const ASSIGNER_OPTIONS = {
  store: ofType<StateStore, undefined>("a store: { getMany, putMany, deleteMany, scan }", isStore, undefined),
  namespace: keyPart(100, "users"),
  allowedLateness: either(number({ min: 0 }), duration(), 3_600_000),
  maxEvents: integer({ min: 16, max: 10_000 }, 256),
  ttl: duration(),
  now: func<() => number>(),
  meter: ofType<Meter, undefined>("a meter: { createCounter, createHistogram }", isMeter, undefined),
} satisfies Schema<AssignerOptions>;

function isStore(value: unknown): boolean {
  return hasMethods(value, ["getMany", "putMany", "deleteMany", "scan"]);
}

function isMeter(value: unknown): boolean {
  return hasMethods(value, ["createCounter", "createHistogram"]);
}

function hasMethods(value: unknown, names: readonly string[]): boolean {
  if (typeof value !== "object" || value === null) return false;
  return names.every((name) => typeof Reflect.get(value, name) === "function");
}
