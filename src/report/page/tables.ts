import { type ProfileTable, type TableRow, toCsv, toRows } from "../../profiles";
import type { ReportData } from "../report-data";

/** The tables that can be taken away, by file name. */
export const TABLES: Readonly<Record<string, (data: ReportData) => string>> = {
  "segments.csv": ofProfiles("segments"),
  "patterns.csv": ofProfiles("patterns"),
  "transitions.csv": ofProfiles("transitions"),
  "steps.csv": ofProfiles("steps"),
  "hours.csv": ofProfiles("hours"),
  "exemplars.csv": ofProfiles("exemplars"),
  "actions.csv": ({ groups, actions, actionMembers }) =>
    csvFile(
      actions.map((action, row) => {
        const members = groups.map(({ segment }, g): [string, number] => [
          segment < 0 ? "members_in_none" : `members_in_segment_${segment}`,
          actionMembers[row * groups.length + g]!,
        ]);
        return { action, ...Object.fromEntries(members) };
      }),
    ),
};

function ofProfiles(table: ProfileTable) {
  return ({ profiles }: ReportData) => csvFile(toRows(profiles, table));
}

/** CSV that spreadsheets read as UTF-8: a byte order mark stands in front. */
export function csvFile(rows: readonly TableRow[]): string {
  return `\ufeff${toCsv(rows)}`;
}
