import { type Command, InvalidArgumentError, Option } from "commander";
import {
  EVENT_PRESETS,
  type EventFormat,
  type EventPreset,
  type Events,
  type ReadEventsOptions,
  readEvents,
  type Source,
  type SourceFiles,
  type TextEncoding,
} from "../../events";
import { FORMATS, TEXT_ENCODINGS } from "../../events/internal";
import type { FitSegmentsOptions } from "../../segments";
import { type PrepareStep, readSequences, type TokenizedSequences } from "../../sequences";
import { duckdbRows, extractSequences } from "../../warehouse";
import type { CliIo } from "../terminal/io";
import { refuseFlags } from "../terminal/shell-words";
import { wholeNumberFlag } from "./number-flags";

/** The flags of commands that read a log. */
export interface ReadingFlags extends EventFlags {
  format?: EventFormat | "sequences";
  sql?: string;
  distinctPaths?: true;
  separator?: string;
  id?: true;
  skipLines?: number;
  limit?: number;
  sessionGap?: string;
  unit?: "user" | "session";
  collapseRepeats?: true;
  /** As {@link preparation} reads them. */
  steps?: readonly PrepareStep[] | undefined;
  minCount?: number;
  maxLength?: number;
}

/** Those that are options of `readEvents`. */
interface EventFlags {
  preset?: EventPreset;
  user?: string[];
  action?: string[];
  time?: string[];
  session?: string[];
  value?: string[];
  end?: string[];
  order?: string[];
  where?: [column: string, value: string][];
  missing?: string[];
  header?: string[] | false;
  delimiter?: string;
  escape?: string;
  records?: string;
  unnest?: string;
  encoding?: TextEncoding;
  timeUnit?: "iso" | "s" | "ms" | "us" | "ns" | "days";
  timeFormat?: string;
  timeZone?: string;
  strict?: true;
}

const PRESETS = Object.keys(EVENT_PRESETS) as EventPreset[];

/** Flags that say what is in a log, and how to read it. */
export function addLogFlags(command: Command): Command {
  const several = (flags: string, description: string) => new Option(flags, description).argParser(collect);
  return command
    .optionsGroup("Reading:")
    .addOption(new Option("--preset <tool>", "columns and units of this tool's export").choices(PRESETS))
    .addOption(
      several(
        "--user <column>",
        "column of the user, a path a.b, or several a,b; given again: where the first is empty",
      ),
    )
    .addOption(several("--action <column>", "column of the action"))
    .addOption(several("--time <column>", "column of the time, or columns of day and time of day: date,time"))
    .addOption(several("--session <column>", "column of the session"))
    .addOption(several("--value <column>", "column of a number, such as a price"))
    .addOption(several("--end <column>", "column of the time at which an event ended"))
    .addOption(several("--order <column>", "column that orders events of equal times; given again: decides next"))
    .addOption(
      new Option("--where <column=value>", "read only rows that hold it; given again: or another value").argParser(
        filterFlag,
      ),
    )
    .addOption(
      several("--missing <name>", "what means no user or session, such as None, in the place of the usual list"),
    )
    .addOption(
      new Option("--time-unit <unit>", "form of the times; default: recognized in the file").choices([
        ...["iso", "s", "ms", "us", "ns", "days"],
      ]),
    )
    .option("--time-format <format>", 'format of the times, such as "dd.MM.yyyy HH:mm"')
    .option("--time-zone <zone>", "zone of times that name none, such as Europe/Berlin; default: UTC")
    .addOption(new Option("--format <format>", "default: recognized in the file").choices([...FORMATS, "sequences"]))
    .addOption(
      new Option(
        "--header <names>",
        "names of the columns of CSV whose first row is data, separated by commas",
      ).argParser(namesFlag),
    )
    .option("--no-header", "the first row of CSV is data; columns are called 1, 2 and so on")
    .option("--skip-lines <n>", "lines to skip at the top", wholeNumberFlag)
    .option("--delimiter <character>", "between the columns of CSV; default: recognized in the first line")
    .option("--escape <character>", "makes the next character of CSV stand for itself")
    .option("--records <path>", "where in one JSON document the list of rows is")
    .option("--unnest <column>", "column with a list of rows")
    .addOption(new Option("--encoding <name>", "default: recognized in the file").choices(TEXT_ENCODINGS))
    .option(
      "--sql <select>",
      "rows of a query that DuckDB runs, such as \"from 'events/*.parquet'\", instead of a file",
    )
    .option("--distinct-paths", "with --sql: DuckDB makes the sequences and counts equal ones; users have no names")
    .option("--strict", "fail at the first invalid row, where it would be left out and counted")
    .option("--separator <text>", "between the actions of a sequence")
    .option("--id", "each line begins with the sequence's name")
    .option("--limit <n>", "read at most n sequences", wholeNumberFlag);
}

