import type { Role } from "../intake/column-names";
import { type EventIntake, type EventReader, FirstRows } from "../intake/event-intake";
import { ObjectEvents } from "../rows/object-events";
import { NameTable } from "../text/name-table";
import { parseNumber } from "../text/parse-number";
import { orderOfBytes } from "../times/order-value";
import { isOfEnd, isOfTime } from "../times/time-reasons";
import { BROKEN_QUOTES, type CsvFormat, TOO_LONG } from "./csv-format";
import { type CsvHeader, csvHeader, type HeaderOption, namesWithoutHeader } from "./csv-header";
import { CsvSplitter } from "./csv-splitter";
import { ManyLines } from "./many-lines";

/** Reads events from CSV bytes; only the first sight of a name makes a string. */
export class CsvEvents implements EventReader<Uint8Array> {
  readonly #intake: EventIntake;
  readonly #splitter: CsvSplitter;
  readonly #headerOption: HeaderOption;
  readonly #firstRows: FirstRows<HeldRow>;
  readonly #manyLines = new ManyLines();
  /** Texts of filtered columns: whether each passes. */
  readonly #passes: { readonly names: NameTable; readonly accepted: boolean[] }[] = [];
  readonly #unnest: string | undefined;
  #names: readonly string[] | undefined;
  #header: CsvHeader | undefined;
  /** Takes the rows where a column lies within another one. */
  #objects: ObjectEvents | undefined;

  constructor(intake: EventIntake, format: CsvFormat, header: HeaderOption, unnest: string | undefined) {
    this.#intake = intake;
    this.#headerOption = header;
    this.#unnest = unnest;
    this.#firstRows = new FirstRows(intake.clock, (row) => this.#take(row.bytes, row.bounds, row.fields, row.line));
    this.#splitter = new CsvSplitter(format, (bytes, bounds, fields, line, lines) => {
      if (this.#names === undefined && this.#readHeader(bytes, bounds, fields)) return;
      if (lines > 1) this.#manyLines.look(bytes, bounds, fields, line, lines, this.#splitter.dialect.delimiter!);
      if (this.#header === undefined) this.#pushObject(bytes, bounds, fields, line);
      else if (intake.clock.settled) this.#take(bytes, bounds, fields, line);
      else this.#hold(this.#header, bytes, bounds, fields, line);
    });
  }

  get hasHeader(): boolean {
    return this.#names !== undefined;
  }

  push(chunk: Uint8Array): void {
    this.#splitter.push(chunk);
  }

  end(): void {
    this.#splitter.end();
    this.#firstRows.end();
    this.#objects?.end();
    const { notes } = this.#intake;
    notes.push(...this.#manyLines.notes());
    if (this.#splitter.dialect.skipsBlanks) notes.push("blanks after separators are ignored");
  }

  /** Whether the first row is the header, and no row of data. */
  #readHeader(bytes: Uint8Array, bounds: Int32Array, fields: number): boolean {
    if (isSeparatorLine(bytes, bounds, fields)) return true;
    const isHeader = this.#headerOption === true;
    if (fields < 0) {
      const why = isHeader ? "; it should hold the names of the columns" : "";
      throw new RangeError(`the quotes in the first line are broken${why}`);
    }
    this.#names = isHeader
      ? textsOf(bytes, bounds, fields).map((name) => name.trim())
      : namesWithoutHeader(this.#headerOption as false | readonly string[], fields);
    this.#header = this.#unnest === undefined ? csvHeader(this.#names, this.#intake.columns) : undefined;
    if (this.#header === undefined) this.#objects = new ObjectEvents(this.#intake, this.#unnest);
    for (const _ of this.#header?.where ?? []) this.#passes.push({ names: new NameTable(), accepted: [] });
    return isHeader;
  }

  #pushObject(bytes: Uint8Array, bounds: Int32Array, fields: number, line: number): void {
    const names = this.#names!;
    const problem = problemOf(fields, names.length);
    if (problem !== undefined) this.#objects!.refuseAt(problem, line);
    else {
      const texts = textsOf(bytes, bounds, fields);
      this.#objects!.pushAt(Object.fromEntries(names.map((name, i) => [name, texts[i]])), line);
    }
  }

  #hold(header: CsvHeader, bytes: Uint8Array, bounds: Int32Array, fields: number, line: number): void {
    const start = fields > 0 ? bounds[0]! : 0;
    const end = fields > 0 ? bounds[2 * fields - 1]! : 0;
    if (fields === header.fields) {
      const time = firstFilled(header.time, bounds);
      if (time >= 0) this.#intake.clock.look(bytes, bounds[time]!, bounds[time + 1]!);
    }
    const held = {
      bytes: bytes.slice(start, end),
      bounds: bounds.slice(0, Math.max(0, 2 * fields)).map((at) => at - start),
    };
    this.#firstRows.hold({ ...held, fields, line }, end - start);
  }

  #take(bytes: Uint8Array, bounds: Int32Array, fields: number, line: number): void {
    const header = this.#header!;
    const problem = problemOf(fields, header.fields);
    if (problem !== undefined) this.#intake.refusals.refuse(problem, line);
    else if (header.where.length > 0 && !this.#passesFilters(header, bytes, bounds)) this.#intake.filtered += 1;
    else {
      const reason = this.#add(header, bytes, bounds);
      if (reason !== undefined) this.#refuse(header, bytes, bounds, reason, line);
    }
  }

  #refuse(header: CsvHeader, bytes: Uint8Array, bounds: Int32Array, reason: string, line: number): void {
    const role = isOfEnd(reason) ? "end" : isOfTime(reason) ? "time" : reason.endsWith("value") ? "value" : undefined;
    const at = role === undefined ? -1 : firstFilled(header[role], bounds);
    const example = at < 0 ? undefined : decoder.decode(bytes.subarray(bounds[at], bounds[at + 1]));
    this.#intake.refusals.refuse(reason, line, example);
  }

  #passesFilters({ where }: CsvHeader, bytes: Uint8Array, bounds: Int32Array): boolean {
    for (let i = 0; i < where.length; i++) {
      const { names, accepted } = this.#passes[i]!;
      const { at, values } = where[i]!;
      const id = names.idOf(bytes, bounds[at]!, bounds[at + 1]!);
      if (id < 0) return false;
      if (id === accepted.length) accepted.push(values.has(names.names[id]!));
      if (!accepted[id]) return false;
    }
    return true;
  }

