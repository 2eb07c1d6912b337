import { Command, Option } from "commander";
import { compareEmbeddings, formatComparison } from "../segments";
import { type CliIo, print, progressLine } from "./io";
import { addPrepareFlags, type PrepareFlags, preparation } from "./prepare-flags";
import {
  addReadingFlags,
  checkReadingFlags,
  LOG_FILES,
  type ReadingFlags,
  readLog,
  sequenceOptions,
  wholeNumberFlag,
} from "./reading-flags";

interface CandidatesFlags extends PrepareFlags, ReadingFlags {
  effort?: "quick" | "thorough";
  timeBudget?: string;
  seed?: number;
  workers?: number;
  as?: "text" | "markdown" | "json";
}

/** `seqment candidates FILE` */
export function candidatesCommand(io: CliIo): Command {
  const command = new Command("candidates");
  command
    .description("compare the candidates that fit chooses from, on your own log")
    .argument("[files...]", `${LOG_FILES}; or sequences one a line`);
  addPrepareFlags(addReadingFlags(command))
    .optionsGroup("Run:")
    .addOption(new Option("--effort <effort>", "how large the sample").choices(["quick", "thorough"]))
    .option(
      "--time-budget <duration>",
      "try no other candidate after, such as 30s; the result then depends on the machine",
    )
    .option("--seed <n>", "seed of the random start", wholeNumberFlag)
    .option("--workers <n>", "threads; the result does not depend on it", wholeNumberFlag)
    .addOption(new Option("--as <format>", "how the table is printed").choices(["text", "markdown", "json"]))
    .addHelpText(
      "after",
      `
Examples:
  seqment candidates events.csv --user user_id --action event --time timestamp
  seqment candidates paths.txt --format sequences --separator " -> " --as markdown`,
    )
    .action(async (files: string[], given: CandidatesFlags) => {
      checkReadingFlags(command, files, given);
      const flags = { ...given, steps: await preparation(command, given) };
      const progress = progressLine(io);
      const run = { onProgress: progress.onProgress, signal: io.signal };
      const input = await readLog(files, flags, io, run);
      const { effort, timeBudget, seed, workers } = flags;
      const comparison = await compareEmbeddings(input, {
        ...sequenceOptions(flags),
        ...{ effort, timeBudget, seed, workers },
        ...run,
      });
      progress.clear();
      print(io, formatComparison(comparison, { format: flags.as }));
    });
  return command;
}