/** The same, and those that say how events become sequences. */
export function addReadingFlags(command: Command): Command {
  return addLogFlags(command)
    .optionsGroup("Sequences:")
    .option("--session-gap <duration>", "a pause that ends a session, such as 30m")
    .addOption(new Option("--unit <unit>", "what one sequence is").choices(["user", "session"]))
    .option("--collapse-repeats", "count an immediately repeated action once")
    .option("--min-count <n>", "rarer actions become one unknown action", wholeNumberFlag)
    .option("--max-length <n>", "longer sequences are cut", wholeNumberFlag);
}

/** What the files of a log are, in the help of a command. */
export const LOG_FILES = "files, a folder, or - for standard input: CSV, NDJSON, JSON, XES, Parquet, web log";

/** Flags that mean something to one kind of file only. */
const OF_SEQUENCES = ["separator", "id", "limit"] as const;
const OF_EVENTS = [
  ...["preset", "user", "action", "time", "session", "value", "end", "order", "where", "missing"],
  ...["timeUnit", "timeFormat", "timeZone", "header", "delimiter", "escape", "records", "unnest", "encoding", "strict"],
  ...["sessionGap", "unit", "sql"],
] as const;

/** Flags that mean nothing to the rows of a query. */
const OF_FILES = ["format", "header", "skipLines", "delimiter", "escape", "records", "encoding"] as const;
/** Flags that mean nothing where the sequences are made by SQL. */
const OF_ROWS = [...["preset", "value", "end", "where", "timeFormat", "timeZone", "unnest", "strict"]] as const;

/**
 * @throws CommanderError where there is no log, or two; naming the first flag that does not apply to the format, or the columns
 *   that are not named.
 */
export function checkReadingFlags(command: Command, files: readonly string[], flags: ReadingFlags): void {
  const { format, preset, user, action, time, sql, distinctPaths } = flags;
  if (format === "sequences") {
    if (files.length !== 1) command.error("error: --format sequences needs one file");
    refuseFlags(command, OF_EVENTS, "is for events, not for --format sequences");
    return;
  }
  refuseFlags(command, OF_SEQUENCES, "is for --format sequences");
  if (sql !== undefined) refuseFlags(command, OF_FILES, "is for files, not for --sql");
  if (distinctPaths) refuseFlags(command, OF_ROWS, "is not for --distinct-paths");
  if (distinctPaths && sql === undefined) command.error("error: --distinct-paths needs --sql");
  if ((files.length === 0) === (sql === undefined)) {
    command.error(`error: give a file or --sql, got ${files.length === 0 ? "neither" : "both"}`);
  }
  if (preset !== undefined || (user && action && time)) return;
  command.error(
    "error: an event log needs --user, --action and --time, or a --preset: seqment inspect guesses them; for one " +
      "sequence a line add --format sequences",
  );
}

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

function warehouseUnit(unit: EventFlags["timeUnit"]): "s" | "ms" | "us" | "ns" | undefined {
  if (unit === "days") throw new TypeError("--time-unit days is not for --distinct-paths");
  return unit === "iso" ? undefined : unit;
}

/** The one column that SQL can read. */
function only(flag: string, columns: readonly string[] | undefined): string | undefined {
  if (columns && columns.length > 1)
    throw new TypeError(`${flag} is one column where --distinct-paths makes the sequences`);
  return columns?.[0];
}

/** Where the rows of a log are. */
export function sourceOf(files: readonly string[], io: CliIo): Source | SourceFiles {
  if (!files.includes("-")) return { files };
  if (files.length > 1) throw new Error("standard input (-) is read alone, not beside files");
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

function collect(value: string, all: string[] = []): string[] {
  return [...all, value];
}

function filterFlag(text: string, all: [string, string][] = []): [string, string][] {
  const at = text.indexOf("=");
  if (at < 1) throw new InvalidArgumentError(`expected column=value, got "${text}".`);
  return [...all, [text.slice(0, at), text.slice(at + 1)]];
}

function namesFlag(text: string): string[] {
  return text.split(",").map((name) => name.trim());
}
