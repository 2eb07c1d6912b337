import { excerpt, unitsText } from "../../core/internal";
import type { ColumnProfile } from "./column-profile";
import { nameScore } from "./column-words";
import type { GuessedColumns } from "./guess-columns";
import { isTimeOfDay } from "./joined-times";

/**
 * Why rows are no events, and what the reader would need; undefined where users, actions and times are there.
 *
 * @param whole whether these are all rows.
 */
export function whyNoEventLog(
  { user, action, time }: GuessedColumns,
  columns: readonly ColumnProfile[],
  whole: boolean,
): string | undefined {
  if (columns.length === 1) {
    const [example] = columns[0]!.examples;
    return (
      "no comma, tab, semicolon or bar divides the lines into columns" +
      `${example === undefined ? "" : `, as in "${excerpt(example, 60)}"`}. ` +
      "If another sign does, name it (--delimiter). " +
      (isPath(example) ? "If each line is a sequence of actions, read it with --format sequences. " : "") +
      "Else write who, what and when of each line to a CSV file first"
    );
  }
  const steps = columnsOfSteps(columns);
  if (steps.length >= 3 && (time === undefined || action === undefined || steps.includes(action))) {
    return (
      `each row is a whole sequence: ${unitsText(steps.length, "column")} (${namesOf(steps)}) hold the same actions. ` +
      "Read it as sequences: --format sequences --skip-lines 1, with --id if the first column is the name of the row"
    );
  }
  const clock = time?.times?.hasClock ? undefined : columns.find(isTimeOfDay);
  if (clock !== undefined) {
    return (
      `"${excerpt(clock.name, 40)}" holds times of day, and no other column the whole date. ` +
      "By the time of day alone the order of actions is lost: write date and time into one column, such as 2024-03-04 09:30:00"
    );
  }
  const repeated = groupsOfColumns(columns);
  if (repeated && (!time || !action || repeated.columns.has(action) || repeated.columns.has(time))) {
    return (
      `each row holds several events in numbered columns (${namesOf(repeated.first)}, ${repeated.times} times). ` +
      "An event log has a row for each event: export it so, or as JSON, where they are a list (--unnest)"
    );
  }
  if (user && action && time && whole && user.filled > 10 && user.distinct > SHARE_OF_OWN * user.filled) {
    return (
      `nearly every row has a "${excerpt(user.name, 40)}" of its own (${user.distinct} in ${user.filled} rows), so that no one ` +
      "does one thing after another: a table of users, sessions, answers or orders. An event log has several rows for each of " +
      "them; if another column says who acted, name it (--user)"
    );
  }
  const measures = measuresOf(columns).filter((column) => column !== user);
  if (user && action && time && !(measures.length >= 3 && isMeasure(action, measures))) return undefined;
  if (measures.length >= 3) {
    const whose = [user, time].filter((each) => each !== undefined).map(({ name }) => `"${name}"`);
    return (
      `each row is a record of many figures${whose.length > 0 ? ` for each ${whose.join(" and ")}` : ""}: ` +
      `${unitsText(measures.length, "column")} of numbers (${namesOf(measures)}), and none that names an action. ` +
      "An event log has a row for each action: who, what, when. Bring it to that form (unpivot: one row for each figure that is " +
      "not 0, its column as the action), or choose a column that is an action"
    );
  }
  const follows = time ? undefined : pairOfActions(columns);
  if (follows) {
    return (
      `each row counts how often one action follows another (${namesOf(follows)}). Who did what and when cannot be read from it: ` +
      "take the events from which it was counted"
    );
  }
  const unread = time
    ? undefined
    : columns.find((column) => !column.times && column !== action && isCalledTime(column));
  if (unread) {
    return (
      `"${excerpt(unread.name, 40)}" is called a time, but its values, such as "${excerpt(unread.examples[0]!, 40)}", are not read ` +
      "as one: a time has year, month and day. Say their format (--time-format), or write them as 2024-03-04 09:30:00"
    );
  }
  const absent = [
    ...(user ? [] : ["who acted (a user, case or device, on several rows)"]),
    ...(action ? [] : ["what was done (an action from a list of names)"]),
    ...(time ? [] : ["when (a time)"]),
  ];
  const paths = columns.length === 2 && !time && columns[1]!.examples.some(isPath);
  const sequences = paths
    ? "; if each line is an id, a tab and a sequence of actions, read it with --format sequences --id"
    : "";
  return `no column says ${absent.join(", nor ")}; name the columns if there are such${sequences}`;
}

