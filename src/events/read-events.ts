import {
  checkpoint,
  excerpt,
  type Field,
  oneOf,
  readOptions,
  type Schema,
  string,
  wrongType,
  wrongValue,
} from "../core/internal";
import type { RunOptions } from "../parallel";
import { RUN_OPTIONS } from "../parallel/internal";
import { CsvEvents } from "./csv-events";
import { EventColumns } from "./event-columns";
import type { EventIntake, EventReader } from "./event-intake";
import { JsonEvents } from "./json-events";
import { gzipProblem } from "./node-files";
import { ObjectEvents } from "./object-events";
import { Refusals } from "./refusals";
import { openSource, type Source } from "./source";
import { MIXED_TIMES, TimeParser, UNPARSABLE_TIME } from "./time-parser";
import type { Events, TimeUnit } from "./types";

/** Columns and options of {@link readEvents}. */
export interface ReadEventsOptions extends RunOptions {
  /** Column with the user's name or number. */
  user: string;
  /** Column with the action's name. */
  action: string;
  /** Column with the time: ISO 8601 text (UTC unless it names a zone), digits such as 20240304, an epoch number, or a `Date`. */
  time: string;
  /** Column with the session. @default none: sessions may be cut by time later */
  session?: string | undefined;
  /** Column with a number, such as an amount; may be empty. @default none */
  value?: string | undefined;
  /** Format of bytes and text; refused for row objects. @default detected from the first character: `{` begins NDJSON, anything else CSV */
  format?: "csv" | "ndjson" | undefined;
  /** The one character between the columns of CSV; refused for other formats. @default the most frequent of , tab ; | in the header line */
  delimiter?: string | undefined;
  /** Unit of the time column. @default "auto": the form that most of the first 1,000 rows have, see `report.timeUnit` */
  timeUnit?: TimeUnit | "auto" | undefined;
  /** Whether a row that is not an event is left out and counted in `report.refused`, or ends the reading. @default "skip" */
  onInvalid?: "skip" | "throw" | undefined;
}

const READ_EVENTS_OPTIONS = {
  user: string(),
  action: string(),
  time: string(),
  session: string(),
  value: string(),
  format: oneOf(["csv", "ndjson"]),
  delimiter: asciiCharacter(),
  timeUnit: oneOf(["auto", "iso", "s", "ms", "us", "ns", "date"], "auto"),
  onInvalid: oneOf(["throw", "skip"], "skip"),
  ...RUN_OPTIONS,
} satisfies Schema<ReadEventsOptions>;

/**
 * Reads an event log: CSV or NDJSON, plain or gzip, from a file, a stream or an iterable of rows; grouped by user and
 * ordered by time. Memory grows with the number of events and of distinct names, not with the text.
 *
 * @param source a path, a stream, or an iterable of bytes, text or row objects; see {@link Source}.
 * @param columns which columns hold what, and how to read them.
 * @returns the events; none at all is a valid result. `report` lists the rows refused by reason and how times were read.
 * @throws RangeError when the source is not text (the message says what it is), when a column is missing (the existing ones are
 *   named), when no row is an event, when times are days of a spreadsheet or most are of another form than the first
 *   1,000, and when gzip data is truncated or corrupt; with `onInvalid: "throw"` at the first row that is not an event.
 *   TypeError when an option does not apply to the format.
 * @example
 * const log = ["user_id,event,timestamp\n", "ann,START,2024-05-01T10:00:00Z\n", "ann,BUY,2024-05-01T10:01:00Z\n"];
 * const events = await readEvents(log, { user: "user_id", action: "event", time: "timestamp" });
 * events.actions; // ["START", "BUY"]
 */
export async function readEvents(source: Source, columns: ReadEventsOptions): Promise<Events> {
  const { user, action, time, session, value, format, delimiter, ...options } = readOptions(
    columns,
    READ_EVENTS_OPTIONS,
  );
  const given = { user: required("user", user), action: required("action", action), time: required("time", time) };
  const at = checkpoint("reading", options);
  const opened = await openSource(source, options.signal);
  if (opened.kind === "rows") refuseGiven({ format, delimiter }, "is for bytes and text, got row objects");
  else if (options.timeUnit === "date") throw new TypeError('"timeUnit" "date" is for row objects, got bytes or text');
  const intake: EventIntake = {
    columns: { ...given, session, value },
    clock: new TimeParser(options.timeUnit, given.time),
    events: new EventColumns(session !== undefined, value !== undefined),
    refusals: new Refusals(options.onInvalid, opened.kind === "rows" ? "row" : "line"),
    notes: [],
  };

  const reading = at.part(0, 0.9);
  const reader =
    opened.kind === "rows"
      ? await readRows(opened.rows, new ObjectEvents(intake), reading)
      : await readBytes(opened, (first) => readerOf(opened.name, first, format, delimiter, intake), intake, reading);

  const { users, actions } = reader ?? { users: [], actions: [] };
  const accepted = intake.events.rows;
  const refused = intake.refusals.summary();
  const rows = refused.reduce((sum, reason) => sum + reason.rows, accepted);
  if (rows === 0 && opened.kind === "bytes") {
    intake.notes.push(`${excerpt(opened.name, 200)} ${reader?.hasHeader ? "has a header and no rows" : "is empty"}`);
  }
  refuseMostly(intake, options.timeUnit);
  const grouped = await intake.events.grouped(users.length, at.part(0.9, 1));
  await at.pass(1);
  const { unit: timeUnit, note } = intake.clock;
  const notes = [...(note === undefined ? [] : [note]), ...intake.notes];
  return { users, actions, ...grouped, report: { rows, accepted, refused, timeUnit, notes } };
}

