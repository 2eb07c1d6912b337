import { Command } from "commander";
import { inspectEvents } from "../../events";
import { LOG_FILES } from "../flags/reading-flags";
import { type CliIo, print, printJson } from "../terminal/io";
import { progressLine, READING } from "../terminal/progress";
import { formatInspection } from "./format-inspection";
import { sourceOf } from "./read-log";

/** `seqment inspect FILE` */
export function inspectCommand(io: CliIo): Command {
  return new Command("inspect")
    .description("look at the first rows of an event log, guess its columns, and print the command that reads it")
    .argument("<files...>", LOG_FILES)
    .option("--json", "print what was found as JSON")
    .addHelpText(
      "after",
      `
Exit code 1: the file is not an event log, or several readings are possible and you have to choose.

Examples:
  seqment inspect events.csv.gz
  seqment inspect export.ndjson --json`,
    )
    .action(async (files: string[], { json }: { json?: true }) => {
      const progress = progressLine(io, READING);
      const found = await inspectEvents(sourceOf(files, io), { onProgress: progress.onProgress, signal: io.signal });
      progress.clear();
      if (json) printJson(io, found);
      else print(io, formatInspection(found, files));
      if (found.options === undefined)
        throw new Error(found.choices.length > 0 ? "choose one of these" : "this is not an event log");
    });
}
