import { Command } from "commander";
import { loadSegments } from "../segments";
import { formatModel, modelJson } from "./format-model";
import { type CliIo, printJson, printWrapped } from "./io";

/** `seqment describe MODEL` */
export function describeCommand(io: CliIo): Command {
  return new Command("describe")
    .description("print what each segment of a saved model does")
    .argument("<model>", "a model saved by seqment fit")
    .option("--json", "print the profiles and the report as JSON")
    .action(async (modelPath: string, options: { json?: true }) => {
      const model = await loadSegments(modelPath);
      if (options.json) printJson(io, modelJson(model));
      else printWrapped(io, formatModel(model));
    });
}
