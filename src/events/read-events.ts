import { type Checkpoint, checkpoint, excerpt, readOptions, wrongType } from "../core/internal";
import { type FormatOptions, formatOf, openFormat, refuseForeignOptions } from "./formats";
import { type ColumnNames, ROLES } from "./intake/column-names";
import { ColumnUses } from "./intake/column-uses";
import { EventColumns } from "./intake/event-columns";
import type { EventIntake, EventReader } from "./intake/event-intake";
import { MissingNames } from "./intake/missing-names";
import { notesOnNearNames } from "./intake/near-names";
import { Refusals } from "./intake/refusals";
import { type ColumnName, READ_EVENTS_OPTIONS, type ReadEventsOptions } from "./read-options";
import { joinedNames } from "./rows/column-path";
import { ObjectEvents } from "./rows/object-events";
import { readParquet } from "./rows/parquet-events";
import { compressionProblem } from "./source/node-files";
import { partsOf, type SourceFiles } from "./source/several-files";
import { type OpenBytes, type OpenSource, openSource, type Source } from "./source/source";
import { LineSkipper } from "./text/line-skipper";
import { NameTable } from "./text/name-table";
import { TimeParser } from "./times/time-parser";
import { MIXED_TIMES, UNPARSABLE_TIME } from "./times/time-reasons";
import type { Events, EventsReport, TimeUnit } from "./types";

/**
 * Reads an event log: CSV, NDJSON, JSON, XES, Parquet or the log of a web server, plain or compressed, from a file, several, a
 * folder, a stream or an iterable of rows; grouped by user and ordered by time. Memory grows with the number of events and of
 * distinct names, not with the text.
 *
 * @param source a path, `{ files }`, a stream, or an iterable of bytes, text or row objects; see {@link Source}.
 * @param columns which columns hold what, and how to read them.
 * @returns the events; none at all is a valid result. `report` lists the rows refused by reason and how times were read.
 * @throws RangeError when the source is in no format that is read (the message says what it is), when a column is missing (the
 *   existing ones are named), when no row is an event, when times are days of a spreadsheet, can be read with day and month
 *   confused, or are mostly of another form than the first 1,000, and when a compressed or binary file is damaged; with
 *   `onInvalid: "throw"` at the first row that is not an event. TypeError when an option does not apply to the format.
 *   MissingDependencyError for Parquet without hyparquet.
 * @example
 * const log = ["user_id,event,timestamp\n", "ann,START,2024-05-01T10:00:00Z\n", "ann,BUY,2024-05-01T10:01:00Z\n"];
 * const events = await readEvents(log, { user: "user_id", action: "event", time: "timestamp" });
 * events.actions; // ["START", "BUY"]
 */
