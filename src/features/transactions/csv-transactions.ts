import {
  BROKEN_QUOTES,
  CsvSplitter,
  FirstRows,
  missingColumn,
  NameTable,
  type SettledByRows,
  TOO_LONG,
} from "../../events/internal";
import {
  emptyRow,
  formsOf,
  type TransactionIntake,
  type TransactionReader,
  worthProblem,
  zonedTime,
} from "./transaction-intake";
import { FIGURE_COLUMNS, NAME_COLUMNS, type TransactionColumns } from "./transaction-rows";

/** Reads lines of orders from CSV bytes with a header line. */
export class CsvTransactions implements TransactionReader<Uint8Array> {
  readonly #intake: TransactionIntake;
  readonly #splitter: CsvSplitter;
  readonly #forms: SettledByRows;
  readonly #firstRows: FirstRows<HeldRow>;
  readonly #tables = {
    customer: new NameTable(),
    invoice: new NameTable(),
    product: new NameTable(),
    currency: new NameTable(),
    other: new NameTable(),
  };
  readonly #row = emptyRow();
  #compared = new Uint8Array(1 << 10);
  #header: Header | undefined;

  constructor(intake: TransactionIntake, delimiter: string | undefined) {
    this.#intake = intake;
    this.#forms = formsOf(intake);
    this.#firstRows = new FirstRows(this.#forms, (row) => this.#take(row.bytes, row.bounds, row.fields, row.line));
    this.#splitter = new CsvSplitter({ delimiter, firstLine: 1 }, (bytes, bounds, fields, line) => {
      if (this.#header === undefined) {
        if (!isSeparatorLine(bytes, bounds, fields)) this.#header = readHeader(bytes, bounds, fields, intake);
      } else if (this.#forms.settled) this.#take(bytes, bounds, fields, line);
      else this.#hold(this.#header, bytes, bounds, fields, line);
    });
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

  push(chunk: Uint8Array): void {
    this.#splitter.push(chunk);
  }

  end(): void {
    this.#splitter.end();
    this.#firstRows.end();
  }

  #hold(header: Header, bytes: Uint8Array, bounds: Int32Array, fields: number, line: number): void {
    const start = fields > 0 ? bounds[0]! : 0;
    const end = fields > 0 ? bounds[2 * fields - 1]! : 0;
    if (fields === header.fields) this.#look(header, bytes, bounds);
    const held = {
      bytes: bytes.slice(start, end),
      bounds: bounds.slice(0, Math.max(0, 2 * fields)).map((at) => at - start),
    };
    this.#firstRows.hold({ ...held, fields, line }, end - start);
  }

  #look(header: Header, bytes: Uint8Array, bounds: Int32Array): void {
    const { clock, figures } = this.#intake;
    if (!clock.settled) clock.look(bytes, bounds[header.time]!, bounds[header.time + 1]!);
    if (figures.settled) return;
    for (const name of FIGURE_COLUMNS) {
      const at = header[name];
      if (at >= 0) figures.look(decoder.decode(bytes.subarray(bounds[at], bounds[at + 1])));
    }
  }

  #take(bytes: Uint8Array, bounds: Int32Array, fields: number, line: number): void {
    const problem = this.#read(this.#header!, bytes, bounds, fields);
    if (problem === undefined) this.#intake.rows.add(this.#row);
    else this.#intake.refusals.refuse(problem, line);
  }

  /** Reads a line into the row; or returns why it is refused. */
  #read(header: Header, bytes: Uint8Array, bounds: Int32Array, fields: number): string | undefined {
    if (fields === BROKEN_QUOTES) return "broken quotes";
    if (fields === TOO_LONG) return "a row too long to be one";
    if (fields !== header.fields) return "wrong number of columns";
    const { clock, figures } = this.#intake;
    const [from, to] = [bounds[header.time]!, bounds[header.time + 1]!];
    const time = clock.ofBytes(bytes, from, to);
    if (typeof time === "string") return time;
    const row = this.#row;
    row.time = zonedTime(time + clock.nanoseconds / 1e6, this.#intake);
    for (const name of FIGURE_COLUMNS) {
      const at = header[name];
      row[name] = Number.NaN;
      if (at < 0 || bounds[at] === bounds[at + 1]) continue;
      row[name] = figures.ofBytes(bytes, bounds[at]!, bounds[at + 1]!);
      if (Number.isNaN(row[name])) return `unparsable ${name}`;
    }
    const problem = worthProblem(this.#intake, row);
    if (problem !== undefined) return problem;
    for (const name of NAME_COLUMNS) {
      const at = header[name];
      if (at < 0) continue;
      row[name] = bounds[at] === bounds[at + 1] ? -1 : this.#tables[name].idOf(bytes, bounds[at]!, bounds[at + 1]!);
      if (row[name] < 0 && bounds[at] !== bounds[at + 1]) return NOT_UTF8;
    }
    if (header.compared.length > 0) row.other = this.#numberOfCompared(header.compared, bytes, bounds);
    const [start, end] = [bounds[header.customer]!, bounds[header.customer + 1]!];
    const isNone = this.#intake.missing.holds(bytes, start, end);
    row.customer = isNone ? -1 : this.#tables.customer.idOf(bytes, start, end);
    return row.customer < 0 && !isNone ? NOT_UTF8 : undefined;
  }

  #numberOfCompared(compared: readonly number[], bytes: Uint8Array, bounds: Int32Array): number {
    let length = 0;
    for (const at of compared) {
      const cell = bytes.subarray(bounds[at], bounds[at + 1]);
      if (length + cell.length + 1 > this.#compared.length) {
        const larger = new Uint8Array(2 * (length + cell.length + 1));
        larger.set(this.#compared);
        this.#compared = larger;
      }
      this.#compared.set(cell, length);
      length += cell.length;
      this.#compared[length++] = SEPARATOR;
    }
    return this.#tables.other.idOf(this.#compared, 0, length);
  }
}

