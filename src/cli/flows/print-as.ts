import type { Command } from "commander";
import { toCSV } from "../../profiles";
import { type CliIo, print, printJson, printWrapped } from "../terminal/io";

/** Flags that say in which form a result is printed. */
export interface FormFlags {
  json?: true;
  csv?: true;
}

export function addFormFlags(command: Command): Command {
  return command.option("--json", "print everything as JSON").option("--csv", "print a table as CSV");
}

/** Refuses two forms at once: before the work. */
export function checkFormFlags(command: Command, { json, csv }: FormFlags): void {
  if (json && csv) command.error("error: give --json or --csv, got both");
}

/** Prints a result in the form asked for. */
export function printAs(
  io: CliIo,
  { json, csv }: FormFlags,
  result: { readonly text: () => string; readonly data: unknown; readonly rows: () => readonly object[] },
): void {
  if (json) printJson(io, result.data);
  else if (csv) print(io, toCSV(result.rows()).replaceAll("\r\n", "\n"));
  else printWrapped(io, result.text());
}