export async function readEvents(source: Source | SourceFiles, columns: ReadEventsOptions): Promise<Events> {
  const options = readOptions(columns, READ_EVENTS_OPTIONS);
  const { timeUnit, timeFormat, timeZone, onInvalid, missing, signal } = options;
  if (timeFormat && timeUnit !== "auto") throw new TypeError('"timeFormat" and "timeUnit" exclude each other');
  const names = columnNames(options);
  const at = checkpoint("reading", options);
  const parts = await partsOf(source);
  const intake: EventIntake = {
    columns: names,
    users: new NameTable(),
    actions: new NameTable(),
    sessions: new NameTable(),
    missing: new MissingNames(missing),
    uses: new ColumnUses(names),
    clock: new TimeParser({ unit: timeUnit, format: timeFormat, zone: timeZone }, names.time[0]!),
    events: new EventColumns({
      session: names.session.length > 0,
      value: names.value.length > 0,
      duration: names.end.length > 0,
      orders: names.order.length,
    }),
    refusals: new Refusals(onInvalid),
    filtered: 0,
    notes: [],
  };

  let objects: ObjectEvents | undefined;
  let ifEmpty: string | undefined;
  const rows: RowsOfSources = {
    intake,
    options,
    objects: () => {
      objects ??= new ObjectEvents(intake, options.unnest);
      return objects;
    },
  };
  const reading = at.part(0, 0.9);
  for (const { source: part, file, from, to } of parts) {
    intake.refusals.file = file;
    try {
      const opened = await openSource(part, { signal, encoding: options.encoding, logs: true });
      ifEmpty = await readPart(opened, rows, reading.part(from, to));
      objects?.endFile();
    } catch (error) {
      if (file === undefined || !(error instanceof RangeError) || error.message.includes(file)) throw error;
      throw new RangeError(`${file}: ${error.message}`, { cause: error });
    }
  }
  objects?.end();
  if (ifEmpty && intake.events.rows + intake.refusals.rows + intake.filtered === 0) intake.notes.push(ifEmpty);

  refuseMostly(intake, timeUnit);
  const { ties, ...grouped } = await intake.events.grouped(intake.users.names.length, at.part(0.9, 1));
  await at.pass(1);
  return {
    users: intake.users.names,
    actions: intake.actions.names,
    ...grouped,
    report: reportOf(intake, grouped.time, ties),
  };
}

type Options = ReturnType<typeof readOptions<typeof READ_EVENTS_OPTIONS>>;

function columnNames(options: Options): ColumnNames {
  const required = (name: "user" | "action" | "time") => {
    if (options[name] === undefined) throw wrongType(name, "the name of a column", undefined);
    return listOf(options[name]);
  };
  return {
    ...{ user: required("user"), action: required("action"), time: required("time") },
    ...{ session: listOf(options.session), value: listOf(options.value), end: listOf(options.end) },
    order: listOf(options.order),
    orderMayBeAbsent: Array.isArray(options.order),
    where: options.where,
  };
}

function listOf(column: ColumnName | undefined): readonly string[] {
  return typeof column === "string" ? [column] : (column ?? []);
}

/** Where the rows of all parts of a source go. */
interface RowsOfSources {
  readonly intake: EventIntake;
  readonly options: Options;
  /** Takes row objects; one for all parts. */
  objects(): ObjectEvents;
}

/** Returns what is to be said when no row came of it. */
async function readPart(opened: OpenSource, rows: RowsOfSources, at: Checkpoint): Promise<string | undefined> {
  const { intake, options } = rows;
  intake.refusals.noun = opened.kind === "bytes" ? "line" : "row";
  if (opened.kind === "rows") {
    refuseBytesOptions(options);
    refuseForeignOptions(options, undefined);
    await readRows(opened.rows, rows.objects(), at);
  } else if (opened.kind === "parquet") {
    if (options.format !== undefined && options.format !== "parquet") {
      throw new RangeError(`${opened.name} is a Parquet file, not ${options.format}`);
    }
    refuseForeignOptions(options, "parquet");
    await readParquet(opened, rows.objects(), neededColumns(intake.columns, options.unnest), async (fraction) => {
      await at.pass(fraction);
      return true;
    });
  } else return readBytes(opened, rows, at);
  return undefined;
}

/** @throws TypeError naming the first option that is for bytes and text. */
function refuseBytesOptions({ format, encoding }: Options): void {
  const given = Object.entries({ format, encoding }).find(([, value]) => value !== undefined);
  if (given) throw new TypeError(`"${given[0]}" is for bytes and text, got row objects`);
}

/** All columns where one may hold rows. */
function neededColumns(columns: ColumnNames, unnest: string | undefined): string[] | undefined {
  if (unnest !== undefined) return undefined;
  const asked = [
    ...ROLES.flatMap((role) => columns[role]),
    ...columns.order,
    ...columns.where.map(({ column }) => column),
  ];
  return asked.flatMap((name) => [name, ...joinedNames(name)]);
}

/** Rows read between two looks at the time. */
const ROWS_A_STEP = 256;

