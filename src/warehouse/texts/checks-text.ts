import type { Dialect } from "../dialects/dialect";
import type { WarehouseSettings } from "../warehouse-options";
import { logStep, missing, orderColumns, sourceOf } from "./log-step";
import { selectFrom, withSteps } from "./steps";

/**
 * One row: all rows, those that miss something, users, rows that share a user and a time with another action (whose order
 * is then that of names), and rows whose action holds the separator of paths.
 */
export function checksText(settings: WarehouseSettings, dialect: Dialect): string {
  const { user, action, session, time } = missing(settings, dialect);
  const rows = (condition: string) => `coalesce(sum(case when ${condition} then 1 else 0 end), 0)`;
  const source = selectFrom(
    [
      "count(*) as all_rows",
      `${rows(user)} as missing_user`,
      `${rows(`not (${user}) and (${action})`)} as missing_action`,
      `${rows(`not (${user}) and not (${action}) and ${time}`)} as missing_time`,
      session !== undefined &&
        `${rows(`not (${user}) and not (${action}) and not (${time}) and (${session})`)} as missing_session`,
    ],
    sourceOf(settings, dialect),
  );
  const events = selectFrom(
    ["count(distinct u) as users", `${rows(`a like '%' || ${dialect.separator} || '%'`)} as with_separator`],
    "seqment_log",
  );
  const moment = ["u", ...(settings.columns.session === undefined ? [] : ["s"]), "t", ...orderColumns(settings)];
  const moments = selectFrom(
    ["count(*) as events"],
    `seqment_log\ngroup by ${moment.join(", ")}\nhaving min(a) <> max(a)`,
  );
  const ties = selectFrom(["coalesce(sum(events), 0) as tied_rows", "count(*) as ties"], "seqment_moments");
  return withSteps(
    [
      { name: "seqment_source_rows", sql: source },
      logStep(settings, dialect),
      { name: "seqment_log_rows", sql: events },
      { name: "seqment_moments", sql: moments },
      { name: "seqment_tied", sql: ties },
    ],
    "select *\nfrom seqment_source_rows\ncross join seqment_log_rows\ncross join seqment_tied",
  );
}
