import { Command } from "commander";
import { loadSegments } from "../segments";
import { Finding } from "./finding";
import { type CliIo, print, printJson } from "./io";
import { progressLine } from "./progress";
import {
  addLogFlags,
  checkReadingFlags,
  LOG_FILES,
  type ReadingFlags,
  readLog,
  wholeNumberFlag,
} from "./reading-flags";
import { shareFlag } from "./share-flag";

interface DriftFlags extends ReadingFlags {
  alpha?: number;
  permutations?: number;
  seed?: number;
  json?: true;
}

/** `seqment drift MODEL FILES...` */
export function driftCommand(io: CliIo): Command {
  const command = new Command("drift");
  command
    .description("tell whether new users are as those were that a saved model was fitted to")
    .argument("<model>", "a model saved by seqment fit")
    .argument("[files...]", LOG_FILES)
    .option("--alpha <share>", "probability of any alarm when nothing has changed (default: 0.05)", shareFlag)
    .option("--permutations <n>", "random ways to deal users out for each test (default: 999)", wholeNumberFlag)
    .option("--seed <n>", "seed of the random numbers", wholeNumberFlag)
    .option("--json", "print the verdict, the tests, segments and actions as JSON");
  addLogFlags(command)
    .addHelpText(
      "after",
      `
Exit codes: 0 nothing to see, 3 drift; others as of every command.

Example:
  seqment drift players.seqment next_month.csv --user user_id --action event --time timestamp || alert`,
    )
    .action(async (modelPath: string, files: string[], flags: DriftFlags) => {
      checkReadingFlags(command, files, flags);
      const model = await loadSegments(modelPath);
      const { detectDrift, formatDrift } = await import("../monitoring");
      const progress = progressLine(io);
      const run = { signal: io.signal, onProgress: progress.onProgress };
      const log = await readLog(files, flags, io, run);
      const { alpha, permutations, seed } = flags;
      const drift = await detectDrift(model, log, { alpha, permutations, seed, ...run });
      progress.clear();
      if (flags.json) printJson(io, drift);
      else print(io, formatDrift(drift));
      if (drift.drifted) throw new Finding("drift");
    });
  return command;
}
