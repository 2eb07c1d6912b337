import type { RunningPaths } from "../segments/internal";
import type { SequenceRules } from "../sequences";
import { type EncodedRow, encodeEvents } from "./encode-events";
import type { KeptEvent } from "./user-event";
import type { Folded, UserState } from "./user-state";

/** Events are folded in blocks, counted from a user's first, so that what is folded depends on the events alone. */
const BLOCK = 16;

/** How much of a user is kept event by event. */
export interface FoldLimits {
  /** Milliseconds. */
  readonly lateness: number;
  /** Events. */
  readonly maxEvents: number;
}

/**
 * Whether a path can be read on without its beginning: with steps of `prepare`, with repeats counted, or with a bound on its
 * length, what comes later may change how what came before is read.
 */
function canReadOn({ prepare, collapseRepeats, maxLength }: SequenceRules): boolean {
  return prepare.length === 0 && collapseRepeats !== "buckets" && maxLength === null;
}

/**
 * Folds into figures the events before which no other can come: those older than the newest by more than `lateness`, and the
 * oldest of more than `maxEvents`. A block ends with an action that the model knows, so that reading goes on from it.
 */
export function foldState(paths: RunningPaths, state: UserState, limits: FoldLimits): UserState {
  const readsOn = canReadOn(paths.rules);
  const count = readsOn ? foldable(paths, state, limits) : 0;
  const folded = count > 0 ? foldFirst(paths, state, count) : state;
  return withoutOldest(folded, readsOn ? 2 * limits.maxEvents : limits.maxEvents);
}

function foldFirst(paths: RunningPaths, state: UserState, count: number): UserState {
  const { folded, tail } = state;
  const events = tail.slice(0, count);
  const rows = encodeEvents(paths, withContext(state, events));
  return {
    ...state,
    folded: { ...figuresOf(folded, events), ...readOn(paths, folded, rows) },
    tail: tail.slice(count),
  };
}

/** The events by which a path is read on: the last one before them, where there is one, comes first. */
export function withContext({ folded }: UserState, events: readonly KeptEvent[]): readonly KeptEvent[] {
  return folded?.place ? [folded.last, ...events] : events;
}

/** How many of the first events of the tail are folded. */
function foldable(paths: RunningPaths, { folded, tail }: UserState, { lateness, maxEvents }: FoldLimits): number {
  if (tail.length === 0 || (folded !== undefined && folded.place === undefined)) return 0;
  const horizon = tail.at(-1)!.time - lateness;
  let old = Math.max(0, tail.length - maxEvents);
  while (old < tail.length && tail[old]!.time < horizon) old += 1;
  const before = folded?.events ?? 0;
  for (let end = Math.floor((before + old) / BLOCK) * BLOCK - before; end > 0; end -= BLOCK) {
    if (isKnown(paths, tail[end - 1]!.action)) return end;
  }
  return 0;
}

/** Leaves only figures of what is beyond a bound: of paths that cannot be read on, and of actions that are all unknown. */
function withoutOldest(state: UserState, maxEvents: number): UserState {
  const { folded, tail } = state;
  const before = folded?.events ?? 0;
  const over = Math.floor((before + tail.length - maxEvents) / BLOCK) * BLOCK - before;
  if (over < BLOCK) return state;
  const figures = figuresOf(folded, tail.slice(0, over));
  return {
    ...state,
    partial: true,
    folded: { ...figures, place: undefined, unknown: 0, sessions: folded?.sessions ?? 0 },
    tail: tail.slice(over),
  };
}

function figuresOf(before: Folded | undefined, events: readonly KeptEvent[]) {
  let value = before?.value ?? 0;
  for (const event of events) if (!Number.isNaN(event.value)) value += event.value;
  return {
    events: (before?.events ?? 0) + events.length,
    first: before?.first ?? events[0]!.time,
    value,
    last: events.at(-1)!,
  };
}

/** The place behind rows of tokens: the path read on, or its last session from its beginning. */
function readOn(paths: RunningPaths, before: Folded | undefined, rows: readonly EncodedRow[]) {
  const last = rows.at(-1)!;
  const isSame = rows.length === 1 && before?.place !== undefined;
  return {
    place: paths.laws.readOn(isSame ? last.tokens.subarray(1) : last.tokens, isSame ? before.place : undefined),
    unknown: last.unknown + (isSame ? before.unknown : 0),
    sessions: before?.place ? before.sessions + rows.length - 1 : rows.length,
  };
}

const KNOWN = new WeakMap<RunningPaths, Map<string, boolean>>();
/** Names remembered at most. */
const MOST_NAMES = 100_000;

/** Whether the model has a token for an action. */
function isKnown(paths: RunningPaths, action: string): boolean {
  let known = KNOWN.get(paths);
  if (known === undefined || known.size >= MOST_NAMES) {
    known = new Map();
    KNOWN.set(paths, known);
  }
  let found = known.get(action);
  if (found === undefined) {
    const [row] = encodeEvents(paths, [{ time: 0, sequence: 0, action, id: "", value: Number.NaN }]);
    found =
      row !== undefined && row.unknown === 0 && row.tokens.length > 0 && row.tokens[0]! < paths.laws.actions.length;
    known.set(action, found);
  }
  return found;
}
