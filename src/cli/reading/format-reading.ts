import { countText, describeValue, excerpt, unitsText } from "../../core/internal";
import type { EventsReport, RefusedRows } from "../../events";

/** What became of the rows of a log, in lines: what was left out, which times there are, what they leave open. */
export function formatReading(report: EventsReport, noun: "line" | "row" = "line"): string[] {
  const { filtered, refused, fallbacks, ties } = report;
  return [
    ...(filtered > 0 ? [`${unitsText(filtered, "row")} left out by --where`] : []),
    ...refused.map((each) => formatRefused(each, noun)),
    ...(report.times ? [timesText(report)] : []),
    ...[...new Set(fallbacks.map(({ role }) => role))].map((role) => fallbackText(role, report)),
    ...(ties > 0
      ? [
          `${unitsText(ties, "event")} ${ties === 1 ? "has" : "have"} the same user and time as another one, and keep${ties === 1 ? "s" : ""} the order of the file; --order names a column that decides`,
        ]
      : []),
  ];
}

function formatRefused({ reason, rows, lines, file, example }: RefusedRows, noun: string): string {
  const shown = example === undefined ? "" : `: ${describeValue(example)}`;
  const where = file === undefined ? "" : ` of ${excerpt(file, 200)}`;
  return `refused ${unitsText(rows, "row")}: ${reason} (${noun} ${lines.join(", ")}${where}${shown}${rows > lines.length ? ", …" : ""})`;
}

function timesText({ times, timeUnit, timeFormat, timeZone }: EventsReport): string {
  const how = timeFormat ?? UNITS[timeUnit ?? ""] ?? timeUnit;
  return `times ${instantText(times!.first)} to ${instantText(times!.last)}, read as ${how}${timeZone === undefined ? "" : ` in ${timeZone}`}`;
}

/** Forms of times, in words. */
const UNITS: Readonly<Record<string, string>> = {
  iso: "ISO 8601",
  s: "seconds since 1970",
  ms: "milliseconds since 1970",
  us: "microseconds since 1970",
  ns: "nanoseconds since 1970",
  days: "days of a spreadsheet",
};

function instantText(ms: number): string {
  return new Date(ms)
    .toISOString()
    .replace(/(:00)?\.000Z$/, "Z")
    .replace(/T00:00Z$/, "");
}

function fallbackText(role: string, { fallbacks }: EventsReport): string {
  const used = fallbacks.filter((each) => each.role === role && each.events > 0);
  return `${role} taken from ${used.map(({ column, events }) => `${excerpt(column, 40)} (${countText(events)})`).join(", ")}`;
}
