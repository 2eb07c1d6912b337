import { Command } from "commander";
import { formatOutcomes } from "../../profiles";
import { loadSegments } from "../../segments";
import { formatModel, modelJson } from "../fit/format-model";
import { atLayer } from "../flags/layer-flag";
import { wholeNumberFlag } from "../flags/reading-flags";
import { type CliIo, printJson, printWrapped } from "../terminal/io";
import { addPropertyFlags, outcomesOf, type PropertyFlags, readPropertiesFile } from "../users/property-flags";

interface DescribeFlags extends PropertyFlags {
  json?: true;
  layer?: number;
  users?: string;
}

/** `seqment describe MODEL` */
export function describeCommand(io: CliIo): Command {
  const command = new Command("describe")
    .description("print what each segment of a saved model does")
    .argument("<model>", "a model saved by seqment fit")
    .option(
      "--layer <n>",
      "at another depth: 1 is the coarsest; the text begins with the depths there are",
      wholeNumberFlag,
    )
    .option("--json", "print the profiles and the report as JSON")
    .option("--users <file>", "the model's table of users, as seqment fit --users wrote it, for --properties");
  return addPropertyFlags(command).action(async (modelPath: string, flags: DescribeFlags) => {
    const chosen = await loadSegments(modelPath, { users: flags.users });
    const model = flags.layer === undefined ? chosen : await atLayer(chosen, flags.layer, io);
    const found = await outcomesOf(model, await readPropertiesFile(flags), flags, io);
    if (flags.json) printJson(io, { ...modelJson(model), ...(found && { outcomes: found }) });
    else printWrapped(io, formatModel(model) + (found ? `\n${formatOutcomes(found)}\n` : ""));
  });
}
