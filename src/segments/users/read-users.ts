import { verbatim, wrongType, wrongValue } from "../../core/internal";
import { parseCsvTable } from "../../events/internal";
import { readBytes } from "../file/node-files";
import { isParquet, readUsersParquet } from "./users-parquet";

/** Rows of a table of users, as they were given or read. */
export interface GivenUsers {
  readonly rows: readonly Readonly<Record<string, unknown>>[];
  /** Whether it was a file: it must say which model it is of. */
  readonly isFile: boolean;
}

/** A table of users: a path, a file URL, the bytes of CSV, JSON or Parquet, or rows. */
export type UsersTable = string | URL | Uint8Array | readonly object[];

const EXPECTED = "a path, a file: URL, bytes of CSV, JSON or Parquet, or rows";

/** Reads a {@link UsersTable}. */
export async function readUsers(users: UsersTable): Promise<GivenUsers> {
  if (Array.isArray(users)) return { rows: rowsOf(users), isFile: false };
  if (users instanceof Uint8Array) return { rows: await parseTable(users), isFile: true };
  if (typeof users !== "string" && !(users instanceof URL)) throw wrongType("users", EXPECTED, users);
  return { rows: await parseTable(await readBytes(users)), isFile: true };
}

async function parseTable(bytes: Uint8Array): Promise<GivenUsers["rows"]> {
  if (isParquet(bytes)) return readUsersParquet(bytes);
  const first = bytes.find((byte) => byte > 32);
  return first === OPEN_BRACKET ? parseJson(bytes) : parseCsv(bytes);
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

function parseCsv(bytes: Uint8Array): GivenUsers["rows"] {
  const { header, rows } = parseCsvTable("users", bytes);
  return rows.map((cells) => Object.fromEntries(header.map((name, i) => [name, cells[i]!])));
}
