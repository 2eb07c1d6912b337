import { Command } from "commander";
import { loadSegments } from "../../segments";
import { wholeNumberFlag } from "../flags/number-flags";
import { addLogFlags, checkReadingFlags, LOG_FILES, type ReadingFlags } from "../flags/reading-flags";
import { readLog } from "../reading/read-log";
import { type CliIo, printWrapped } from "../terminal/io";
import { prepareOutput } from "../terminal/output-file";
import { progressLine } from "../terminal/progress";
import { formatEdited } from "./format-edit";

interface ExtendFlags extends ReadingFlags {
  minSize?: number;
  seed?: number;
  out: string;
}

/** `seqment extend MODEL FILES... --out NEW` */
export function extendCommand(io: CliIo): Command {
  const command = new Command("extend");
  command
    .description("look for new segments among new users who fit none, and add them to a saved model")
    .argument("<model>", "a model saved by seqment fit, edit or extend")
    .argument("[files...]", LOG_FILES)
    .option("--min-size <n>", "least number of users in a new segment (default: 10)", wholeNumberFlag)
    .option("--seed <n>", "seed of all random numbers", wholeNumberFlag)
    .requiredOption("--out <file>", "where the extended model is saved, if there is something new");
  addLogFlags(command)
    .addHelpText(
      "after",
      `
Example:
  seqment extend players.seqment next_month.csv --user user_id --action event --time timestamp --out extended.seqment`,
    )
    .action(async (modelPath: string, files: string[], flags: ExtendFlags) => {
      checkReadingFlags(command, files, flags);
      const before = await loadSegments(modelPath);
      await prepareOutput("--out", flags.out);
      const { emergingSegments } = await import("../../monitoring");
      const progress = progressLine(io);
      const run = { signal: io.signal, onProgress: progress.onProgress };
      const log = await readLog(files, flags, io, run);
      const { minSize, seed } = flags;
      const found = await emergingSegments(before, log, { minSize, seed, ...run });
      if (found.segments.length === 0) {
        progress.clear();
        printWrapped(io, `${capitalized(found.reason)}.\nNothing was saved.\n`);
        return;
      }
      const model = await before.extend(found, run);
      progress.clear();
      await model.save(flags.out);
      printWrapped(io, `${capitalized(found.reason)}.\n${formatEdited(model, before)}\nSaved ${flags.out}.\n`);
    });
  return command;
}

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
