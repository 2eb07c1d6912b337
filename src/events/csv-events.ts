import { CsvSplitter } from "./csv-splitter";
import type { ColumnNames, EventIntake, EventReader } from "./event-intake";
import { missingColumn } from "./missing-column";
import { NameTable } from "./name-table";
import { parseNumber } from "./parse-number";

/** Reads events from CSV bytes with a header line; only the first sight of a name makes a string. */
export class CsvEvents implements EventReader<Uint8Array> {
  readonly #intake: EventIntake;
  readonly #splitter: CsvSplitter;
  readonly #users = new NameTable();
  readonly #actions = new NameTable();
  readonly #sessions = new NameTable();
  #header: Header | undefined;

  constructor(intake: EventIntake, delimiter: string | undefined) {
    this.#intake = intake;
    this.#splitter = new CsvSplitter(delimiter, (bytes, bounds, fields, line) => {
      if (this.#header === undefined) this.#header = readHeader(bytes, bounds, fields, intake.columns);
      else {
        const problem = this.#add(this.#header, bytes, bounds, fields);
        if (problem !== undefined) intake.refusals.refuse(problem, line);
      }
    });
  }

  get users(): readonly string[] {
    return this.#users.names;
  }

  get actions(): readonly string[] {
    return this.#actions.names;
  }

  push(chunk: Uint8Array): void {
    this.#splitter.push(chunk);
  }

  end(): void {
    this.#splitter.end();
  }

  /** Adds a row, or returns why it is refused. Its user is numbered last: a user without an event is none. */
  #add(header: Header, bytes: Uint8Array, bounds: Int32Array, fields: number): string | undefined {
    if (fields < 0) return "broken quotes";
    if (fields !== header.fields) return "wrong number of columns";
    const { user, action, time, session, value } = header;
    if (bounds[user] === bounds[user + 1]) return "missing user";
    if (bounds[action] === bounds[action + 1]) return "missing action";
    const ms = this.#intake.clock.ofBytes(bytes, bounds[time]!, bounds[time + 1]!);
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
    this.#intake.events.add(userId, actionId, ms, sessionId, amount);
    return undefined;
  }
}

/** Number of fields, and for each column the position of its bounds; -1 when it is not read. */
type Header = Record<keyof ColumnNames | "fields", number>;

function readHeader(bytes: Uint8Array, bounds: Int32Array, fields: number, columns: ColumnNames): Header {
  const decoder = new TextDecoder();
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
