import { ROLES, type Role } from "../intake/column-names";
import { type EventIntake, FirstRows } from "../intake/event-intake";
import { missingColumn } from "../intake/missing-column";
import { ExactTime } from "../times/exact-time";
import { orderOf } from "../times/order-value";
import { isOfEnd, isOfTime } from "../times/time-reasons";
import { ColumnPath, parsed } from "./column-path";
import { longestList } from "./list-path";
import type { RowSink } from "./row-sink";

/** Reads events from row objects; a column is an own property of a row, or a path to one. */
export class ObjectEvents implements RowSink {
  readonly #intake: EventIntake;
  readonly #firstRows: FirstRows<HeldRow>;
  readonly #unnest: ColumnPath | undefined;
  readonly #columns: Readonly<Record<Role, readonly ColumnPath[]>>;
  readonly #orders: readonly ColumnPath[];
  readonly #filters: readonly { readonly path: ColumnPath; readonly values: ReadonlySet<string> }[];
  /** Columns that no row has had so far, and the columns of the first row. */
  #unseen: Set<ColumnPath>;
  #firstKeys: string[] | undefined;
  /** The longest list of objects in the first row, as long as that is the only one. */
  #list: string | undefined;
  #row = 0;

  /** @param unnest a column that holds a list of rows: each of them has its own columns and those of the row around it. */
  constructor(intake: EventIntake, unnest: string | undefined) {
    const { columns } = intake;
    this.#intake = intake;
    this.#unnest = unnest === undefined ? undefined : new ColumnPath(unnest);
    this.#firstRows = new FirstRows(intake.clock, ({ row, line }) => this.#take(row, line));
    const paths = (names: readonly string[]) => names.map((name) => new ColumnPath(name));
    this.#columns = Object.fromEntries(ROLES.map((role) => [role, paths(columns[role])])) as Record<Role, ColumnPath[]>;
    this.#orders = paths(columns.order);
    this.#filters = columns.where.map(({ column, values }) => ({ path: new ColumnPath(column), values }));
    this.#unseen = new Set([
      ...ROLES.flatMap((role) => this.#columns[role]),
      ...this.#orders,
      ...this.#filters.map(({ path }) => path),
    ]);
  }

  push(row: unknown): void {
    this.#row += 1;
    this.pushAt(row, this.#row);
  }

  /** The same for a row with a line number of its own. */
  pushAt(row: unknown, line: number): void {
    if (typeof row !== "object" || row === null) this.refuseAt("not an object", line);
    else if (this.#unnest === undefined) this.#pushRow(row, line);
    else {
      const found = this.#unnest.in(row);
      const inside = typeof found === "string" ? parsed(found) : found;
      if (!Array.isArray(inside)) this.refuseAt(`no list in column "${this.#unnest.name}"`, line);
      else for (const each of inside) this.#pushRow({ ...row, ...each }, line);
    }
  }

  /** Takes a row that is known only not to be an event. */
  refuseAt(problem: string, line: number): void {
    if (this.#intake.clock.settled) this.#take(problem, line);
    else this.#firstRows.hold({ row: problem, line }, 0);
  }

  /** Releases the rows held back; to be called at the end of each file, and of a reading. */
  endFile(): void {
    this.#firstRows.end();
  }

  /** @throws RangeError when there were rows and none of them had a column. */
  end(): void {
    this.#refuseUnseen();
    this.endFile();
  }

  #pushRow(row: object, line: number): void {
    const { clock } = this.#intake;
    if (this.#unseen.size > 0) this.#see(row);
    for (const { path, values } of this.#filters) {
      if (values.has(plainText(path.in(row)))) continue;
      this.#intake.filtered += 1;
      return;
    }
    const cells = this.#cellsOf(row);
    if (clock.settled) this.#take(cells, line);
    else {
      clock.lookAt(cells.time.value);
      this.#firstRows.hold({ row: cells, line }, sizeOf(cells));
    }
  }

  #see(row: object): void {
    this.#list = this.#firstKeys === undefined ? longestList(row) : undefined;
    this.#firstKeys ??= Object.keys(row);
    for (const path of this.#unseen) if (path.isIn(row)) this.#unseen.delete(path);
    if (this.#intake.refusals.onInvalid === "throw") this.#refuseUnseen();
  }

  /** Of several columns for one thing, one has to be there. */
  #refuseUnseen(): void {
    if (this.#firstKeys === undefined || this.#unseen.size === 0) return;
    const { columns } = this.#intake;
    for (const role of ROLES) {
      const paths = this.#columns[role];
      if (paths.length > 0 && paths.every((path) => this.#unseen.has(path))) {
        throw missingColumn(paths[0]!.name, this.#firstKeys, { list: this.#list });
      }
    }
    const needed = [...(columns.orderMayBeAbsent ? [] : this.#orders), ...this.#filters.map(({ path }) => path)];
    const absent = needed.find((path) => this.#unseen.has(path));
    if (absent) throw missingColumn(absent.name, this.#firstKeys, { list: this.#list });
  }

  #cellsOf(row: object): Cells {
    const { missing } = this.#intake;
    const isName = (value: unknown) => typeof value !== "string" || !missing.holdsText(value);
    return {
      user: this.#first("user", row, isName),
      action: this.#first("action", row),
      time: this.#first("time", row),
      session: this.#first("session", row, isName),
      value: this.#first("value", row),
      end: this.#first("end", row),
      orders: this.#orders.map((path) => orderOf(path.in(row))),
    };
  }

  /** The first column of a role that holds something. */
  #first(role: Role, row: object, accepts: (value: unknown) => boolean = () => true): Cell {
    const paths = this.#columns[role];
    let last: unknown;
    for (let column = 0; column < paths.length; column++) {
      const value = paths[column]!.in(row);
      if (value !== undefined && value !== null && value !== "") {
        if (accepts(value)) return { value, column };
      } else last = value;
    }
    return { value: last, column: -1 };
  }

  #take(row: Cells | string, line: number): void {
    const problem = typeof row === "string" ? row : this.#add(row);
    if (problem === undefined) return;
    const value = typeof row === "string" ? undefined : exampleOf(problem, row);
    const example = typeof value === "string" || typeof value === "number" ? String(value) : undefined;
    this.#intake.refusals.refuse(problem, line, example || undefined);
  }

  #add(cells: Cells): string | undefined {
    const { clock, events, uses, users, actions, sessions } = this.#intake;
    const user = text(cells.user.value);
    const action = text(cells.action.value);
    const session = this.#columns.session.length === 0 ? "all" : text(cells.session.value);
    if (user === "") return "missing user";
    if (action === "") return "missing action";
    if (session === "") return "missing session";
    if (user === undefined) return "a user that is neither text nor an exact number";
    if (action === undefined) return "an action that is neither text nor an exact number";
    if (session === undefined) return "a session that is neither text nor an exact number";
    const ms = clock.ofValue(cells.time.value);
    if (typeof ms === "string") return ms;
    const { nanoseconds } = clock;
    const value = numeric(cells.value.value);
    if (value === undefined) return "unparsable value";
    const duration = cells.end.column < 0 ? Number.NaN : clock.durationOfValue(cells.end.value, ms, nanoseconds);
    if (typeof duration === "string") return duration;
    for (const [i, order] of cells.orders.entries()) events.nextOrder[i] = order;
    for (const role of ROLES) uses.use(role, cells[role].column);
    uses.count();
    const actionId = actions.idOfText(action);
    events.add(users.idOfText(user), actionId, ms, nanoseconds, sessions.idOfText(session), value, duration);
    return undefined;
  }
}

interface Cell {
  readonly value: unknown;
  /** Which of the role's columns it is from; -1 for none. */
  readonly column: number;
}

/** What is read of a row. */
type Cells = Readonly<Record<Role, Cell>> & { readonly orders: readonly number[] };

/** A row, or why it is not one. */
interface HeldRow {
  readonly row: Cells | string;
  readonly line: number;
}

function sizeOf(cells: Cells): number {
  return ROLES.reduce((sum, role) => sum + (typeof cells[role].value === "string" ? cells[role].value.length : 0), 0);
}

/** The value that is to blame for a refusal. */
function exampleOf(problem: string, cells: Cells): unknown {
  if (isOfEnd(problem)) return cells.end.value;
  if (isOfTime(problem)) return cells.time.value;
  return problem.endsWith("value") ? cells.value.value : undefined;
}

/** Text of a name; empty when there is none, undefined when it has none (numbers beyond 2^53 have lost digits). */
function text(value: unknown): string | undefined {
  if (typeof value === "string") return value;
  if (value === undefined || value === null) return "";
  if (typeof value === "number") return Number.isFinite(value) && !isInexact(value) ? String(value) : undefined;
  if (value instanceof ExactTime) return value.toString();
  return typeof value === "bigint" || typeof value === "boolean" ? String(value) : undefined;
}

/** Text that a filter compares. */
function plainText(value: unknown): string {
  if (value instanceof Date && !Number.isNaN(value.getTime())) return value.toISOString();
  return text(value) ?? String(value);
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
