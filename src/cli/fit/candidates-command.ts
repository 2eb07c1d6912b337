import { Command, Option } from "commander";
import {
  type CompareEmbeddingsOptions,
  compareEmbeddings,
  type FitSegmentsOptions,
  formatComparison,
} from "../../segments";
import { readConfig, withFlags } from "../config/read-config";
import { wholeNumberFlag } from "../flags/number-flags";
import { addPrepareFlags, type PrepareFlags, preparation } from "../flags/prepare-flags";
import { addReadingFlags, checkReadingFlags, LOG_FILES, type ReadingFlags } from "../flags/reading-flags";
import { readLog, sequenceOptions } from "../reading/read-log";
import { type CliIo, print } from "../terminal/io";
import { CHOOSING, progressLine } from "../terminal/progress";

interface CandidatesFlags extends PrepareFlags, ReadingFlags {
  effort?: "quick" | "thorough";
  timeBudget?: string;
  seed?: number;
  workers?: number;
  config?: string;
  as?: "text" | "markdown" | "json";
}

/** `seqment candidates FILE` */
export function candidatesCommand(io: CliIo): Command {
  const command = new Command("candidates");
  command
    .description("compare the candidates that fit chooses from, on your own log")
    .argument("[files...]", `${LOG_FILES}; or one sequence per line`);
  addPrepareFlags(addReadingFlags(command))
    .optionsGroup("Run:")
    .addOption(new Option("--effort <effort>", "size of the sample").choices(["quick", "thorough"]))
    .option(
      "--time-budget <duration>",
      "stop trying candidates after this time, such as 30s; the result then depends on the machine",
    )
    .option("--seed <n>", "seed of all random numbers", wholeNumberFlag)
    .option("--workers <n>", "threads; the result does not depend on it", wholeNumberFlag)
    .option("--config <file>", "JSON file of settings, as seqment fit reads it; flags take precedence")
    .addOption(new Option("--as <format>", "how the table is printed").choices(["text", "markdown", "json"]))
    .addHelpText(
      "after",
      `
Examples:
  seqment candidates events.csv --user user_id --action event --time timestamp
  seqment candidates paths.txt --format sequences --separator " -> " --as markdown`,
    )
    .action(async (files: string[], given: CandidatesFlags) => {
      const config = await readConfig(command, given.config);
      const read = { ...config.reading, ...given } as CandidatesFlags;
      checkReadingFlags(command, files, read);
      const flags = { ...read, steps: await preparation(command, read) };
      const progress = progressLine(io, CHOOSING);
      const run = { onProgress: progress.onProgress, signal: io.signal };
      const input = await readLog(files, flags, io, run);
      const { effort, timeBudget, seed, workers } = flags;
      const comparison = await compareEmbeddings(input, {
        ...withFlags(settingsOf(config.options), { ...sequenceOptions(flags), effort, timeBudget, seed, workers }),
        ...run,
      });
      progress.clear();
      print(io, formatComparison(comparison, { format: flags.as }));
    });
  return command;
}

/** What the comparison takes of the settings of a fit. */
function settingsOf({ sequences, effort, timeBudget, seed, workers }: FitSegmentsOptions): CompareEmbeddingsOptions {
  return { sequences, effort, timeBudget, seed, workers };
}
