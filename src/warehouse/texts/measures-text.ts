import type { Dialect } from "../dialects/dialect";
import type { WarehouseSettings } from "../warehouse-options";
import { pathSteps } from "./path-steps";
import { selectFrom, withSteps } from "./steps";

const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;
/** 1970-01-01 was a Thursday; and weeks enough that the hour is positive for every time. */
const EPOCH_HOUR = 72 + 168 * 20_000_000;
/** No time is longer, in digits of milliseconds. */
const MOST_DIGITS = 16;

/**
 * What profiles report of the times of a path, counted over its sequences: `measure` is one of `duration` and `gap` (ms, to
 * three digits), `hour` (of the week, in UTC), `days`, `sessions` and `users`.
 */
export function measuresText(settings: WarehouseSettings, dialect: Dialect): string {
  const { steps, unit, countsSessions, hasPauses, events, written } = pathSteps(settings, dialect, true);
  const byUnit = unit.join(", ");
  const whole = (value: string) => dialect.bigint(`floor(${value})`);
  const spans = selectFrom(
    [
      ...unit,
      `${whole("max(ms) - min(ms) + 0.5")} as duration`,
      `count(distinct floor(ms / ${DAY_MS})) as days`,
      countsSessions && "max(session_no) + 1 as sessions",
    ],
    `${events}\ngroup by ${byUnit}`,
  );
  const fact = (measure: string, place: string, value: string, from: string) =>
    `select ${byUnit}, '${measure}' as measure, ${place} as place, ${dialect.bigint(value)} as amount from ${from}`;
  const after = hasPauses ? ", tokens_after" : "";
  const fromFirst = `place - min(place) over (partition by ${byUnit}) as place_from_first`;
  const gaps = `(select ${byUnit}, gap, ${fromFirst}${after} from ${written}) as places\nwhere gap is not null`;
  const facts = [
    fact("duration", "0", "duration", "seqment_spans"),
    fact("days", "0", "days", "seqment_spans"),
    ...(countsSessions ? [fact("sessions", "0", "sessions", "seqment_spans")] : []),
    fact("hour", "0", `mod(${whole(`ms / ${HOUR_MS}`)} + ${EPOCH_HOUR}, 168)`, written),
    fact("gap", "place_from_first", "floor(gap + 0.5)", hasPauses ? `${gaps} and tokens_after = 1` : gaps),
  ];
  const rounded = selectFrom([...unit, "measure", "place", `${threeDigits("amount")} as value`], "seqment_facts");
  const joined = unit.map((column) => `seqment_paths.${column} = seqment_rounded.${column}`).join(" and ");
  const counted = selectFrom(
    ["path", "measure", "place", "value", "count(*) as inputs"],
    `seqment_rounded\ninner join seqment_paths on ${joined}\nwhere path is not null\ngroup by path, measure, place, value`,
  );
  const users = `select path, 'users', 0, ${dialect.bigint("count(distinct u)")}, 1\nfrom seqment_paths\nwhere path is not null\ngroup by path`;
  return withSteps(
    [
      ...steps,
      { name: "seqment_spans", sql: spans },
      { name: "seqment_facts", sql: facts.join("\nunion all\n") },
      { name: "seqment_rounded", sql: rounded },
    ],
    `${counted}\nunion all\n${users}`,
  );
}

/** Half up, to three digits; hours, days and counts below 1,000 stay as they are. */
function threeDigits(value: string): string {
  const cases = [`when ${value} < 1000 then ${value}`];
  for (let digits = 4, step = 10; digits <= MOST_DIGITS; digits++, step *= 10) {
    const middle = `${value} + ${step / 2}`;
    const when = digits === MOST_DIGITS ? "else" : `when ${value} < ${step * 1000} then`;
    cases.push(`${when} ${middle} - mod(${middle}, ${step})`);
  }
  return `case ${cases.join(" ")} end`;
}
