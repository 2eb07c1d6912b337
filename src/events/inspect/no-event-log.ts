import { unitsText } from "../../core/internal";
import type { ColumnProfile } from "./column-profile";
import type { GuessedColumns } from "./guess-columns";

/** Why rows are no events, and what the reader would need; undefined where users, actions and times are there. */
export function whyNoEventLog(
  { user, action, time }: GuessedColumns,
  columns: readonly ColumnProfile[],
): string | undefined {
  const steps = columnsOfSteps(columns);
  if (steps.length >= 3 && (time === undefined || action === undefined || steps.includes(action))) {
    return (
      `each row is a whole sequence: ${unitsText(steps.length, "column")} (${namesOf(steps)}) hold the same actions. ` +
      "Read it as sequences: --format sequences --skip-lines 1, with --id if the first column is the name of the row"
    );
  }
  if (user && action && time && !isMeasure(action, columns)) return undefined;
  const measures = measuresOf(columns);
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

/** Whether what was taken for an action is one of many alike measures. */
function isMeasure(action: ColumnProfile, columns: readonly ColumnProfile[]): boolean {
  return action.numbers > 0.8 && measuresOf(columns).includes(action) && measuresOf(columns).length >= 3;
}

function measuresOf(columns: readonly ColumnProfile[]): ColumnProfile[] {
  return columns.filter(({ times, numbers, filled }) => !times && numbers > 0.8 && filled > 0);
}

function namesOf(columns: readonly ColumnProfile[]): string {
  const shown = columns.slice(0, 3).map(({ name }) => `"${name.length > 60 ? `${name.slice(0, 59)}…` : name}"`);
  return `${shown.join(", ")}${columns.length > shown.length ? ", …" : ""}`;
}
