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
        "column of the user: a name, a path such as user.id, or several joined such as high,low; repeat the flag to fall back on another column where the first is empty",
      ),
    )
    .addOption(several("--action <column>", "column of the action"))
    .addOption(several("--time <column>", "column of the time, or of the day and the time of day: date,time"))
    .addOption(several("--session <column>", "column of the session"))
    .addOption(several("--value <column>", "column of a number, such as a price"))
    .addOption(several("--end <column>", "column of the time at which an event ended"))
    .addOption(
      several("--order <column>", "column that orders events with equal times; repeat the flag for further columns"),
    )
    .addOption(
      new Option(
        "--where <column=value>",
        "read only rows with this value; repeat the flag for other values or columns",
      ).argParser(filterFlag),
    )
    .addOption(several("--missing <name>", "text that means no user or session, such as None; replaces the usual list"))
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
        "names of the columns, separated by commas, for CSV whose first row is data",
      ).argParser(namesFlag),
    )
    .option("--no-header", "the first row of CSV is data; columns are called 1, 2 and so on")
    .option("--skip-lines <n>", "number of lines to skip at the top of the file", wholeNumberFlag)
    .option("--delimiter <character>", "character between the columns of CSV; default: recognized in the first line")
    .option("--escape <character>", "escape character of CSV: the next character is taken literally")
    .option("--records <path>", "path to the list of rows in a JSON document, such as hits.hits")
    .option("--unnest <column>", "column with a list, each element of which becomes a row")
    .addOption(new Option("--encoding <name>", "default: recognized in the file").choices(TEXT_ENCODINGS))
    .option(
      "--sql <select>",
      "rows of a query that DuckDB runs, such as \"from 'events/*.parquet'\", instead of a file",
    )
    .option(
      "--distinct-paths",
      "with --sql: DuckDB builds the sequences and counts equal ones; the result has no user ids",
    )
    .option("--strict", "fail at the first invalid row, instead of leaving it out and counting it")
    .option("--separator <text>", "text between the actions of a sequence")
    .option("--id", "each line begins with the id of the sequence")
    .option("--limit <n>", "read at most n sequences", wholeNumberFlag);
}

/** The same, and those that say how events become sequences. */
export function addReadingFlags(command: Command): Command {
  return addLogFlags(command)
    .optionsGroup("Sequences:")
    .option("--session-gap <duration>", "pause that starts a new session, such as 30m")
    .addOption(new Option("--unit <unit>", "what a sequence covers").choices(["user", "session"]))
    .option("--collapse-repeats", "count an action that is repeated directly only once")
    .option("--min-count <n>", "actions that occur fewer than n times become one unknown action", wholeNumberFlag)
    .option("--max-length <n>", "cut sequences to their first n actions", wholeNumberFlag);
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
 * @param otherwise what to do where the file is no event log.
 */
export function checkReadingFlags(
  command: Command,
  files: readonly string[],
  flags: ReadingFlags,
  otherwise = "For a file with one sequence on each line add --format sequences",
): void {
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
  const missing = (["user", "action", "time"] as const).filter((column) => !flags[column]).map((name) => `--${name}`);
  command.error(
    `error: ${missing.join(", ")} ${missing.length === 1 ? "is" : "are"} missing: an event log needs --user, --action ` +
      `and --time, or a --preset. seqment inspect ${files[0] ?? "FILE"} guesses them. ${otherwise}`,
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
