import { excerpt, percentText, unitsText } from "../../core/internal";
import type { ReadEventsOptions } from "../read-options";
import type { Events, EventsReport } from "../types";
import type { ColumnProfile } from "./column-profile";
import type { GuessedColumns } from "./guess-columns";
import { LEAST_SEQUENCES, sessionGapOf } from "./session-gap";

/** A user with this share of the events, and at least this many times the average, is reported. */
const LARGE_SHARE = 0.1;
const TIMES_AVERAGE = 5;

/** What the events of a log say that its reader should know: large users, rows in reverse, times without a zone. */
export function notesOnEvents(events: Events, time: ColumnProfile | undefined): string[] {
  return [...largeUsers(events), ...notesOnOrder(events, time), ...notesOnZone(events.report)];
}

/** A column of sessions that is not asked for. */
export function notesOnSessions({ session }: GuessedColumns): string[] {
  return session ? [`column "${excerpt(session.name, 40)}" looks like one of sessions; "session" reads it`] : [];
}

/**
 * Where a second column fills in for the user's, such as a device before login: whether its ids also stand beside ids of the
 * first, so that one person counts as two users.
 */
export function notesOnIdentity({ user }: ReadEventsOptions, profiles: readonly ColumnProfile[]): string[] {
  const [first, ...others] = [user ?? []].flat().flatMap((name) => profiles.find((each) => each.name === name) ?? []);
  const second = others.find(({ filled }) => filled > 0);
  if (first === undefined || second === undefined || first.filled === 0) return [];
  const alone = new Set<string>();
  const beside = new Set<string>();
  for (const [row, id] of second.texts.entries()) if (id !== "") (first.texts[row] === "" ? alone : beside).add(id);
  const twice = [...alone].filter((id) => beside.has(id)).length;
  if (twice === 0) return [];
  const [known, device] = [first, second].map(({ name }) => `"${excerpt(name, 40)}"`);
  const isEverywhere = second.filled === second.texts.length;
  return [
    `${unitsText(twice, "id")} of ${device} also ${twice === 1 ? "stands" : "stand"} in rows with a ${known}, so that one ` +
      `person counts as two users, before and after login; ${isEverywhere ? `${device} alone as the user` : "an id of the person"} ` +
      "keeps them together",
  ];
}

function largeUsers(events: Events): string[] {
  const { users, offsets, report } = events;
  if (users.length === 1) return [oneUser(users[0]!, sessionGapOf(events))];
  const shares = users.map((name, i) => ({ name, share: (offsets[i + 1]! - offsets[i]!) / report.accepted }));
  return shares
    .filter(({ share }) => share >= LARGE_SHARE && share * users.length >= TIMES_AVERAGE)
    .sort((a, b) => b.share - a.share)
    .slice(0, 3)
    .map(
      ({ name, share }) =>
        `user "${excerpt(name, 40)}" has ${percentText(share)} of all events: a robot, or an id that means none ("missing")?`,
    );
}

function oneUser(user: string, gap: string | undefined): string {
  const all = `all events are of one user, "${excerpt(user, 40)}"`;
  return gap === undefined
    ? `${all}, and no pause of a minute or more divides them into ${LEAST_SEQUENCES} sessions: is another column the user?`
    : `${all}: take its sessions as sequences, divided by pauses of ${gap} (--unit session --session-gap ${gap})`;
}

/** Too few users to be segmented. */
export function notesOnFewUsers({ users }: Events): string[] {
  return users.length > 1 && users.length < LEAST_SEQUENCES
    ? [`${users.length} users are too few to find segments: that takes ${LEAST_SEQUENCES} at least`]
    : [];
}

/** Rows that stand newest first: equal times are then in the wrong order, too. */
function notesOnOrder({ report }: Events, time: ColumnProfile | undefined): string[] {
  const ms = time?.times?.ms.filter((each) => !Number.isNaN(each)) ?? [];
  const steps = ms.slice(1).map((each, i) => each - ms[i]!);
  const back = steps.filter((step) => step < 0).length;
  const on = steps.filter((step) => step > 0).length;
  if (report.ties === 0 || back <= 2 * on) return [];
  return [
    "rows stand newest first, so that events of equal times are in the wrong order: reverse the rows, or name a column that orders them",
  ];
}

/** Times that name no zone may be those of some place. */
function notesOnZone({ localTimes, accepted }: EventsReport): string[] {
  return localTimes < accepted || accepted === 0
    ? []
    : [
        'times name no zone and are taken as UTC; if they are local, say "timeZone" (--time-zone), such as Europe/Berlin',
      ];
}
