import { verbatim, wrongType, wrongValue } from "../../core/internal";
import { CsvSplitter } from "../../events/internal";
import { readBytes } from "../file/node-files";

/** Rows of a table of users, as they were given or read. */
export interface GivenUsers {
  readonly rows: readonly Readonly<Record<string, unknown>>[];
  /** Whether it was a file: it must say which model it is of. */
  readonly isFile: boolean;
}

/** A table of users: a path, a file URL, the bytes of CSV or JSON, or rows. */
export type UsersTable = string | URL | Uint8Array | readonly object[];

const EXPECTED = "a path, a file: URL, bytes of CSV or JSON, or rows";

/** Reads a {@link UsersTable}. */
export async function readUsers(users: UsersTable): Promise<GivenUsers> {
  if (Array.isArray(users)) return { rows: rowsOf(users), isFile: false };
  if (users instanceof Uint8Array) return { rows: parseTable(users), isFile: true };
  if (typeof users !== "string" && !(users instanceof URL)) throw wrongType("users", EXPECTED, users);
  return { rows: parseTable(await readBytes(users)), isFile: true };
}

function parseTable(bytes: Uint8Array): GivenUsers["rows"] {
  const start = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  const first = bytes.subarray(start).find((byte) => byte > 32);
  return first === OPEN_BRACKET ? parseJson(bytes.subarray(start)) : parseCsv(bytes.subarray(start));
}

const OPEN_BRACKET = 91;

function parseJson(bytes: Uint8Array): GivenUsers["rows"] {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch (error) {
    throw wrongValue("users", "JSON that is whole", verbatim((error as Error).message));
  }
  return rowsOf(value as unknown[]);
}

function rowsOf(values: readonly unknown[]): GivenUsers["rows"] {
  for (const [i, value] of values.entries()) {
    if (typeof value !== "object" || value === null)
      throw wrongType("users", "rows that are objects", value, ` in row ${i + 1}`);
  }
  return values as GivenUsers["rows"];
}

/** Rows of CSV with a header; what {@link toCSV} put before cells that look like formulas is taken away. */
function parseCsv(bytes: Uint8Array): GivenUsers["rows"] {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  const rows: Record<string, string>[] = [];
  let header: readonly string[] | undefined;
  const splitter = new CsvSplitter({ firstLine: 1 }, (line, bounds, fields, number) => {
    if (fields < 0) throw wrongValue("users", "CSV with whole quotes", verbatim(`broken ones in line ${number}`));
    const cells = Array.from({ length: fields }, (_, i) =>
      decode(decoder, line.subarray(bounds[2 * i], bounds[2 * i + 1]), number),
    );
    if (header === undefined) {
      header = cells;
      return;
    }
    if (cells.length !== header.length) {
      throw wrongValue("users", `${header.length} cells, as the header has`, cells.length, ` in line ${number}`);
    }
    rows.push(Object.fromEntries(header.map((name, i) => [name, cells[i]!])));
  });
  splitter.push(bytes);
  splitter.end();
  return rows;
}

function decode(decoder: TextDecoder, bytes: Uint8Array, line: number): string {
  try {
    return decoder.decode(bytes).replace(/^'(?=[=+\-@\t\r])/, "");
  } catch {
    throw wrongValue("users", "text that is UTF-8", verbatim(`other bytes in line ${line}`));
  }
}
