import type { Dialect } from "../dialects/dialect";
import type { WarehouseSettings, WarehouseTimeUnit } from "../warehouse-options";
import { indented, type Step, selectFrom } from "./steps";

/** The table or query of events, under the name `events`. */
export function sourceOf({ table, query }: WarehouseSettings, dialect: Dialect): string {
  const from = table
    ? table.map(dialect.identifier).join(".")
    : `(\n${indented(query!.replace(/[\s;]+$/, "").trim())}\n)`;
  return `${from} as events`;
}

/** For each column that an event must have, whether it is missing: NULL, an empty text, or what means no user or session. */
export function missing({ columns, missing: none }: WarehouseSettings, dialect: Dialect) {
  const { user, action, time, session } = columns;
  const isOneOf = (column: string, names: readonly string[]) => {
    const text = dialect.text(of(column, dialect));
    const texts = names.map(dialect.literal);
    return `${of(column, dialect)} is null or ${text} ${texts.length === 1 ? `= ${texts[0]}` : `in (${texts.join(", ")})`}`;
  };
  const ids = [...new Set(["", ...none])];
  return {
    user: isOneOf(user, ids),
    action: isOneOf(action, [""]),
    session: session === undefined ? undefined : isOneOf(session, ids),
    time: `${of(time, dialect)} is null`,
  };
}

/** The columns `o1`, `o2`, … that order events of equal time. */
export function orderColumns({ columns }: WarehouseSettings): string[] {
  return columns.order.map((_, i) => `o${i + 1}`);
}

/**
 * The events as they are: user `u`, session `s`, action `a`, time `t` and the columns that order equal times; `ms` is the
 * time in milliseconds, a double that is rounded as `readEvents` rounds.
 */
export function logStep(settings: WarehouseSettings, dialect: Dialect): Step {
  const { columns, timeUnit } = settings;
  const { user, action, time, session, order } = columns;
  const given = Object.values(missing(settings, dialect)).filter((condition) => condition !== undefined);
  const sql = selectFrom(
    [
      `${of(user, dialect)} as u`,
      session !== undefined && `${of(session, dialect)} as s`,
      `${of(time, dialect)} as t`,
      ...order.map((column, i) => `${of(column, dialect)} as o${i + 1}`),
      `${dialect.text(of(action, dialect))} as a`,
      `${milliseconds(of(time, dialect), timeUnit, dialect)} as ms`,
    ],
    `${sourceOf(settings, dialect)}\nwhere ${given.map((condition) => `not (${condition})`).join("\n  and ")}`,
  );
  return { name: "seqment_log", sql };
}

function of(column: string, dialect: Dialect): string {
  return `events.${dialect.identifier(column)}`;
}

/** Nanoseconds do not fit a double: their milliseconds and what is below them are converted apart. */
function milliseconds(time: string, unit: WarehouseTimeUnit, dialect: Dialect): string {
  if (unit === "timestamp") return dialect.milliseconds(time);
  if (unit === "s") return `${dialect.double(time)} * 1000`;
  if (unit === "ms") return dialect.double(time);
  if (unit === "us") return `${dialect.double(time)} / 1000`;
  const nanoseconds = unit === "ns" ? time : dialect.nanoseconds!(time);
  const whole = dialect.double(dialect.quotient(nanoseconds, 1_000_000));
  return `${whole} + ${dialect.double(`mod(${nanoseconds}, 1000000)`)} / 1000000`;
}
