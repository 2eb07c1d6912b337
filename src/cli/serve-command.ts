import { Command } from "commander";
import { loadSegments } from "../segments";
import { type CliIo, send } from "./io";
import { wholeNumberFlag } from "./reading-flags";
import { addModelPlaceFlags, type ModelPlaceFlags, modelPlace } from "./sentence-flags";
import { untilParentEnds } from "./until-parent-ends";

interface ServeFlags extends ModelPlaceFlags {
  stdio?: true;
  maxFrameBytes?: number;
  maxPaths?: number;
}

/** `seqment serve MODEL --stdio` */
export function serveCommand(io: CliIo): Command {
  const command = new Command("serve");
  command
    .description("answer other programs by a saved model")
    .argument("<model>", "a model saved by seqment fit")
    .optionsGroup("Over pipes:")
    .option("--stdio", "frames on standard input and output, until the input or the parent process ends")
    .option("--max-frame-bytes <n>", "longest request; default: 67108864", wholeNumberFlag)
    .option("--max-paths <n>", "most paths of a request; default: 100000", wholeNumberFlag);
  return addModelPlaceFlags(command.optionsGroup("Models fitted with Sentence-BERT:"))
    .addHelpText(
      "after",
      `
A frame is the length of its body (4 bytes, unsigned, little-endian), and the body: JSON in UTF-8. The first frame
greets: {"protocol": 1, "model": SHA-256, "segments": [...]}, or tells why there is no model. Then each request
{"paths": [["START", "PAY"]]} is answered, in order, by {"answers": [...]} or {"error": {"name", "message"}}; with
"complete": false the paths have only begun.

Example:
  seqment serve players.seqment --stdio`,
    )
    .action(async (modelPath: string, flags: ServeFlags) => {
      if (!flags.stdio) command.error("error: give --stdio");
      await serveStdio(modelPath, flags, io);
    });
}

async function serveStdio(modelPath: string, flags: ServeFlags, io: CliIo): Promise<void> {
  const { errorFrame, serveFrames } = await import("../serving/internal");
  using parent = untilParentEnds(io.signal);
  const { signal } = parent;
  const write = (frame: Uint8Array) => send({ ...io, signal }, frame);
  let model: Awaited<ReturnType<typeof loadSegments>>;
  try {
    model = await loadSegments(modelPath, modelPlace(flags));
  } catch (error) {
    await write(errorFrame(error));
    throw error;
  }
  const { maxFrameBytes, maxPaths } = flags;
  await serveFrames(model, { input: io.stdin, write }, { maxFrameBytes, maxPaths, signal });
}
