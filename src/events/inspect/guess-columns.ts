import type { ColumnProfile } from "./column-profile";
import { isNameless, nameScore } from "./column-words";
import { intervalOf } from "./interval-of";

/** Which columns hold what, as far as names and values show. */
export interface GuessedColumns {
  readonly user: ColumnProfile | undefined;
  /** Fills in where `user` is empty. */
  readonly userFallback: ColumnProfile | undefined;
  readonly action: ColumnProfile | undefined;
  /** Fills in where `action` is empty. */
  readonly actionFallback: ColumnProfile | undefined;
  readonly time: ColumnProfile | undefined;
  readonly end: ColumnProfile | undefined;
  readonly session: ColumnProfile | undefined;
  /** Others that come near the chosen ones. */
  readonly rivals: {
    readonly user: readonly string[];
    readonly action: readonly string[];
    readonly time: readonly string[];
  };
}

interface Scored {
  readonly column: ColumnProfile;
  readonly score: number;
}

/** A score below this is no candidate. */
const LEAST_SCORE = 2;
/** Candidates that come so near the best are named. */
const NEAR = 1;
/** What it is worth for a time to stand in one object with the user or the action. */
const BESIDE = 1.5;

/** Guesses the columns of users, actions and times. */
export function guessColumns(columns: readonly ColumnProfile[], rows: number): GuessedColumns {
  const filled = columns.filter((column) => column.filled > 0);
  const users = usersOrSessions(filled, rows);
  const user = withoutSessions(users)[0]?.column;
  const varies = user ? variation(user, filled) : new Map<string, number>();
  const others = filled.filter((column) => column !== user && !column.times && !isLifecycle(column));
  const actions = readableFirst(scored(others, (column) => actionScore(column, rows, varies.get(column.name))));
  const nearby = [user, actions[0]?.column].flatMap((column) => (column ? [objectOf(column)] : []));
  const times = scored(filled, (column) => {
    const isBeside = objectOf(column) !== "" && nearby.includes(objectOf(column));
    return timeScore(column, rows, varies.get(column.name)) + (isBeside ? BESIDE : 0);
  });
  const interval = user && times[0] ? intervalOf(times) : undefined;
  const time = interval?.start ?? times[0]?.column;
  const action = actions[0]?.column;
  const sessions = scored(filled, (column) => sessionScore(column, user));
  const rivalsOf = (found: readonly Scored[], chosen: readonly (ColumnProfile | undefined)[]) =>
    found
      .filter(({ column, score }) => !chosen.includes(column) && score >= found[0]!.score - NEAR)
      .filter(({ column }) => !chosen.some((other) => other !== undefined && saysTheSame(column, other)))
      .slice(0, 3)
      .map(({ column }) => column.name);
  return {
    user,
    userFallback: user && fallbackOf(user, users, rows, isId),
    action,
    actionFallback: action && fallbackOf(action, actions, rows, isNamedAction),
    time,
    end: interval?.end,
    session: sessions[0]?.column,
    rivals: {
      user: rivalsOf(withoutSessions(users), [user]),
      action: rivalsOf(actions, [action]),
      time: rivalsOf(times, [time, interval?.end]),
    },
  };
}

function scored(columns: readonly ColumnProfile[], score: (column: ColumnProfile) => number): Scored[] {
  return columns
    .map((column, i) => ({ column, score: score(column), i }))
    .filter(({ score }) => score >= LEAST_SCORE)
    .sort((a, b) => b.score - a.score || a.i - b.i);
}

/** Columns of users; where there is none, those of sessions, the longest first. */
function usersOrSessions(columns: readonly ColumnProfile[], rows: number): readonly Scored[] {
  const users = severalFirst(scored(columns, (column) => userScore(column, rows)));
  if (users.length > 0) return users;
  const isSession = ({ name, times, distinct, filled }: ColumnProfile) =>
    nameScore(name, "session") > 0 && !times && distinct > 1 && distinct < filled;
  const sessions = columns.filter(isSession).sort((a, b) => a.distinct - b.distinct);
  return sessions.map((column) => ({ column, score: LEAST_SCORE }));
}

/** A column with one user alone is one of users only if no other column is. */
function severalFirst(users: readonly Scored[]): readonly Scored[] {
  const several = users.filter(({ column }) => column.distinct > 1);
  return several.length > 0 ? several : users;
}

