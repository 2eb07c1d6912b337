import { Command } from "commander";
import type { Duration } from "../../core";
import { loadSegments } from "../../segments";
import { writeAtomically } from "../../segments/internal";
import { wholeNumberFlag } from "../flags/number-flags";
import { addLogFlags, checkReadingFlags, LOG_FILES, type ReadingFlags } from "../flags/reading-flags";
import { shareFlag } from "../flags/share-flag";
import { readLog } from "../reading/read-log";
import { type CliIo, print, printJson } from "../terminal/io";
import { prepareOutput } from "../terminal/output-file";
import { progressLine } from "../terminal/progress";
import { Finding } from "./finding";

interface DriftFlags extends ReadingFlags {
  alpha?: number;
  permutations?: number;
  seed?: number;
  json?: true;
  page?: string;
  every?: string;
}

/** `seqment drift MODEL FILES...` */
export function driftCommand(io: CliIo): Command {
  const command = new Command("drift");
  command
    .description("test whether new users are like those that a saved model was fitted to")
    .argument("<model>", "a model saved by seqment fit")
    .argument("[files...]", LOG_FILES)
    .option("--alpha <share>", "probability of any alarm when nothing has changed (default: 0.05)", shareFlag)
    .option("--permutations <n>", "random permutations of users for each test (default: 999)", wholeNumberFlag)
    .option("--seed <n>", "seed of the random numbers", wholeNumberFlag)
    .option("--json", "print the verdict, the tests, segments and actions as JSON")
    .option("--page <file>", "write a page here: the verdict, shares before and now, and over time")
    .option("--every <duration>", "length of a period of the page, such as 1d (default: 7d)");
  addLogFlags(command)
    .addHelpText(
      "after",
      `
Exit codes: 0 no drift, 3 drift; others as for every command.

Example:
  seqment drift players.seqment next_month.csv --user user_id --action event --time timestamp || alert`,
    )
    .action(async (modelPath: string, files: string[], flags: DriftFlags) => {
      checkReadingFlags(command, files, flags);
      const { page, every } = flags;
      if (every !== undefined && page === undefined) command.error("error: --every needs --page");
      if (page !== undefined) await prepareOutput("--page", page);
      const model = await loadSegments(modelPath);
      const { detectDrift, formatDrift, segmentsOverTime } = await import("../../monitoring");
      const progress = progressLine(io);
      const run = { signal: io.signal, onProgress: progress.onProgress };
      const log = await readLog(files, flags, io, run);
      const { alpha, permutations, seed } = flags;
      const drift = await detectDrift(model, log, { alpha, permutations, seed, ...run });
      if (page !== undefined) {
        const { renderDrift } = await import("../../report");
        const periods =
          "users" in log ? await segmentsOverTime(model, log, { every: every as Duration, ...run }) : undefined;
        await writeAtomically(page, await renderDrift(drift, { periods }));
      }
      progress.clear();
      if (flags.json) printJson(io, drift);
      else print(io, page === undefined ? formatDrift(drift) : `${formatDrift(drift)}\nWrote ${page}.\n`);
      if (drift.drifted) throw new Finding("drift");
    });
  return command;
}
