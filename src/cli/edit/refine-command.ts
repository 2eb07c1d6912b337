import { Command } from "commander";
import { loadSegments } from "../../segments";
import { wholeNumberFlag } from "../flags/number-flags";
import { type CliIo, printWrapped } from "../terminal/io";
import { prepareOutput } from "../terminal/output-file";
import { progressLine } from "../terminal/progress";
import { formatParts } from "./format-edit";
import { findSegment, segmentFlag } from "./segment-flag";

interface RefineFlags {
  segments?: number;
  anyway?: true;
  seed?: number;
  out: string;
}

/** `seqment refine MODEL SEGMENT --out NEW` */
export function refineCommand(io: CliIo): Command {
  return new Command("refine")
    .description("split a segment of a saved model, if its members are of several kinds")
    .argument("<model>", "a model saved by seqment fit, edit or refine")
    .argument("<segment>", "its number as shown, its name or its id; for a part its id, such as s3.1")
    .option("--segments <n>", "number of parts; default: chosen by the data", wholeNumberFlag)
    .option("--anyway", "split even if the members are of one kind")
    .option("--seed <n>", "seed of all random numbers", wholeNumberFlag)
    .requiredOption("--out <file>", "where the model with the parts is saved")
    .addHelpText("after", "\nExample:\n  seqment refine players.seqment 3 --out deeper.seqment")
    .action(async (modelPath: string, text: string, { segments, anyway, seed, out }: RefineFlags) => {
      const model = await loadSegments(modelPath);
      await prepareOutput("--out", out);
      const isPart = findSegment(model, text) === undefined && text.includes(".");
      const segment = isPart ? text : segmentFlag(model, "the segment", text);
      const progress = progressLine(io);
      const clustering = segments === undefined ? undefined : { segments };
      const run = { onProgress: progress.onProgress, signal: io.signal };
      const refined = await model.refine(segment, { clustering, anyway, seed, projection: false, ...run });
      progress.clear();
      if (!refined.isSplit) {
        printWrapped(io, `Not split: ${refined.reason}\nNothing was saved.\n`);
        return;
      }
      await refined.model.save(out);
      const done = [`Done: ${refined.model.edits.at(-1)!.text}.`, refined.reason, ...formatParts(refined.model)];
      printWrapped(io, `${done.join("\n")}\nSaved ${out}.\n`);
    });
}
