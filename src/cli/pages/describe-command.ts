import { Command } from "commander";
import { formatOutcomes } from "../../profiles";
import { loadSegments } from "../../segments";
import { formatModel, modelJson } from "../fit/format-model";
import { addLayerFlag, atLayer, type LayerFlags } from "../flags/layer-flag";
import { type CliIo, printJson, printWrapped } from "../terminal/io";
import { addPropertyFlags, outcomesOf, type PropertyFlags, readPropertiesFile } from "../users/property-flags";

interface DescribeFlags extends LayerFlags, PropertyFlags {
  json?: true;
  users?: string;
}

/** `seqment describe MODEL` */
export function describeCommand(io: CliIo): Command {
  const command = new Command("describe");
  command
    .description("print what each segment of a saved model does")
    .argument("<model>", "a model saved by seqment fit");
  addLayerFlag(command, "segments")
    .option("--json", "print the profiles and the report as JSON")
    .option("--users <file>", "the table of users that seqment fit --users wrote; needed for --properties");
  return addPropertyFlags(command).action(async (modelPath: string, flags: DescribeFlags) => {
    const model = await atLayer(await loadSegments(modelPath, { users: flags.users }), flags, io);
    const found = await outcomesOf(model, await readPropertiesFile(flags), flags, io);
    if (flags.json) printJson(io, { ...modelJson(model), ...(found && { outcomes: found }) });
    else printWrapped(io, formatModel(model) + (found ? `\n${formatOutcomes(found)}\n` : ""));
  });
}
