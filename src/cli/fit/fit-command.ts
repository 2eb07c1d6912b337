import { Command, Option } from "commander";
import { formatOutcomes } from "../../profiles";
import { fitSegments, type SegmentModel } from "../../segments";
import { readConfig, withFlags } from "../config/read-config";
import { addGuideFlags, type GuideFlags, guideOptions } from "../flags/guide-flags";
import { atLayer, type LayerFlags } from "../flags/layer-flag";
import { addModelFlags, type ModelFlags, modelOptions } from "../flags/model-flags";
import { wholeNumberFlag } from "../flags/number-flags";
import { addPrepareFlags, type PrepareFlags, preparation } from "../flags/prepare-flags";
import { addReadingFlags, checkReadingFlags, LOG_FILES, type ReadingFlags } from "../flags/reading-flags";
import { readLog, sequenceOptions } from "../reading/read-log";
import { type CliIo, printJson, printWrapped } from "../terminal/io";
import { prepareOutput } from "../terminal/output-file";
import { progressLine } from "../terminal/progress";
import { refuseFlags } from "../terminal/shell-words";
import { addPropertyFlags, outcomesOf, type PropertyFlags, readPropertiesFile } from "../users/property-flags";
import { addFeatureFlags, type FeatureFlags, fitFeatures } from "./fit-features";
import { formatOverview, modelJson } from "./format-model";
import { addMlflowFlags, checkMlflowFlags, logToMlflow, type MlflowFlags } from "./mlflow-flags";

interface FitFlags
  extends FeatureFlags,
    GuideFlags,
    LayerFlags,
    MlflowFlags,
    ModelFlags,
    PrepareFlags,
    PropertyFlags,
    ReadingFlags {
  effort?: "quick" | "thorough";
  timeBudget?: string;
  minPathMembers?: number;
  seed?: number;
  workers?: number;
  config?: string;
  out?: string;
  users?: string;
  json?: true;
}

/** `seqment fit FILE` */
export function fitCommand(io: CliIo): Command {
  const command = new Command("fit");
  command
    .description("find segments in an event log, or in a file of sequences, and save the model")
    .argument("[files...]", `${LOG_FILES}; or one sequence per line`);
  addMlflowFlags(
    addPropertyFlags(addFeatureFlags(addGuideFlags(addModelFlags(addPrepareFlags(addReadingFlags(command)))))),
  )
    .optionsGroup("Run:")
    .addOption(new Option("--effort <effort>", "how thorough the automatic choice is").choices(["quick", "thorough"]))
    .option(
      "--time-budget <duration>",
      "stop trying candidates after this time, such as 30s; the result then depends on the machine",
    )
    .option("--seed <n>", "seed of all random numbers", wholeNumberFlag)
    .option("--min-path-members <n>", "hide the actions of paths that fewer users took", wholeNumberFlag)
    .option("--workers <n>", "threads; the result does not depend on it", wholeNumberFlag)
    .option("--config <file>", "JSON file of settings; flags take precedence")
    .option("--layer <n>", "show and save the segments at another level of detail: 1 is the coarsest", wholeNumberFlag)
    .option("--out <file>", "save the model here")
    .option(
      "--users <file>",
      "write the table of users here, for seqment users: CSV, or JSON or Parquet if the name ends in .json or .parquet",
    )
    .option("--json", "print the profiles and the report as JSON")
    .addHelpText(
      "after",
      `
seqment inspect FILE guesses the columns of a log and prints the fit command for it.

A flag described as "hdbscan: ..." needs that method: --clustering hdbscan --min-samples 5. The file of
--config has the options of fitSegments, and under "reading" the flags of "Reading": see docs/config.schema.json.

Examples:
  seqment fit events.csv --user user_id --action event --time timestamp --out players.seqment
  seqment fit exports/ --preset amplitude --out players.seqment
  seqment fit --sql "from 'events/*.parquet'" --user user_id --action event --time timestamp --out players.seqment
  seqment fit paths.txt --format sequences --separator " -> " --out paths.seqment
  seqment fit events.csv --user user_id --action event --time timestamp \\
    --mlflow http://127.0.0.1:5000 --experiment players
  seqment fit --features customers.csv --by customer_id --clustering kmeans --page segments.html
  seqment fit events.csv --user user_id --action event --time timestamp --features spending.csv --by user_id`,
    )
    .action(async (files: string[], given: FitFlags) => {
      const config = await readConfig(command, given.config);
      const read = { ...config.reading, ...given } as FitFlags;
      const onlyFigures = read.features !== undefined && files.length === 0 && read.sql === undefined;
      if (read.features === undefined) refuseFlags(command, ["by", "page"], "needs --features");
      if (!onlyFigures) checkReadingFlags(command, files, read);
      const flags = { ...read, steps: await preparation(command, read) };
      const options = await modelOptions(command, flags, config.options);
      const tracked = checkMlflowFlags(command, flags);
      if (read.features !== undefined) {
        refuseFlags(command, ["layer"], "is for models of paths, not of --features");
        if (tracked) command.error("error: --mlflow logs models of paths, not of --features");
        const all = withFlags(config.options, { ...sequenceOptions(flags), ...options });
        return fitFeatures(command, files, flags, all, io);
      }
      const properties = await readPropertiesFile(flags);
      const guide = await guideOptions(command, flags);
      if (flags.out !== undefined) await prepareOutput("--out", flags.out);
      if (flags.users !== undefined) await prepareOutput("--users", flags.users);
      const progress = progressLine(io);
      const run = { onProgress: progress.onProgress, signal: io.signal };
      const input = await readLog(files, flags, io, run);
      const { effort, timeBudget, minPathMembers, seed, workers } = flags;
      const chosen = await fitSegments(input, {
        ...withFlags(config.options, {
          ...sequenceOptions(flags),
          ...options,
          ...(guide && { guide }),
          ...{ effort, timeBudget, minPathMembers, seed, workers },
        }),
        ...run,
      });
      const model = await layerOrAll(chosen, flags, io);
      progress.clear();
      if (flags.out !== undefined) await model.save(flags.out);
      const found = await outcomesOf(model, properties, flags, io);
      if (flags.users !== undefined) await model.saveUsers(flags.users, { properties });
      const logged = tracked ? await logToMlflow(model, flags, io) : "";
      if (flags.json) printJson(io, { ...modelJson(model), ...(found && { outcomes: found }) });
      else {
        const outcomesText = found ? `\n${formatOutcomes(found)}\n` : "";
        const saved = flags.out === undefined ? NOT_SAVED : savedText(flags.out);
        printWrapped(io, formatOverview(model) + outcomesText + saved + logged);
      }
    });
  return command;
}

/** The model at the layer asked for; where there is no such layer, nothing of the work is lost. */
async function layerOrAll(chosen: SegmentModel, flags: FitFlags, io: CliIo): Promise<SegmentModel> {
  try {
    return await atLayer(chosen, flags, io);
  } catch (error) {
    if (!(error instanceof RangeError) || flags.out === undefined) throw error;
    await chosen.save(flags.out);
    throw new RangeError(`${error.message}; the model with all its layers was saved to ${flags.out}`);
  }
}

const NOT_SAVED = "\nThe model was not saved: --out model.seqment saves it.\n";

function savedText(path: string): string {
  return `\nSaved to ${path}. seqment describe ${path} shows more of each segment, seqment report ${path} writes a page.\n`;
}
