import { Command } from "commander";
import { loadSegments } from "../segments";
import { formatModel, modelJson } from "./format-model";
import { type CliIo, printJson, printWrapped } from "./io";
import { atLayer } from "./layer-flag";
import { wholeNumberFlag } from "./reading-flags";

/** `seqment describe MODEL` */
export function describeCommand(io: CliIo): Command {
  return new Command("describe")
    .description("print what each segment of a saved model does")
    .argument("<model>", "a model saved by seqment fit")
    .option("--layer <n>", "at another depth: 1 is the coarsest; those there are stand at its head", wholeNumberFlag)
    .option("--json", "print the profiles and the report as JSON")
    .action(async (modelPath: string, options: { json?: true; layer?: number }) => {
      const chosen = await loadSegments(modelPath);
      const model = options.layer === undefined ? chosen : await atLayer(chosen, options.layer, io);
      if (options.json) printJson(io, modelJson(model));
      else printWrapped(io, formatModel(model));
    });
}
