import type { Readable } from "node:stream";
import { type Command, InvalidArgumentError, Option } from "commander";
import { type Events, readEvents } from "../events";
import type { FitSegmentsOptions } from "../segments";
import { type PrepareStep, readSequences, type TokenizedSequences } from "../sequences";
import { duckdbRows, extractSequences } from "../warehouse";
import { refuseFlags } from "./shell-words";

/** The flags of commands that read a log. */
export interface ReadingFlags {
  format?: "csv" | "ndjson" | "sequences";
  sql?: string;
  distinctPaths?: true;
  user?: string;
  action?: string;
  time?: string;
  session?: string;
  timeUnit?: "iso" | "s" | "ms" | "us" | "ns";
  value?: string;
  strict?: true;
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

/** Flags that say what is in a log, and how to read it. */
export function addLogFlags(command: Command): Command {
  return command
    .optionsGroup("Reading:")
    .addOption(
      new Option("--format <format>", "default: recognized in the file").choices(["csv", "ndjson", "sequences"]),
    )
    .option("--user <column>", "column of the user")
    .option("--action <column>", "column of the action")
    .option("--time <column>", "column of the time: ISO 8601, digits such as 20240304, or an epoch number")
    .addOption(
      new Option("--time-unit <unit>", "form of the times; default: recognized in the file").choices([
        "iso",
        "s",
        "ms",
        "us",
        "ns",
      ]),
    )
    .option("--session <column>", "column of the session")
    .option("--value <column>", "column of a number, such as a price")
    .option(
      "--sql <select>",
      "rows of a query that DuckDB runs, such as \"from 'events/*.parquet'\", instead of a file",
    )
    .option("--distinct-paths", "with --sql: DuckDB makes the sequences and counts equal ones; users have no names")
    .option("--strict", "fail at the first invalid row, where it would be left out and counted")
    .option("--separator <text>", "between the actions of a sequence")
    .option("--id", "each line begins with the sequence's name")
    .option("--skip-lines <n>", "lines to skip before the first sequence", wholeNumberFlag)
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

/** Flags that mean something to one kind of file only. */
const OF_SEQUENCES = ["separator", "id", "skipLines", "limit"] as const;
const OF_EVENTS = [
  "user",
  "action",
  "time",
  "timeUnit",
  "session",
  "value",
  "strict",
  "sessionGap",
  "unit",
  "sql",
] as const;
/** Flags that mean nothing to the rows of a query. */
const OF_FILES = ["format"] as const;
/** Flags that mean nothing where the sequences are made by SQL. */
const OF_ROWS = ["value", "strict"] as const;

/** @throws CommanderError where there is no log, or two; naming the first flag that does not apply to the format, or the columns that are not named. */
export function checkReadingFlags(
  command: Command,
  file: string | undefined,
  { format, user, action, time, sql, distinctPaths }: ReadingFlags,
): void {
  if (format === "sequences") {
    if (file === undefined) command.error("error: --format sequences needs a file");
    refuseFlags(command, OF_EVENTS, "is for events, not for --format sequences");
    return;
  }
  refuseFlags(command, OF_SEQUENCES, "is for --format sequences");
  if (sql !== undefined) refuseFlags(command, OF_FILES, "is for files, not for --sql");
  if (distinctPaths) refuseFlags(command, OF_ROWS, "is not for --distinct-paths");
  if (distinctPaths && sql === undefined) command.error("error: --distinct-paths needs --sql");
  if ((file === undefined) === (sql === undefined)) {
    command.error(`error: give a file or --sql, got ${file === undefined ? "neither" : "both"}`);
  }
  if (user === undefined || action === undefined || time === undefined) {
    command.error(
      "error: an event log needs --user, --action and --time; for one sequence a line add --format sequences",
    );
  }
}

type Run = Pick<FitSegmentsOptions, "signal" | "onProgress">;

/** The log as events, or as sequences where each line is one. */
export async function readLog(
  file: string | Readable | undefined,
  flags: ReadingFlags,
  run: Run,
): Promise<Events | TokenizedSequences> {
  const log = await readRows(file, flags, run);
  const isEmpty = "users" in log ? log.users.length === 0 : log.report.inputs === 0;
  if (isEmpty) throw new Error(log.report.notes.join("; "));
  return log;
}

function readRows(
  file: string | Readable | undefined,
  flags: ReadingFlags,
  run: Run,
): Promise<Events | TokenizedSequences> {
  if (flags.format === "sequences") return sequencesOf(file!, flags, run);
  return flags.distinctPaths ? pathsOf(flags, run) : eventsOf(file, flags, run);
}

/** How events become sequences; those of a file or of SQL were made by these already. */
export function sequenceOptions(flags: ReadingFlags): Pick<FitSegmentsOptions, "sequences"> {
  if (flags.format === "sequences" || flags.distinctPaths) return {};
  return { sequences: { ...rulesOf(flags), sessionGap: flags.sessionGap, unit: flags.unit } };
}

async function eventsOf(file: string | Readable | undefined, flags: ReadingFlags, run: Run): Promise<Events> {
  const { user, action, time, timeUnit, session, value, format, strict, sql } = flags;
  return readEvents(file ?? duckdbRows(sql!), {
    user: user!, // checkReadingFlags has seen to these three
    action: action!,
    time: time!,
    session,
    value,
    timeUnit,
    format: format as "csv" | "ndjson" | undefined,
    onInvalid: strict ? "throw" : "skip",
    ...run,
  });
}

/** The sequences as DuckDB makes them. */
function pathsOf(flags: ReadingFlags, run: Run): Promise<TokenizedSequences> {
  const { user, action, time, session, timeUnit, sessionGap, unit } = flags;
  return extractSequences(duckdbRows, {
    dialect: "duckdb",
    query: flags.sql,
    columns: { user: user!, action: action!, time: time!, session },
    timeUnit: timeUnit === "iso" ? undefined : timeUnit,
    ...{ sessionGap, unit, ...rulesOf(flags), ...run },
  });
}

async function sequencesOf(file: string | Readable, flags: ReadingFlags, run: Run): Promise<TokenizedSequences> {
  const { separator, id, skipLines, limit } = flags;
  return readSequences(file, { separator, id, skipLines, limit, ...rulesOf(flags), ...run });
}

function rulesOf({ collapseRepeats, steps, minCount, maxLength }: ReadingFlags) {
  return { collapseRepeats, prepare: steps, minCount, maxLength };
}

export function wholeNumberFlag(text: string): number {
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError(`expected a whole number, got "${text}".`);
  return Number(text);
}
