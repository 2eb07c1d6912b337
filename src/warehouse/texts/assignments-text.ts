import type { Dialect } from "../dialects/dialect";
import type { WarehouseSettings } from "../warehouse-options";
import { pathSteps } from "./path-steps";
import { selectFrom, withSteps } from "./steps";

/** Users (and sessions) with the segment of their path. */
export function assignmentsText(settings: WarehouseSettings, dialect: Dialect): string {
  const { columns, segments, assignments } = settings;
  const { steps, unit } = pathSteps(settings, dialect);
  const named = (parts: readonly string[]) => parts.map(dialect.identifier).join(".");
  const select = selectFrom(
    [
      `seqment_paths.u as ${dialect.identifier(columns.user)}`,
      unit.includes("s") && `seqment_paths.s as ${dialect.identifier(columns.session!)}`,
      unit.includes("session_no") && "seqment_paths.session_no + 1 as session_number",
      "known.segment as segment",
    ],
    `seqment_paths\nleft join ${named(segments)} as known on known.path = seqment_paths.path`,
  );
  const text = withSteps(steps, select);
  return assignments === undefined ? text : `create table ${named(assignments)} ${dialect.tableAs}\n${text}`;
}