/** Puts names before the codes for the same, where the two come near each other. */
function readableFirst(actions: readonly Scored[]): readonly Scored[] {
  const [best] = actions;
  if (best === undefined || best.column.idLike <= 0.8) return actions;
  const named = actions.find(
    ({ column, score }) =>
      score >= best.score - NEAR && column.idLike < best.column.idLike && saysTheSame(column, best.column),
  );
  return named ? [named, ...actions.filter((each) => each !== named)] : actions;
}

/** Whether two columns divide the rows alike. */
function saysTheSame(a: ColumnProfile, b: ColumnProfile): boolean {
  if (a.distinct !== b.distinct || a.times || b.times) return false;
  const partner = new Map<string, string>();
  return a.texts.every((text, row) => {
    const other = b.texts[row]!;
    if (!partner.has(text)) partner.set(text, other);
    return partner.get(text) === other;
  });
}

const STATES = /^(schedule|assign|reassign|start|suspend|resume|complete|withdraw|autoskip|manualskip|abort)$/i;

/** Whether a column holds the states of activities, so that each counts when it starts and when it is complete. */
export function isLifecycle({ texts, filled, distinct }: ColumnProfile): boolean {
  if (filled === 0 || distinct > 30 || !texts.every((text) => text === "" || STATES.test(text))) return false;
  const values = new Set(texts.map((text) => text.toLowerCase()));
  return values.has("start") && values.has("complete");
}