/** Whether a text has several parts between arrows or blanks, as a sequence of actions has. */
function isPath(text: string | undefined): boolean {
  return text !== undefined && text.trim().split(/\s*(?:->|→)\s*|\s+/).length > 1;
}

/** Columns of text whose names differ in a number: `step1`, `step2`, `step3`. */
function columnsOfSteps(columns: readonly ColumnProfile[]): ColumnProfile[] {
  const byStem = new Map<string, ColumnProfile[]>();
  for (const column of columns) {
    const { name, times, numbers } = column;
    if (times || numbers > 0.5 || !/[^\d]/.test(name) || !/\d/.test(name)) continue;
    const stem = name.replace(/\d+/, "#");
    byStem.set(stem, [...(byStem.get(stem) ?? []), column]);
  }
  return [...byStem.values()].sort((a, b) => b.length - a.length)[0] ?? [];
}

/** Whether what was taken for an action is one of several measures, and not called an action. */
function isMeasure(action: ColumnProfile, measures: readonly ColumnProfile[]): boolean {
  return measures.includes(action) && nameScore(action.name, "action") < 4;
}

/** Two columns of text that hold the same names, beside a number. */
function pairOfActions(columns: readonly ColumnProfile[]): ColumnProfile[] | undefined {
  const names = columns.filter(({ numbers, filled, times }) => !times && filled > 0 && numbers < 0.5);
  if (measuresOf(columns).length === 0 || names.length < 2) return undefined;
  const [from, to] = names.map(({ texts }) => new Set(texts));
  const both = [...from!].filter((name) => name !== "" && to!.has(name)).length;
  return both >= 0.5 * Math.min(from!.size, to!.size) ? names.slice(0, 2) : undefined;
}

/** If so large a share of the rows has a user of its own, they are no events. */
const SHARE_OF_OWN = 0.9;

function isCalledTime({ name, filled }: ColumnProfile): boolean {
  return filled > 0 && nameScore(name, "time") >= 4;
}

/** Several columns that are there three times or more, with other numbers: `type 0`, `url 0`, `type 1`, `url 1`, and so on. */
function groupsOfColumns(
  columns: readonly ColumnProfile[],
): { first: ColumnProfile[]; times: number; columns: ReadonlySet<ColumnProfile> } | undefined {
  const byStem = new Map<string, ColumnProfile[]>();
  for (const column of columns) {
    if (!/\D\d+\D*$|^\d+\D/.test(column.name)) continue;
    const stem = column.name.replace(/\d+(?=\D*$)/, "#");
    byStem.set(stem, [...(byStem.get(stem) ?? []), column]);
  }
  const groups = [...byStem.values()].filter((group) => group.length >= 3);
  if (groups.length < 2) return undefined;
  const times = Math.max(...groups.map(({ length }) => length));
  return { first: groups.map((group) => group[0]!), times, columns: new Set(groups.flat()) };
}

function measuresOf(columns: readonly ColumnProfile[]): ColumnProfile[] {
  return columns.filter(({ times, numbers, filled }) => !times && numbers > 0.8 && filled > 0);
}

function namesOf(columns: readonly ColumnProfile[]): string {
  const shown = columns.slice(0, 3).map(({ name }) => `"${name.length > 60 ? `${name.slice(0, 59)}…` : name}"`);
  return `${shown.join(", ")}${columns.length > shown.length ? ", …" : ""}`;
}
