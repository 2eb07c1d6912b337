import { FirstRows, LineSplitter, missingColumn, type SettledByRows, TextTable } from "../../events/internal";
import type { FigureParser } from "./figure-parser";
import {
  emptyRow,
  formsOf,
  type TransactionIntake,
  type TransactionReader,
  worthProblem,
  zonedTime,
} from "./transaction-intake";
import { FIGURE_COLUMNS, NAME_COLUMNS } from "./transaction-rows";

/** Reads lines of orders from row objects; a column is an own property of a row. */
export class ObjectTransactions implements TransactionReader<unknown> {
  readonly #intake: TransactionIntake;
  readonly #forms: SettledByRows;
  readonly #firstRows: FirstRows<{ readonly row: unknown; readonly line: number }>;
  readonly #tables = {
    customer: new TextTable(),
    invoice: new TextTable(),
    product: new TextTable(),
    currency: new TextTable(),
    other: new TextTable(),
  };
  readonly #row = emptyRow();
  /** Columns that no row has had so far, and the columns of the first row. */
  #unseen: string[];
  #firstKeys: string[] | undefined;
  #count = 0;

  constructor(intake: TransactionIntake) {
    this.#intake = intake;
    this.#forms = formsOf(intake);
    this.#firstRows = new FirstRows(this.#forms, ({ row, line }) => this.#take(row, line));
    this.#unseen = [...Object.values(intake.columns), ...intake.distinguish].filter((name) => name !== undefined);
  }

  get names() {
    const { customer, invoice, product, currency, other } = this.#tables;
    return {
      customer: customer.names,
      invoice: invoice.names,
      product: product.names,
      currency: currency.names,
      other: other.names,
    };
  }

  push(row: unknown): void {
    this.pushAt(row, ++this.#count);
  }

  /** The same for a row with a line number of its own; `refused` says why it is not even a row. */
  pushAt(row: unknown, line: number): void {
    const { clock, figures, columns } = this.#intake;
    if (isObject(row) && this.#unseen.length > 0) {
      this.#firstKeys ??= Object.keys(row);
      this.#unseen = this.#unseen.filter((name) => !Object.hasOwn(row, name));
    }
    if (this.#forms.settled) {
      this.#take(row, line);
      return;
    }
    if (isObject(row)) {
      if (!clock.settled) clock.lookAt(cell(row, columns.time));
      for (const name of FIGURE_COLUMNS) {
        const value = columns[name] === undefined ? undefined : cell(row, columns[name]);
        if (typeof value === "string" && !figures.settled) figures.look(value);
      }
    }
    this.#firstRows.hold({ row, line }, 100);
  }

  /** @throws RangeError when there were rows and none of them had a column. */
  end(): void {
    this.#firstRows.end();
    if (this.#firstKeys && this.#unseen[0] !== undefined)
      throw missingColumn(this.#unseen[0], this.#firstKeys, { list: undefined });
  }

  #take(row: unknown, line: number): void {
    const problem = row instanceof NotARow ? row.why : isObject(row) ? this.#read(row) : "not an object";
    if (problem === undefined) this.#intake.rows.add(this.#row);
    else this.#intake.refusals.refuse(problem, line);
  }

  #read(cells: object): string | undefined {
    const { columns, clock, figures, distinguish, missing } = this.#intake;
    const row = this.#row;
    const time = clock.ofValue(cell(cells, columns.time));
    if (typeof time === "string") return time;
    row.time = zonedTime(time + clock.nanoseconds / 1e6, this.#intake);
    for (const name of FIGURE_COLUMNS) {
      const value = columns[name] === undefined ? Number.NaN : figure(cell(cells, columns[name]), figures);
      if (value === undefined) return `unparsable ${name}`;
      row[name] = value;
    }
    const problem = worthProblem(this.#intake, row);
    if (problem !== undefined) return problem;
    for (const name of [...NAME_COLUMNS, "customer"] as const) {
      const text = columns[name] === undefined ? "" : nameOf(cell(cells, columns[name]));
      if (text === undefined) return `a ${name} that is neither text nor an exact number`;
      const isNone = name === "customer" ? missing.holdsText(text) : text === "";
      row[name] = isNone ? -1 : this.#tables[name].idOf(text);
    }
    if (distinguish.length > 0) {
      row.other = this.#tables.other.idOf(JSON.stringify(distinguish.map((name) => nameOf(cell(cells, name)) ?? null)));
    }
    return undefined;
  }
}

/** Reads lines of orders from NDJSON bytes: one object a line; empty lines are skipped. */
export class JsonTransactions implements TransactionReader<Uint8Array> {
  readonly #rows: ObjectTransactions;
  readonly #splitter: LineSplitter;

  constructor(intake: TransactionIntake) {
    this.#rows = new ObjectTransactions(intake);
    this.#splitter = new LineSplitter(
      (bytes, start, end, line) => {
        if (start < end) this.#rows.pushAt(parsed(bytes.subarray(start, end)), line);
      },
      (line) => this.#rows.pushAt(new NotARow("a line too long to be a row"), line),
    );
  }

  get names() {
    return this.#rows.names;
  }

  push(chunk: Uint8Array): void {
    this.#splitter.push(chunk);
  }

  end(): void {
    this.#splitter.end();
    this.#rows.end();
  }
}

/** In the place of a row: why there is none. */
class NotARow {
  readonly why: string;

  constructor(why: string) {
    this.why = why;
  }
}

const decoder = new TextDecoder("utf-8", { fatal: true });

function parsed(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(decoder.decode(bytes));
  } catch {
    return new NotARow("text that is not JSON");
  }
}

function isObject(row: unknown): row is object {
  return typeof row === "object" && row !== null && !(row instanceof NotARow);
}

function cell(row: object, column: string): unknown {
  return Object.hasOwn(row, column) ? (row as Record<string, unknown>)[column] : undefined;
}

/** Text of a name; empty when there is none, undefined when it has none (numbers beyond 2^53 have lost digits). */
function nameOf(value: unknown): string | undefined {
  if (typeof value === "string") return value;
  if (value === undefined || value === null) return "";
  if (typeof value === "bigint") return String(value);
  const exact = typeof value === "number" && Number.isFinite(value) && (Number.isSafeInteger(value) || value % 1 !== 0);
  return exact ? String(value) : undefined;
}

/** NaN when there is none, undefined when it is no number. */
function figure(value: unknown, figures: FigureParser): number | undefined {
  if (value === undefined || value === null || value === "") return Number.NaN;
  const number = typeof value === "string" ? figures.ofText(value) : value;
  if (typeof number === "bigint") return Number(number);
  return typeof number === "number" && Number.isFinite(number) ? number : undefined;
}
