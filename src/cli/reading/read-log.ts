import {
  EVENT_PRESETS,
  type EventFormat,
  type Events,
  type ReadEventsOptions,
  readEvents,
  type Source,
  type SourceFiles,
} from "../../events";
import type { FitSegmentsOptions } from "../../segments";
import { readSequences, type TokenizedSequences } from "../../sequences";
import { duckdbRows, extractSequences } from "../../warehouse";
import type { ReadingFlags } from "../flags/reading-flags";
import type { CliIo } from "../terminal/io";

type Run = Pick<FitSegmentsOptions, "signal" | "onProgress">;

/** The log as events, or as sequences where each line is one. */
export async function readLog(
  files: readonly string[],
  flags: ReadingFlags,
  io: CliIo,
  run: Run,
): Promise<Events | TokenizedSequences> {
  const log = await readRows(files, flags, io, run);
  const isEmpty = "users" in log ? log.users.length === 0 : log.report.inputs === 0;
  if (isEmpty) throw new Error(log.report.notes.join("; "));
  return log;
}

function readRows(
  files: readonly string[],
  flags: ReadingFlags,
  io: CliIo,
  run: Run,
): Promise<Events | TokenizedSequences> {
  if (flags.format === "sequences") return sequencesOf(files[0] === "-" ? io.stdin : files[0]!, flags, run);
  if (flags.distinctPaths) return pathsOf(flags, run);
  const source = flags.sql === undefined ? sourceOf(files, io) : duckdbRows(flags.sql);
  return readEvents(source, { ...eventOptions(flags), ...run });
}

/** The sequences as DuckDB makes them. */
function pathsOf(flags: ReadingFlags, run: Run): Promise<TokenizedSequences> {
  const { user, action, time, session, order, missing, timeUnit, sessionGap, unit } = flags;
  return extractSequences(duckdbRows, {
    dialect: "duckdb",
    query: flags.sql,
    columns: {
      user: only("--user", user)!,
      action: only("--action", action)!,
      time: only("--time", time)!,
      session: only("--session", session),
      order,
    },
    timeUnit: warehouseUnit(timeUnit),
    ...{ missing, sessionGap, unit, ...rulesOf(flags), ...run },
  });
}

function warehouseUnit(unit: ReadingFlags["timeUnit"]): "s" | "ms" | "us" | "ns" | undefined {
  if (unit === "days") throw new TypeError("--time-unit days is not for --distinct-paths");
  return unit === "iso" ? undefined : unit;
}

/** The one column that SQL can read. */
function only(flag: string, columns: readonly string[] | undefined): string | undefined {
  if (columns && columns.length > 1) throw new TypeError(`${flag} expected one column with --distinct-paths`);
  return columns?.[0];
}

/** Where the rows of a log are. */
export function sourceOf(files: readonly string[], io: CliIo): Source | SourceFiles {
  if (!files.includes("-")) return { files };
  if (files.length > 1) throw new Error("standard input (-) cannot be combined with files");
  return io.stdin;
}

/** How events become sequences; those of a file or of SQL were made by these already. */
export function sequenceOptions(flags: ReadingFlags): Pick<FitSegmentsOptions, "sequences"> {
  if (flags.format === "sequences" || flags.distinctPaths) return {};
  return { sequences: { ...rulesOf(flags), sessionGap: flags.sessionGap, unit: flags.unit } };
}

/** The preset's options, and in their place those that were given. */
function eventOptions(flags: ReadingFlags): ReadEventsOptions {
  const { preset, format, where, strict, user, action, time, session, value, end, order } = flags;
  const { missing, header, skipLines, delimiter, records, unnest, encoding, timeUnit, timeFormat, timeZone } = flags;
  const given = {
    ...{ user: oneOrSeveral(user), action: oneOrSeveral(action), time: oneOrSeveral(time) },
    ...{ session: oneOrSeveral(session), value: oneOrSeveral(value), end: oneOrSeveral(end) },
    order: oneOrSeveral(order),
    where: where && filtersOf(where),
    format: format as EventFormat | undefined,
    ...{ missing, header, skipLines, delimiter, escape: flags.escape, records, unnest, encoding },
    ...{ timeUnit: timeFormat === undefined ? timeUnit : undefined, timeFormat, timeZone },
    onInvalid: strict ? ("throw" as const) : undefined,
  };
  const named = Object.entries(given).filter(([, option]) => option !== undefined);
  const base: Partial<ReadEventsOptions> = { ...(preset && EVENT_PRESETS[preset]) };
  if (timeFormat !== undefined) base.timeUnit = timeUnit;
  return { ...base, ...Object.fromEntries(named) } as ReadEventsOptions; // checkReadingFlags has seen to the columns
}

function oneOrSeveral(columns: readonly string[] | undefined): string | readonly string[] | undefined {
  return columns?.length === 1 ? columns[0] : columns;
}

function filtersOf(where: readonly (readonly [string, string])[]): Record<string, string[]> {
  const filters = new Map<string, string[]>();
  for (const [column, value] of where) filters.set(column, [...(filters.get(column) ?? []), value]);
  return Object.fromEntries(filters);
}

async function sequencesOf(source: Source, flags: ReadingFlags, run: Run): Promise<TokenizedSequences> {
  const { separator, id, skipLines, limit } = flags;
  return readSequences(source, { separator, id, skipLines, limit, ...rulesOf(flags), ...run });
}

function rulesOf({ collapseRepeats, steps, minCount, maxLength }: ReadingFlags) {
  return { collapseRepeats, prepare: steps, minCount, maxLength };
}
