import type { BeginningRead } from "../prefixes";
import type { KeptEvent } from "./user-event";

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
