import { type Command, InvalidArgumentError, Option } from "commander";
import { EVENT_PRESETS, type EventFormat, type EventPreset, type TextEncoding } from "../../events";
import { FORMATS, TEXT_ENCODINGS } from "../../events/internal";
import type { PrepareStep } from "../../sequences";
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
