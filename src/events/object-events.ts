import { type EventIntake, type EventReader, FirstRows } from "./event-intake";
import { missingColumn } from "./missing-column";
import { TextTable } from "./text-table";

/** Reads events from row objects; a column is an own property of a row. */
export class ObjectEvents implements EventReader<unknown> {
  readonly #intake: EventIntake;
  readonly #firstRows: FirstRows<HeldRow>;
  readonly hasHeader = false;
  readonly #users = new TextTable();
  readonly #actions = new TextTable();
  readonly #sessions = new TextTable();
  /** Columns that no row has had so far, and the columns of the first row. */
  #unseen: string[];
  #firstKeys: string[] | undefined;
  #row = 0;

  constructor(intake: EventIntake) {
    this.#intake = intake;
    this.#firstRows = new FirstRows(intake.clock, ({ row, line }) => this.#take(row, line));
    this.#unseen = Object.values(intake.columns).filter((name) => name !== undefined);
  }

  get users(): readonly string[] {
    return this.#users.names;
  }

  get actions(): readonly string[] {
    return this.#actions.names;
  }

  push(row: unknown): void {
    this.#row += 1;
    this.pushAt(row, this.#row);
  }

  /** The same for a row with a line number of its own. */
  pushAt(row: unknown, line: number): void {
    const { clock } = this.#intake;
    const cells = typeof row === "object" && row !== null ? this.#cellsOf(row) : "not an object";
    if (clock.settled) this.#take(cells, line);
    else {
      if (typeof cells !== "string") clock.lookAt(cells.time);
      this.#firstRows.hold({ row: cells, line }, typeof cells === "string" ? 0 : sizeOf(cells));
    }
  }

  /** Takes a row that is known only not to be an event. */
  refuseAt(problem: string, line: number): void {
    if (this.#intake.clock.settled) this.#take(problem, line);
    else this.#firstRows.hold({ row: problem, line }, 0);
  }

  /** @throws RangeError when there were rows and none of them had a column. */
  end(): void {
    this.#refuseUnseen();
    this.#firstRows.end();
  }

  #refuseUnseen(): void {
    if (this.#firstKeys && this.#unseen[0] !== undefined) throw missingColumn(this.#unseen[0], this.#firstKeys);
  }

  #cellsOf(row: object): Cells {
    const { columns, refusals } = this.#intake;
    if (this.#unseen.length > 0) {
      this.#firstKeys ??= Object.keys(row);
      this.#unseen = this.#unseen.filter((name) => !Object.hasOwn(row, name));
      if (refusals.onInvalid === "throw") this.#refuseUnseen();
    }
    return {
      user: text(cell(row, columns.user)),
      action: text(cell(row, columns.action)),
      session: columns.session === undefined ? "all" : text(cell(row, columns.session)),
      time: cell(row, columns.time),
      value: columns.value === undefined ? Number.NaN : numeric(cell(row, columns.value)),
    };
  }

  #take(row: Cells | string, line: number): void {
    const problem = typeof row === "string" ? row : this.#add(row);
    if (problem === undefined) return;
    const time = typeof row === "string" ? undefined : row.time;
    const isOfTime = problem.endsWith("time") || problem.endsWith("time units");
    const example = isOfTime && (typeof time === "string" || typeof time === "number") ? String(time) : undefined;
    this.#intake.refusals.refuse(problem, line, example || undefined);
  }

  #add({ user, action, session, time, value }: Cells): string | undefined {
    if (user === "") return "missing user";
    if (action === "") return "missing action";
    if (session === "") return "missing session";
    if (user === undefined) return "a user that is neither text nor an exact number";
    if (action === undefined) return "an action that is neither text nor an exact number";
    if (session === undefined) return "a session that is neither text nor an exact number";
    const { clock, events } = this.#intake;
    const ms = clock.ofValue(time);
    if (typeof ms === "string") return ms;
    if (value === undefined) return "unparsable value";
    const actionId = this.#actions.idOf(action);
    events.add(this.#users.idOf(user), actionId, ms, clock.nanoseconds, this.#sessions.idOf(session), value);
    return undefined;
  }
}

/** What is read of a row. */
interface Cells {
  readonly user: string | undefined;
  readonly action: string | undefined;
  readonly session: string | undefined;
  readonly time: unknown;
  readonly value: number | undefined;
}

/** A row, or why it is not one. */
interface HeldRow {
  readonly row: Cells | string;
  readonly line: number;
}

function sizeOf({ user, action, session, time }: Cells): number {
  const texts = [user, action, session, time];
  return texts.reduce<number>((sum, text) => sum + (typeof text === "string" ? text.length : 0), 0);
}

function cell(row: object, column: string): unknown {
  return Object.hasOwn(row, column) ? (row as Record<string, unknown>)[column] : undefined;
}

/** Text of a name; empty when there is none, undefined when it has none (numbers beyond 2^53 have lost digits). */
function text(value: unknown): string | undefined {
  if (typeof value === "string") return value;
  if (value === undefined || value === null) return "";
  if (typeof value === "number") return Number.isFinite(value) && !isInexact(value) ? String(value) : undefined;
  return typeof value === "bigint" || typeof value === "boolean" ? String(value) : undefined;
}

function isInexact(value: number): boolean {
  return Number.isInteger(value) && !Number.isSafeInteger(value);
}

/** NaN when there is none, undefined when it is no number. */
function numeric(value: unknown): number | undefined {
  if (value === undefined || value === null || value === "") return Number.NaN;
  const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  if (typeof number === "bigint") return Number(number);
  return typeof number === "number" && Number.isFinite(number) ? number : undefined;
}
