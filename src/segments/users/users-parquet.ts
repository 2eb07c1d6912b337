import { loadPeer } from "../../core/internal";
import { readParquet } from "../../events/internal";
import type { UserOfModel } from "./users-table";

type Writer = Pick<typeof import("hyparquet-writer"), "parquetWriteBuffer">;
type ColumnType = "STRING" | "INT32" | "DOUBLE" | "BOOLEAN";

/** Columns of every table, in order; whatever the values, their types stay. */
const TYPES: Readonly<Record<Exclude<keyof UserOfModel, "model">, ColumnType>> = {
  id: "STRING",
  input: "INT32",
  segment: "INT32",
  number: "INT32",
  segment_id: "STRING",
  name: "STRING",
  probability: "DOUBLE",
  nearest: "INT32",
  nearest_name: "STRING",
  nearest_confidence: "DOUBLE",
  status: "STRING",
  why: "STRING",
  layers: "STRING",
};

/**
 * A table of users as a Parquet file, compressed by Snappy. Properties are numbers, truth values or texts.
 *
 * @throws MissingDependencyError without hyparquet-writer.
 */
export async function usersParquet(rows: readonly UserOfModel[]): Promise<Uint8Array> {
  const { parquetWriteBuffer } = (await loadPeer("hyparquet-writer", "a table of users as Parquet")) as Writer;
  const names = rows[0] ? Object.keys(rows[0]) : [...Object.keys(TYPES), "model"];
  const columnData = names.map((name) => {
    const values = rows.map((row) => row[name as keyof UserOfModel] ?? null);
    const type = Object.hasOwn(TYPES, name) ? TYPES[name as keyof typeof TYPES] : typeOf(values);
    return { name, type, nullable: true, data: type === "STRING" ? values.map(textOrNull) : values };
  });
  return new Uint8Array(parquetWriteBuffer({ columnData, codec: "SNAPPY" }));
}

function typeOf(values: readonly unknown[]): ColumnType {
  const kinds = new Set(values.filter((value) => value !== null).map((value) => typeof value));
  if (kinds.size !== 1) return "STRING";
  return kinds.has("number") ? "DOUBLE" : kinds.has("boolean") ? "BOOLEAN" : "STRING";
}

function textOrNull(value: unknown): string | null {
  return value === null ? null : String(value);
}

/** What a Parquet file begins with. */
const MAGIC = "PAR1";

export function isParquet(bytes: Uint8Array): boolean {
  return [...MAGIC].every((letter, i) => bytes[i] === letter.charCodeAt(0));
}

/**
 * The rows of a Parquet file.
 *
 * @throws MissingDependencyError without hyparquet; RangeError for a damaged file.
 */
export async function readUsersParquet(bytes: Uint8Array): Promise<Readonly<Record<string, unknown>>[]> {
  const { buffer } = bytes.slice();
  const file = {
    byteLength: bytes.length,
    slice: async (start: number, end?: number) => buffer.slice(start, end) as ArrayBuffer,
  };
  const rows: Record<string, unknown>[] = [];
  const pushAt = (row: unknown) => rows.push(row as Record<string, unknown>);
  await readParquet({ name: "the table of users", file }, { pushAt }, undefined, async () => true);
  return rows;
}