/** An id that occurs again and again, and is no measure. */
function userScore(column: ColumnProfile, rows: number): number {
  const { name, distinct, filled, times, numbers, integers, averageLength, idLike, mostFrequent, blocks } = column;
  const named = nameScore(name, "user");
  const isNumber = times && named >= 4 && nameScore(name, "time") <= 0; // a long number may look like a time
  if ((times && !isNumber) || averageLength > 100) return Number.NaN;
  const isBare = isNameless(name);
  const perUser = filled / distinct;
  let score = named + 2 * (filled / rows);
  if (distinct === filled && rows > 10)
    score -= 8; // an id of each row
  else if (perUser < 1.2 && rows > 10) score -= 4;
  else if (perUser >= 2) score += 1;
  if (numbers > 0.9 && integers < 0.9) score -= 6;
  if (distinct <= 3 && rows > 100 && named < 2) score -= 4;
  if (distinct === 1)
    score -= named >= 4 || (named >= 1.5 && (integers > 0.9 || idLike > 0.8)) ? 0 : 8; // one user is one, if it is called so
  else if (mostFrequent > 0.9) score -= 2;
  if (named <= 0 && !isBare) score -= 2;
  if (name === "1") score += 1.5; // where no column has a name, the first one most often
  if (idLike > 0.8) score += 1.5;
  if (blocks === distinct && distinct > 2 && perUser >= 2) score += isBare ? 3 : 1; // the rows of each stand together
  if (/^\s*[[{]/.test(column.examples[0] ?? "")) score -= 6;
  return score;
}

/** The path of the object in which a column stands; "" for the row itself. */
function objectOf({ name }: ColumnProfile): string {
  return name.slice(0, Math.max(0, name.lastIndexOf(".")));
}

/** A few words that occur again and again, and change while a user is at work. */
function actionScore(column: ColumnProfile, rows: number, variation: number | undefined): number {
  const { name, distinct, filled, times, numbers, integers, averageLength, idLike, mostFrequent } = column;
  const named = nameScore(name, "action");
  if (times || averageLength > 200 || (distinct < 2 && named < 4)) return Number.NaN;
  if (filled >= 50 && distinct > 0.9 * filled) return Number.NaN; // another one in nearly every row
  const isBare = isNameless(name);
  let score = named + 2 * (filled / rows);
  if (numbers > 0.8)
    score -= isBare && integers > 0.9 ? 2 : 4; // where no column has a name, it may be a code
  else score += 1;
  if (distinct > Math.max(20, filled / 4)) score -= 4;
  else if (distinct >= 4) score += 1;
  if (idLike > 0.8 && distinct > 50) score -= 2;
  if (mostFrequent > 0.98) score -= 2;
  if (averageLength > 80) score -= 2;
  if (variation !== undefined) score += variation < 0.1 ? -5 : 2 * variation;
  if (isBare) score += Math.min(distinct, 60) / 60; // of columns without names, the finer one
  return score;
}

/** Times before are none of a log's. */
const FIRST_MS = Date.UTC(1990, 0, 1);

function timeScore(column: ColumnProfile, rows: number, variation: number | undefined): number {
  const { name, filled, times } = column;
  if (!times) return Number.NaN;
  let score = 2 + nameScore(name, "time") + 2 * (filled / rows) + (times.hasClock ? 1.5 : 0);
  if (times.distinct < 2) score -= 3;
  if (times.ms.some((ms) => ms < FIRST_MS)) score -= 3; // counted from a start: a time all the same, if there is no other
  if (variation !== undefined) score += variation < 0.1 ? -5 : variation;
  return score;
}

function sessionScore(column: ColumnProfile, user: ColumnProfile | undefined): number {
  if (column === user || column.times || column.distinct < 2) return Number.NaN;
  return nameScore(column.name, "session");
}

/**
 * For each column, the share of users with several rows in whose rows it changes.
 */
function variation(user: ColumnProfile, columns: readonly ColumnProfile[]): Map<string, number> {
  const rowsOf = new Map<string, number[]>();
  for (const [row, name] of user.texts.entries()) {
    if (name === "") continue;
    const rows = rowsOf.get(name);
    if (rows) rows.push(row);
    else rowsOf.set(name, [row]);
  }
  const several = [...rowsOf.values()].filter((rows) => rows.length > 1).slice(0, 2000);
  if (several.length === 0) return new Map();
  return new Map(
    columns.map(({ name, texts }) => {
      const changing = several.filter((rows) => rows.some((row) => texts[row] !== texts[rows[0]!]));
      return [name, changing.length / several.length];
    }),
  );
}

/** Leaves out ids of which each belongs to one of another candidate, if that is called a user: they are its sessions. */
function withoutSessions(users: readonly Scored[]): readonly Scored[] {
  const [best, ...others] = users;
  if (!best) return users;
  if (/\bcase\b/i.test(best.column.name)) return users; // other columns of a case are what is known of it
  const isSession = nameScore(best.column.name, "session") > 0;
  const coarser = others.filter(
    ({ column, score }) =>
      (isSession ? column.idLike > 0.8 : nameScore(column.name, "user") >= 2 && score > best.score - 3) &&
      belongsTo(best.column, column),
  );
  return coarser.length > 0 ? [coarser[0]!, ...users.filter((each) => each !== coarser[0])] : users;
}

/** Whether each value of a column has one value of another one, which has fewer. */
function belongsTo(fine: ColumnProfile, coarse: ColumnProfile): boolean {
  if (coarse.distinct >= fine.distinct || coarse.filled < 0.9 * fine.filled) return false;
  const owner = new Map<string, string>();
  for (const [row, name] of fine.texts.entries()) {
    const other = coarse.texts[row]!;
    if (name === "" || other === "") continue;
    if ((owner.get(name) ?? other) !== other) return false;
    owner.set(name, other);
  }
  return true;
}

/** Another column for the rows where the chosen one is empty: the one that fills most of them, the best of equals. */
function fallbackOf(
  chosen: ColumnProfile,
  candidates: readonly Scored[],
  rows: number,
  accepts: (column: ColumnProfile) => boolean,
): ColumnProfile | undefined {
  if (chosen.filled > 0.999 * rows) return undefined;
  const fills = ({ texts }: ColumnProfile) =>
    texts.filter((text, row) => text !== "" && chosen.texts[row] === "").length;
  const others = candidates
    .filter(({ column }) => column !== chosen && accepts(column))
    .map(({ column }, i) => ({ column, fills: fills(column), i }))
    .filter((each) => each.fills > 0);
  return others.sort((a, b) => b.fills - a.fills || a.i - b.i)[0]?.column;
}

/** What is called a user, or is an id with an id's name. */
function isId({ name, idLike }: ColumnProfile): boolean {
  const score = nameScore(name, "user");
  return score >= 2 || (score >= 0.5 && idLike > 0.8);
}

function isNamedAction({ name }: ColumnProfile): boolean {
  return nameScore(name, "action") >= 2;
}
