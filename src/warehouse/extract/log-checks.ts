import { countText } from "../../core/internal";
import type { WarehouseSettings } from "../warehouse-options";
import { RowReader, type RunSql, rowsOf } from "./rows";

const COUNTS = [
  "all_rows",
  "missing_user",
  "missing_action",
  "missing_time",
  "users",
  "with_separator",
  "tied_rows",
  "ties",
] as const;

/** What the log holds that paths cannot show. */
export type LogChecks = Readonly<Record<(typeof COUNTS)[number] | "missing_session", number>>;

/** @throws RangeError when names hold what stands between them in paths. */
export async function readChecks(run: RunSql, sql: string, settings: WarehouseSettings): Promise<LogChecks> {
  const reader = new RowReader("checks");
  let found: LogChecks | undefined;
  for await (const row of rowsOf(run, sql)) {
    const counts = Object.fromEntries(COUNTS.map((name) => [name, reader.count(row, name)]));
    const missing = settings.columns.session === undefined ? 0 : reader.count(row, "missing_session");
    found = { ...counts, missing_session: missing } as LogChecks;
  }
  if (found === undefined) throw new RangeError('"checks" expected one row, got none');
  if (settings.paths === "text" && found.with_separator > 0) {
    throw new RangeError(
      `"paths" "text" has U+001F between actions, and ${found.with_separator} rows hold it in their action; choose "codes"`,
    );
  }
  return found;
}

/** What the reader of a model should know of the log it was fitted to. */
export function notesOnLog(
  checks: LogChecks,
  { columns, unit, sample }: WarehouseSettings,
  measures: boolean,
): string[] {
  const missing = (["user", "action", "time", "session"] as const)
    .map((what) => ({ what, rows: checks[`missing_${what}`] }))
    .filter(({ rows }) => rows > 0);
  const left = missing.reduce((total, { rows }) => total + rows, 0);
  const reasons = missing.map(({ what, rows }) => `${countText(rows)} without ${what}`).join(", ");
  const order = columns.order.length > 0 ? ', equal in "columns.order" too,' : "";
  return [
    checks.all_rows === 0 && "the log has no rows",
    left > 0 && `${countText(left)} of ${countText(checks.all_rows)} rows were left out: ${reasons}`,
    checks.ties > 0 &&
      `${countText(checks.tied_rows)} rows share user and time${order} with another action and stand in the order of names` +
        (order ? "" : '; give "columns.order"'),
    sample !== undefined &&
      `a sample: paths of ${countText(sample)} or more ${unit}s are all here with their weight; of the rarer ones some were drawn, and each stands for ${countText(sample)} ${unit}s, so sizes are estimates`,
    `the ${unit}s behind a path are not told apart: they have no names`,
    measures
      ? "durations and dwell times are to three digits"
      : `durations, dwell times, hours and days ${sample === undefined ? 'were not asked for ("measures": false)' : "are not known of a sample"}`,
  ].filter((note) => note !== false);
}
