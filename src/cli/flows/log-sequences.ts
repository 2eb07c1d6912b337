import type { Command } from "commander";
import { buildSequences, type TokenizedSequences } from "../../sequences";
import { addPrepareFlags, type PrepareFlags, preparation } from "../flags/prepare-flags";
import { addReadingFlags, checkReadingFlags, type ReadingFlags } from "../flags/reading-flags";
import { readLog, sequenceOptions } from "../reading/read-log";
import type { CliIo } from "../terminal/io";
import { progressLine } from "../terminal/progress";

/** Flags of a log whose sequences are looked at. */
export interface LogFlags extends ReadingFlags, PrepareFlags {}

export function addSequenceFlags(command: Command): Command {
  return addPrepareFlags(addReadingFlags(command));
}

/** Reads a log and makes its sequences, with progress on the terminal. */
export async function logSequences(
  command: Command,
  files: readonly string[],
  flags: LogFlags,
  io: CliIo,
): Promise<TokenizedSequences> {
  checkReadingFlags(command, files, flags);
  const steps = await preparation(command, flags);
  const progress = progressLine(io);
  const run = { onProgress: progress.onProgress, signal: io.signal };
  const log = await readLog(files, { ...flags, steps }, io, run);
  const sequences =
    "rowOf" in log ? log : await buildSequences(log, { ...sequenceOptions({ ...flags, steps }).sequences, ...run });
  progress.clear();
  return sequences;
}
