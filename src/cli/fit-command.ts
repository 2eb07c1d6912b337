import { Command, Option } from "commander";
import { fitSegments } from "../segments";
import { formatOverview, modelJson } from "./format-model";
import { type CliIo, print, printJson, progressLine } from "./io";
import { addModelFlags, type ModelFlags, modelOptions } from "./model-flags";
import { prepareOutput } from "./output-file";
import {
  addReadingFlags,
  type ReadingFlags,
  readLog,
  refuseReadingFlags,
  sequenceOptions,
  wholeNumberFlag,
} from "./reading-flags";

interface FitFlags extends ModelFlags, ReadingFlags {
  effort?: "quick" | "thorough";
  timeBudget?: string;
  seed?: number;
  workers?: number;
  out?: string;
  json?: true;
}

/** `seqment fit FILE` */
export function fitCommand(io: CliIo): Command {
  const command = new Command("fit");
  command
    .description("find segments in an event log, or in a file of sequences, and save the model")
    .argument("<file>", "CSV or NDJSON events, or sequences one a line; plain or gzip");
  addModelFlags(addReadingFlags(command))
    .optionsGroup("Run:")
    .addOption(new Option("--effort <effort>", "how far the automatic choice goes").choices(["quick", "thorough"]))
    .option(
      "--time-budget <duration>",
      "try no other candidate after, such as 30s; the result then depends on the machine",
    )
    .option("--seed <n>", "seed of the random start", wholeNumberFlag)
    .option("--workers <n>", "threads; the result does not depend on it", wholeNumberFlag)
    .option("--out <file>", "save the model here")
    .option("--json", "print the profiles and the report as JSON")
    .addHelpText(
      "after",
      `
An option of one method needs that method: --min-samples 5 --clustering hdbscan.

Examples:
  seqment fit events.csv --user user_id --action event --time timestamp --out players.seqment
  seqment fit paths.txt --format sequences --separator " -> " --out paths.seqment`,
    )
    .action(async (file: string, flags: FitFlags) => {
      refuseReadingFlags(command, flags);
      const options = await modelOptions(command, flags);
      if (flags.out !== undefined) await prepareOutput("--out", flags.out);
      const progress = progressLine(io);
      const run = { onProgress: progress.onProgress, signal: io.signal };
      const input = await readLog(file, flags, run);
      const { effort, timeBudget, seed, workers } = flags;
      const model = await fitSegments(input, {
        ...sequenceOptions(flags),
        ...options,
        ...{ effort, timeBudget, seed, workers },
        ...run,
      });
      progress.clear();
      if (flags.out !== undefined) await model.save(flags.out);
      if (flags.json) printJson(io, modelJson(model));
      else print(io, formatOverview(model) + (flags.out === undefined ? "" : savedText(flags.out)));
    });
  return command;
}

function savedText(path: string): string {
  return `\nSaved to ${path}; seqment describe ${path} tells more of each segment.\n`;
}