interface HeldRow {
  readonly bytes: Uint8Array;
  readonly bounds: Int32Array;
  readonly fields: number;
  readonly line: number;
}

const NOT_UTF8 = "text that is not UTF-8";
/** Between the cells that are compared: a control character that no cell of text holds. */
const SEPARATOR = 31;
const decoder = new TextDecoder();

/** `sep=;`, which Excel writes before the header. */
function isSeparatorLine(bytes: Uint8Array, bounds: Int32Array, fields: number): boolean {
  return fields === 2 && decoder.decode(bytes.subarray(bounds[0], bounds[1])) === "sep=" && bounds[2] === bounds[3];
}

/** Number of fields, and for each column the position of its bounds; -1 when it is not read. */
type Header = Record<keyof TransactionColumns | "fields", number> & {
  readonly compared: readonly number[];
};

function readHeader(
  bytes: Uint8Array,
  bounds: Int32Array,
  fields: number,
  { columns, distinguish }: TransactionIntake,
): Header {
  if (fields < 0)
    throw new RangeError("the quotes in the first line are broken; it should hold the names of the columns");
  const names = Array.from({ length: fields }, (_, i) =>
    decoder.decode(bytes.subarray(bounds[2 * i], bounds[2 * i + 1])).trim(),
  );
  const positionOf = (name: string | undefined) => {
    if (name === undefined) return -1;
    const field = names.indexOf(name);
    if (field < 0) throw missingColumn(name, names, "first line");
    if (names.includes(name, field + 1)) throw new RangeError(`there is more than one column "${name}"`);
    return 2 * field;
  };
  const positions = Object.fromEntries(Object.entries(columns).map(([key, name]) => [key, positionOf(name)]));
  return {
    ...(positions as Record<keyof TransactionColumns, number>),
    fields,
    compared: distinguish.map(positionOf),
  };
}
