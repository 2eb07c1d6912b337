import { toCSV } from "../../profiles";
import { usersParquet } from "./users-parquet";
import type { UserOfModel } from "./users-table";

/** A table of users as a file, in the format of its name: JSON where it ends in .json, Parquet in .parquet, and else CSV. */
export async function usersFile(rows: readonly UserOfModel[], path: string): Promise<string | Uint8Array> {
  if (path.endsWith(".json")) return `${JSON.stringify(rows, null, 2)}\n`;
  return path.endsWith(".parquet") ? usersParquet(rows) : toCSV(rows);
}
