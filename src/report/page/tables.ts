import { type ProfileTables, toCSV, toRows } from "../../profiles";
import { segmentNumber } from "../../profiles/internal";
import type { ReportData } from "../data/report-data";

/** The tables that can be downloaded, by file name. */
export const TABLES: Readonly<Record<string, (data: ReportData) => string>> = {
  "segments.csv": ofProfiles("segments"),
  "patterns.csv": ofProfiles("patterns"),
  "transitions.csv": ofProfiles("transitions"),
  "steps.csv": ofProfiles("steps"),
  "hours.csv": ofProfiles("hours"),
  "exemplars.csv": ofProfiles("exemplars"),
  "actions.csv": (data) => csvFile(actionRows(data)),
};

function ofProfiles(table: keyof ProfileTables) {
  return ({ profiles }: ReportData) => csvFile(toRows(profiles, table));
}

/** A row for each action and group that shows it. */
function actionRows({ groups, actions, actionMembers }: ReportData): object[] {
  return actions.flatMap((action, row) =>
    groups.flatMap(({ segment, name, size }, g) => {
      const members = actionMembers[row * groups.length + g]!;
      const number = segment < 0 ? null : segmentNumber(segment);
      return members === 0 ? [] : [{ action, segment, number, name, members, share: members / size }];
    }),
  );
}

/** CSV for spreadsheets, which read it as UTF-8 by its byte order mark. */
export function csvFile(rows: readonly object[]): string {
  return toCSV(rows, { byteOrderMark: true });
}