  /** Adds a row, or returns why it is refused. Its user is numbered last: a user without an event does not count. */
  #add(header: CsvHeader, bytes: Uint8Array, bounds: Int32Array): string | undefined {
    const { clock, events, uses, users, actions, sessions } = this.#intake;
    const user = this.#named("user", header.user, bytes, bounds);
    if (user < 0) return "missing user";
    const action = this.#filled("action", header.action, bounds);
    if (action < 0) return "missing action";
    const time = this.#filled("time", header.time, bounds);
    const ms = time < 0 ? clock.ofBytes(bytes, 0, 0) : clock.ofBytes(bytes, bounds[time]!, bounds[time + 1]!);
    if (typeof ms === "string") return ms;
    const { nanoseconds } = clock;
    let amount = Number.NaN;
    const value = this.#filled("value", header.value, bounds);
    if (value >= 0) {
      amount = parseNumber(bytes, bounds[value]!, bounds[value + 1]!);
      if (Number.isNaN(amount)) return "unparsable value";
    }
    let duration = Number.NaN;
    const end = this.#filled("end", header.end, bounds);
    if (end >= 0) {
      const found = clock.durationOfBytes(bytes, bounds[end]!, bounds[end + 1]!, ms, nanoseconds);
      if (typeof found === "string") return found;
      duration = found;
    }
    let sessionId = 0;
    if (header.session.length > 0) {
      const session = this.#named("session", header.session, bytes, bounds);
      if (session < 0) return "missing session";
      sessionId = sessions.idOf(bytes, bounds[session]!, bounds[session + 1]!);
    }
    for (let i = 0; i < header.order.length; i++) {
      const at = header.order[i]!;
      events.nextOrder[i] = at < 0 ? Number.NaN : orderOfBytes(bytes, bounds[at]!, bounds[at + 1]!);
    }
    const actionId = actions.idOf(bytes, bounds[action]!, bounds[action + 1]!);
    if (actionId < 0 || sessionId < 0) return "text that is not UTF-8";
    const userId = users.idOf(bytes, bounds[user]!, bounds[user + 1]!);
    if (userId < 0) return "text that is not UTF-8";
    uses.count();
    events.add(userId, actionId, ms, nanoseconds, sessionId, amount, duration);
    return undefined;
  }

  /** The first of some columns that is not empty; -1 for none. */
  #filled(role: Role, columns: readonly number[], bounds: Int32Array): number {
    if (columns.length === 1) {
      const at = columns[0]!;
      return bounds[at] === bounds[at + 1] ? -1 : at;
    }
    return columns.length === 0 ? -1 : this.#firstOf(role, columns, (at) => bounds[at] !== bounds[at + 1]);
  }

  /** The first of some columns that holds a name; -1 for none. */
  #named(role: Role, columns: readonly number[], bytes: Uint8Array, bounds: Int32Array): number {
    const { missing } = this.#intake;
    if (columns.length > 1) {
      return this.#firstOf(role, columns, (at) => !missing.holds(bytes, bounds[at]!, bounds[at + 1]!));
    }
    const at = columns[0]!;
    return missing.holds(bytes, bounds[at]!, bounds[at + 1]!) ? -1 : at;
  }

  #firstOf(role: Role, columns: readonly number[], accepts: (at: number) => boolean): number {
    const used = columns.findIndex((at) => at >= 0 && accepts(at));
    this.#intake.uses.use(role, used);
    return used < 0 ? -1 : columns[used]!;
  }
}

interface HeldRow {
  readonly bytes: Uint8Array;
  readonly bounds: Int32Array;
  readonly fields: number;
  readonly line: number;
}

const decoder = new TextDecoder();

/** Why a row cannot be read at all. */
function problemOf(fields: number, expected: number): string | undefined {
  if (fields === expected) return undefined;
  if (fields === BROKEN_QUOTES) return "broken quotes";
  return fields === TOO_LONG ? "a row too long to be one" : "wrong number of columns";
}

function firstFilled(columns: readonly number[], bounds: Int32Array): number {
  return columns.find((at) => at >= 0 && bounds[at]! < bounds[at + 1]!) ?? -1;
}

function textsOf(bytes: Uint8Array, bounds: Int32Array, fields: number): string[] {
  return Array.from({ length: fields }, (_, i) => decoder.decode(bytes.subarray(bounds[2 * i], bounds[2 * i + 1])));
}

/** `sep=;`, which Excel writes before the header. */
function isSeparatorLine(bytes: Uint8Array, bounds: Int32Array, fields: number): boolean {
  return fields === 2 && decoder.decode(bytes.subarray(bounds[0], bounds[1])) === "sep=" && bounds[2] === bounds[3];
}