/** @throws RangeError when no row is an event, or most rows hold times of another form than the first ones. */
function refuseMostly({ refusals, events, clock }: EventIntake, timeUnit: TimeUnit | "auto"): void {
  const refused = refusals.summary();
  if (events.rows === 0 && refused[0]) {
    const { reason, rows } = refused[0];
    const advice = reason === UNPARSABLE_TIME ? `; ${READABLE_TIMES}` : "";
    throw new RangeError(
      `no row is an event: ${reason} in ${rows} of them, first in ${refusals.first(reason)}${advice}`,
    );
  }
  const mixed = refused.find(({ reason }) => reason === MIXED_TIMES)?.rows ?? 0;
  if (timeUnit !== "auto" || mixed <= events.rows) return;
  throw new RangeError(
    `times are of several forms: "${clock.unit}" in most of the first rows, another one in ${mixed} of ${events.rows + mixed} rows, ` +
      `first in ${refusals.first(MIXED_TIMES)}; say "timeUnit", or bring them to one form`,
  );
}

const READABLE_TIMES =
  "times are text such as 2024-03-04T09:30:00Z, digits such as 20240304 or 20240304093000, or epoch numbers";

/** @throws TypeError naming the first option that is given and does not apply. */
function refuseGiven(options: Readonly<Record<string, unknown>>, why: string): void {
  const name = Object.keys(options).find((key) => options[key] !== undefined);
  if (name !== undefined) throw new TypeError(`"${name}" ${why}`);
}

function asciiCharacter(): Field<string, undefined> {
  const expected = "one ASCII character other than a quote or line break";
  return {
    expected,
    default: undefined,
    read(value, name) {
      if (typeof value !== "string") throw wrongType(name, expected, value);
      if (!/^[\0-\x7f]$/.test(value) || /["\r\n]/.test(value)) throw wrongValue(name, expected, value);
      return value;
    },
  };
}

function required(name: string, column: string | undefined): string {
  if (column === undefined) throw wrongType(name, "the name of a column", column);
  return column;
}

/** Rows read between two looks at the time. */
const ROWS_A_STEP = 256;

async function readRows(
  rows: Iterable<unknown> | AsyncIterable<unknown>,
  reader: EventReader<unknown>,
  at: { pass(fraction: number): Promise<void> | undefined },
) {
  let count = 0;
  if (Symbol.asyncIterator in rows) {
    for await (const row of rows) {
      reader.push(row);
      if (++count % ROWS_A_STEP === 0) await at.pass(0);
    }
  } else {
    for (const row of rows) {
      reader.push(row);
      if (++count % ROWS_A_STEP === 0) await at.pass(0);
    }
  }
  reader.end();
  return reader;
}

async function readBytes(
  { chunks, fraction }: { chunks: AsyncIterable<Uint8Array>; fraction(): number },
  open: (first: Uint8Array) => EventReader<Uint8Array>,
  intake: EventIntake,
  at: { pass(fraction: number): Promise<void> | undefined },
) {
  let reader: EventReader<Uint8Array> | undefined;
  try {
    for await (const chunk of chunks) {
      reader ??= open(chunk);
      reader.push(chunk);
      await at.pass(fraction());
    }
  } catch (error) {
    const problem = gzipProblem(error);
    if (problem === undefined) throw error;
    throw new RangeError(`${problem} (after ${intake.events.rows} events)`, { cause: error });
  }
  reader?.end();
  return reader;
}

function readerOf(
  name: string,
  first: Uint8Array,
  format: "csv" | "ndjson" | undefined,
  delimiter: string | undefined,
  intake: EventIntake,
): EventReader<Uint8Array> {
  const beginning = new TextDecoder().decode(first.subarray(0, 1024)).trimStart();
  if (format === undefined && /^\[\s*[[{]/.test(beginning)) {
    throw new RangeError(`${name} is a JSON array: write one object a line (NDJSON), or give the parsed array`);
  }
  if (format !== "ndjson" && (format === "csv" || !beginning.startsWith("{"))) return new CsvEvents(intake, delimiter);
  refuseGiven({ delimiter }, "is for CSV, got NDJSON");
  return new JsonEvents(intake);
}
