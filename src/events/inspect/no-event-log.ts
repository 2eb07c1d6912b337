import { excerpt, unitsText } from "../../core/internal";
import type { ColumnProfile } from "./column-profile";
import { nameScore } from "./column-words";
import type { GuessedColumns } from "./guess-columns";

/** Why rows are no events, and what the reader would need; undefined where users, actions and times are there. */
export function whyNoEventLog(
  { user, action, time }: GuessedColumns,
  columns: readonly ColumnProfile[],
): string | undefined {
  if (columns.length === 1) {
    const [example] = columns[0]!.examples;
    return (
      "no comma, tab, semicolon or bar divides the lines into columns" +
      `${example === undefined ? "" : `, as in "${excerpt(example, 60)}"`}. ` +
      "If another sign does, name it (--delimiter); else write who, what and when of each line to a CSV file first"
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
    const day = time ?? columns.find(({ times }) => times !== undefined && !times.hasClock);
    return (
      `the time of day is in a column of its own, "${excerpt(clock.name, 40)}"` +
      `${day === undefined ? "" : `, and the day in "${excerpt(day.name, 40)}"`}. ` +
      "Write the two into one column, such as 2024-03-04 09:30:00; by the day alone, the order of actions is lost"
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
  const absent = [
    ...(user ? [] : ["who acted (a user, case or device, on several rows)"]),
    ...(action ? [] : ["what was done (an action from a list of names)"]),
    ...(time ? [] : ["when (a time)"]),
  ];
  return `no column says ${absent.join(", nor ")}; name the columns if there are such`;
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

/** Times such as 09:30 or 9:30:00 PM, without a day. */
function isTimeOfDay({ texts, filled }: ColumnProfile): boolean {
  const isClock = (text: string) => /^\d{1,2}:\d\d(:\d\d([.,]\d+)?)?( ?[AaPp]\.?[Mm]\.?)?$/.test(text);
  return filled > 0 && texts.every((text) => text === "" || isClock(text));
}

function measuresOf(columns: readonly ColumnProfile[]): ColumnProfile[] {
  return columns.filter(({ times, numbers, filled }) => !times && numbers > 0.8 && filled > 0);
}

function namesOf(columns: readonly ColumnProfile[]): string {
  const shown = columns.slice(0, 3).map(({ name }) => `"${name.length > 60 ? `${name.slice(0, 59)}…` : name}"`);
  return `${shown.join(", ")}${columns.length > shown.length ? ", …" : ""}`;
}
