import { type Command, InvalidArgumentError, Option } from "commander";
import { type Events, readEvents } from "../events";
import type { FitSegmentsOptions } from "../segments";
import { readSequences, type TokenizedSequences } from "../sequences";

/** The flags of commands that read a log. */
export interface ReadingFlags {
  format?: "csv" | "ndjson" | "sequences";
  user?: string;
  action?: string;
  time?: string;
  session?: string;
  value?: string;
  strict?: true;
  separator?: string;
  id?: true;
  skipLines?: number;
  limit?: number;
  sessionGap?: string;
  unit?: "user" | "session";
  collapseRepeats?: true;
  minCount?: number;
  maxLength?: number;
}

export function addReadingFlags(command: Command): Command {
  return command
    .optionsGroup("Reading:")
    .addOption(new Option("--format <format>", "default: told from the file").choices(["csv", "ndjson", "sequences"]))
    .option("--user <column>", "column of the user")
    .option("--action <column>", "column of the action")
    .option("--time <column>", "column of the time: ISO 8601, epoch seconds or milliseconds")
    .option("--session <column>", "column of the session")
    .option("--value <column>", "column of a number, such as a price")
    .option("--strict", "fail at the first invalid row instead of leaving it out, told in the report")
    .option("--separator <text>", "between the actions of a sequence")
    .option("--id", "each line begins with a name for its sequence")
    .option("--skip-lines <n>", "lines before the first sequence", wholeNumber)
    .option("--limit <n>", "read at most n sequences", wholeNumber)
    .optionsGroup("Sequences:")
    .option("--session-gap <duration>", "a pause that ends a session, such as 30m")
    .addOption(new Option("--unit <unit>", "what one sequence is").choices(["user", "session"]))
    .option("--collapse-repeats", "an action repeated at once counts once")
    .option("--min-count <n>", "rarer actions become one unknown action", wholeNumber)
    .option("--max-length <n>", "longer sequences are cut", wholeNumber);
}

type Run = Pick<FitSegmentsOptions, "signal" | "onProgress">;

/** The log as events, or as sequences where each line is one. */
export function readLog(file: string, flags: ReadingFlags, run: Run): Promise<Events | TokenizedSequences> {
  return flags.format === "sequences" ? sequencesOf(file, flags, run) : eventsOf(file, flags, run);
}

/** How events become sequences; a file of sequences was read by these already. */
export function sequenceOptions(flags: ReadingFlags): Pick<FitSegmentsOptions, "sequences"> {
  if (flags.format === "sequences") return {};
  return { sequences: { ...rulesOf(flags), ...given({ sessionGap: flags.sessionGap, unit: flags.unit }) } };
}

async function eventsOf(file: string, flags: ReadingFlags, run: Run): Promise<Events> {
  const { user, action, time, session, value, format, strict } = flags;
  if (user === undefined || action === undefined || time === undefined) {
    throw new Error("an event log needs --user, --action and --time; for one sequence a line add --format sequences");
  }
  return readEvents(file, {
    user,
    action,
    time,
    ...given({ session, value }),
    ...given({ format: format as "csv" | "ndjson" | undefined }),
    onInvalid: strict ? "throw" : "skip",
    ...run,
  });
}

async function sequencesOf(file: string, flags: ReadingFlags, run: Run): Promise<TokenizedSequences> {
  const { separator, id, skipLines, limit } = flags;
  return readSequences(file, {
    ...given({ separator, id, skipLines, limit }),
    ...rulesOf(flags),
    ...run,
  });
}

function rulesOf({ collapseRepeats, minCount, maxLength }: ReadingFlags) {
  return given({ collapseRepeats, minCount, maxLength });
}

/** The flags that were given: absent ones leave their default to the library. */
export function given<T extends object>(flags: T): { [K in keyof T]?: Exclude<T[K], undefined> } & Partial<T> {
  return Object.fromEntries(Object.entries(flags).filter(([, value]) => value !== undefined)) as never;
}

export function wholeNumber(text: string): number {
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError(`expected a whole number, got "${text}".`);
  return Number(text);
}
