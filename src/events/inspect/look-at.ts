import { type ColumnProfile, profileColumn } from "./column-profile";
import { type GuessedColumns, guessColumns } from "./guess-columns";
import { withJoinedTimes } from "./joined-times";
import type { LogSample } from "./log-sample";
import { whyNoEventLog } from "./no-event-log";

/** What the values of a sample say. */
export interface Look {
  readonly sample: LogSample;
  readonly profiles: readonly ColumnProfile[];
  readonly guessed: GuessedColumns;
  readonly notEvents: string | undefined;
}

const NONE: ReadonlySet<string> = new Set();

/** @param ids columns that are not looked at as columns of users: ids of the rows. */
export function lookAt(sample: LogSample, ids: ReadonlySet<string> = NONE): Look {
  const profiles = [...sample.columns].map(([name, cells]) => profileColumn(name, cells));
  const candidates = withJoinedTimes(profiles.filter(({ name }) => !ids.has(name)));
  const guessed = guessColumns(candidates, sample.rows.length);
  const notEvents = sample.rows.length === 0 ? "there are no rows" : whyNoEventLog(guessed, profiles, sample.whole);
  return { sample, profiles, guessed, notEvents };
}

/** The same; where the rows are no events, a list in each of them may hold some, or the objects to which the events belong. */
export function lookInside(outer: LogSample): Look {
  const look = lookAt(outer);
  const inner = look.notEvents === undefined ? undefined : outer.unfold();
  if (inner === undefined) return look;
  const { action, time } = look.guessed;
  const isId = ({ filled, distinct, times }: ColumnProfile) => !times && filled > 1 && distinct === filled;
  // where only the user was absent, the rows are events, and their ids are not those of users
  const ids = action && time ? look.profiles.filter(isId).map(({ name }) => name) : [];
  const inside = lookAt(inner, new Set(ids));
  if (inside.notEvents !== undefined) return look;
  const outerAction = action && time && inside.profiles.find(({ name }) => name === action.name);
  return outerAction ? { ...inside, guessed: { ...inside.guessed, action: outerAction } } : inside;
}

/** Where users are objects of several kinds within the events: the column of these, and the kinds. */
export function kindsOf({
  guessed: { user, action },
  profiles,
  sample: { inside },
}: Look): { column: string; values: string[] } | undefined {
  if (!inside.has(user!.name) || inside.has(action!.name)) return undefined;
  const kind = profiles.find(
    (column) => column !== user && inside.has(column.name) && column.distinct > 1 && column.distinct <= MOST_KINDS,
  );
  return kind && { column: kind.name, values: [...new Set(kind.texts)].filter((text) => text !== "").sort() };
}

const MOST_KINDS = 20;
