import { BROKEN_QUOTES, CsvSplitter, TOO_LONG } from "./csv-splitter";
import { type ColumnNames, type EventIntake, type EventReader, FirstRows } from "./event-intake";
import { ManyLines } from "./many-lines";
import { missingColumn } from "./missing-column";
import { NameTable } from "./name-table";
import { parseNumber } from "./parse-number";

/** Reads events from CSV bytes with a header line; only the first sight of a name makes a string. */
export class CsvEvents implements EventReader<Uint8Array> {
  readonly #intake: EventIntake;
  readonly #splitter: CsvSplitter;
  readonly #firstRows: FirstRows<HeldRow>;
  readonly #manyLines = new ManyLines();
  readonly #users = new NameTable();
  readonly #actions = new NameTable();
  readonly #sessions = new NameTable();
  #header: Header | undefined;

  constructor(intake: EventIntake, delimiter: string | undefined) {
    this.#intake = intake;
    this.#firstRows = new FirstRows(intake.clock, (row) => this.#take(row.bytes, row.bounds, row.fields, row.line));
    this.#splitter = new CsvSplitter(delimiter, (bytes, bounds, fields, line, lines) => {
      if (this.#header === undefined) {
        if (!isSeparatorLine(bytes, bounds, fields)) this.#header = readHeader(bytes, bounds, fields, intake.columns);
        return;
      }
      if (lines > 1) this.#manyLines.look(bytes, bounds, fields, line, lines, this.#splitter.delimiter!);
      if (intake.clock.settled) this.#take(bytes, bounds, fields, line);
      else this.#hold(this.#header, bytes, bounds, fields, line);
    });
  }

  get users(): readonly string[] {
    return this.#users.names;
  }

  get actions(): readonly string[] {
    return this.#actions.names;
  }

  get hasHeader(): boolean {
    return this.#header !== undefined;
  }

  push(chunk: Uint8Array): void {
    this.#splitter.push(chunk);
  }

  end(): void {
    this.#splitter.end();
    this.#firstRows.end();
    this.#intake.notes.push(...this.#manyLines.notes());
  }

  #hold({ time, fields: columns }: Header, bytes: Uint8Array, bounds: Int32Array, fields: number, line: number): void {
    const start = fields > 0 ? bounds[0]! : 0;
    const end = fields > 0 ? bounds[2 * fields - 1]! : 0;
    if (fields === columns) this.#intake.clock.look(bytes, bounds[time]!, bounds[time + 1]!);
    const held = {
      bytes: bytes.slice(start, end),
      bounds: bounds.slice(0, Math.max(0, 2 * fields)).map((at) => at - start),
    };
    this.#firstRows.hold({ ...held, fields, line }, end - start);
  }

  #take(bytes: Uint8Array, bounds: Int32Array, fields: number, line: number): void {
    const problem = this.#add(this.#header!, bytes, bounds, fields);
    if (problem === undefined) return;
    const { time } = this.#header!;
    const isOfTime = problem.endsWith("time") || problem.endsWith("time units");
    const example = isOfTime && decoder.decode(bytes.subarray(bounds[time], bounds[time + 1]));
    this.#intake.refusals.refuse(problem, line, example || undefined);
  }

  /** Adds a row, or returns why it is refused. Its user is numbered last: a user without an event does not count. */
  #add(header: Header, bytes: Uint8Array, bounds: Int32Array, fields: number): string | undefined {
    if (fields === BROKEN_QUOTES) return "broken quotes";
    if (fields === TOO_LONG) return "a row too long to be one";
    if (fields !== header.fields) return "wrong number of columns";
    const { user, action, time, session, value } = header;
    if (bounds[user] === bounds[user + 1]) return "missing user";
    if (bounds[action] === bounds[action + 1]) return "missing action";
    const { clock } = this.#intake;
    const ms = clock.ofBytes(bytes, bounds[time]!, bounds[time + 1]!);
    if (typeof ms === "string") return ms;
    let amount = Number.NaN;
    if (value >= 0 && bounds[value]! < bounds[value + 1]!) {
      amount = parseNumber(bytes, bounds[value]!, bounds[value + 1]!);
      if (Number.isNaN(amount)) return "unparsable value";
    }
    let sessionId = 0;
    if (session >= 0) {
      if (bounds[session] === bounds[session + 1]) return "missing session";
      sessionId = this.#sessions.idOf(bytes, bounds[session]!, bounds[session + 1]!);
    }
    const actionId = this.#actions.idOf(bytes, bounds[action]!, bounds[action + 1]!);
    if (actionId < 0 || sessionId < 0) return "text that is not UTF-8";
    const userId = this.#users.idOf(bytes, bounds[user]!, bounds[user + 1]!);
    if (userId < 0) return "text that is not UTF-8";
    this.#intake.events.add(userId, actionId, ms, clock.nanoseconds, sessionId, amount);
    return undefined;
  }
}

interface HeldRow {
  readonly bytes: Uint8Array;
  readonly bounds: Int32Array;
  readonly fields: number;
  readonly line: number;
}

const decoder = new TextDecoder();

/** `sep=;`, which Excel writes before the header. */
function isSeparatorLine(bytes: Uint8Array, bounds: Int32Array, fields: number): boolean {
  return fields === 2 && decoder.decode(bytes.subarray(bounds[0], bounds[1])) === "sep=" && bounds[2] === bounds[3];
}

/** Number of fields, and for each column the position of its bounds; -1 when it is not read. */
type Header = Record<keyof ColumnNames | "fields", number>;

function readHeader(bytes: Uint8Array, bounds: Int32Array, fields: number, columns: ColumnNames): Header {
  if (fields < 0)
    throw new RangeError("the quotes in the first line are broken; it should hold the names of the columns");
  const names = Array.from({ length: fields }, (_, i) =>
    decoder.decode(bytes.subarray(bounds[2 * i], bounds[2 * i + 1])).trim(),
  );
  const positionOf = (name: string | undefined) => {
    if (name === undefined) return -1;
    const field = names.indexOf(name);
    if (field < 0) throw missingColumn(name, names);
    if (names.includes(name, field + 1)) throw new RangeError(`there is more than one column "${name}"`);
    return 2 * field;
  };
  return {
    fields,
    user: positionOf(columns.user),
    action: positionOf(columns.action),
    time: positionOf(columns.time),
    session: positionOf(columns.session),
    value: positionOf(columns.value),
  };
}
