import type { EventIntake, EventReader } from "./event-intake";
import { missingColumn } from "./missing-column";
import { TextTable } from "./text-table";

/** Reads events from row objects; a column is an own property of a row. */
export class ObjectEvents implements EventReader<unknown> {
  readonly #intake: EventIntake;
  readonly #users = new TextTable();
  readonly #actions = new TextTable();
  readonly #sessions = new TextTable();
  /** Columns that no row has had so far, and the columns of the first row. */
  #unseen: string[];
  #firstKeys: string[] | undefined;
  #row = 0;

  constructor(intake: EventIntake) {
    this.#intake = intake;
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
    const problem = typeof row === "object" && row !== null ? this.#add(row) : "not an object";
    if (problem !== undefined) this.#intake.refusals.refuse(problem, line);
  }

  /** @throws RangeError when there were rows and none of them had a column. */
  end(): void {
    if (this.#firstKeys && this.#unseen[0] !== undefined) throw missingColumn(this.#unseen[0], this.#firstKeys);
  }

  #add(row: object): string | undefined {
    const { columns, clock, events, refusals } = this.#intake;
    if (this.#unseen.length > 0) {
      this.#firstKeys ??= Object.keys(row);
      this.#unseen = this.#unseen.filter((name) => !Object.hasOwn(row, name));
      if (refusals.onInvalid === "throw") this.end();
    }
    const user = text(cell(row, columns.user));
    const action = text(cell(row, columns.action));
    const session = columns.session === undefined ? "all" : text(cell(row, columns.session));
    if (user === "") return "missing user";
    if (action === "") return "missing action";
    if (session === "") return "missing session";
    if (user === undefined) return "a user that is neither text nor an exact number";
    if (action === undefined) return "an action that is neither text nor an exact number";
    if (session === undefined) return "a session that is neither text nor an exact number";
    const ms = clock.ofValue(cell(row, columns.time));
    if (typeof ms === "string") return ms;
    const amount = columns.value === undefined ? Number.NaN : numeric(cell(row, columns.value));
    if (amount === undefined) return "unparsable value";
    const actionId = this.#actions.idOf(action);
    events.add(this.#users.idOf(user), actionId, ms, this.#sessions.idOf(session), amount);
    return undefined;
  }
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