async function readRows(
  rows: Iterable<unknown> | AsyncIterable<unknown>,
  objects: ObjectEvents,
  at: Checkpoint,
): Promise<void> {
  let count = 0;
  if (Symbol.asyncIterator in rows) {
    for await (const row of rows) {
      objects.push(row);
      if (++count % ROWS_A_STEP === 0) await at.pass(0);
    }
  } else {
    for (const row of rows) {
      objects.push(row);
      if (++count % ROWS_A_STEP === 0) await at.pass(0);
    }
  }
}

/** Returns what is to be said when no row came of it. */
async function readBytes(
  opened: OpenBytes,
  { intake, options, objects }: RowsOfSources,
  at: Checkpoint,
): Promise<string> {
  if (options.timeUnit === "date") throw new TypeError('"timeUnit" "date" is for row objects, got bytes or text');
  const skipper = new LineSkipper(options.skipLines);
  let reader: EventReader<Uint8Array> | undefined;
  try {
    for await (const chunk of opened.chunks) {
      reader ??= await readerOf(chunk, intake, objects, options);
      reader.push(skipper.push(chunk));
      await at.pass(opened.fraction());
    }
  } catch (error) {
    const problem = compressionProblem(error);
    if (problem === undefined) throw error;
    throw new RangeError(`${problem} (after ${intake.events.rows} events)`, { cause: error });
  }
  reader?.end();
  intake.notes.push(...opened.notes);
  return `${excerpt(opened.name, 200)} ${reader?.hasHeader ? "has a header and no rows" : "is empty"}`;
}

async function readerOf(
  first: Uint8Array,
  intake: EventIntake,
  objects: () => ObjectEvents,
  options: FormatOptions & Pick<Options, "format">,
): Promise<EventReader<Uint8Array>> {
  const format = options.format ?? formatOf(first, options);
  if (format === "parquet") throw new RangeError('"format" is "parquet", and the file does not begin as one');
  refuseForeignOptions(options, format);
  return openFormat(format, intake, objects, options);
}

/** @throws RangeError when no row is an event, or most rows hold times of another form than the first ones. */
function refuseMostly({ refusals, events, clock }: EventIntake, timeUnit: TimeUnit | "auto"): void {
  const refused = refusals.summary();
  if (events.rows === 0 && refused[0]) {
    const { reason, rows } = refused[0];
    const advice = reason === UNPARSABLE_TIME ? `; ${clock.accepts}` : "";
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

const NOT_UTF8 = "text that is not UTF-8";

function reportOf(intake: EventIntake, time: Float64Array, ties: number): EventsReport {
  const { clock, events, refusals, filtered, uses, missing, users, actions } = intake;
  const refused = refusals.summary();
  const notes = [...clock.notes(), ...missing.notes(), ...intake.notes];
  if (refused.some(({ reason }) => reason === NOT_UTF8))
    notes.push(`rows with ${NOT_UTF8} are refused; say "encoding" if it is another`);
  if (refused.some(({ reason }) => reason === UNPARSABLE_TIME)) notes.push(clock.accepts);
  notes.push(...notesOnNearNames(users.names, actions.names));
  if (events.rows === 0 && filtered > 0) notes.push(`"where" leaves out all ${filtered} rows`);
  return {
    rows: events.rows + filtered + refusals.rows,
    accepted: events.rows,
    filtered,
    refused,
    fallbacks: uses.summary(),
    timeUnit: clock.unit,
    timeFormat: clock.format,
    localTimes: clock.localTimes,
    timeZone: clock.zone,
    times: rangeOf(time),
    ties,
    notes,
  };
}

function rangeOf(time: Float64Array): EventsReport["times"] {
  if (time.length === 0) return undefined;
  let first = Number.POSITIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;
  for (const each of time) {
    if (each < first) first = each;
    if (each > last) last = each;
  }
  return { first, last };
}
