import { Command } from "commander";
import { loadSegments } from "../../segments";
import { wholeNumberFlag } from "../flags/number-flags";
import { addModelPlaceFlags, type ModelPlaceFlags, modelPlace } from "../flags/sentence-flags";
import { type CliIo, send } from "../terminal/io";
import { refuseFlags } from "../terminal/shell-words";
import { addHttpFlags, HTTP_FLAGS, type HttpFlags } from "./serve-flags";
import { untilParentEnds } from "./until-parent-ends";

interface StdioFlags extends ModelPlaceFlags {
  stdio?: true;
  maxFrameBytes?: number | undefined;
  maxPaths?: number | undefined;
}

const STDIO_FLAGS = ["maxFrameBytes", "maxPaths"];

/** `seqment serve MODEL` over HTTP, and with `--stdio` over pipes. */
export function serveCommand(io: CliIo): Command {
  const command = new Command("serve");
  command
    .description("serve a saved model to other programs, over HTTP or pipes")
    .argument("<model>", "a model saved by seqment fit, or a registry (a folder or a store), whose champion is served");
  addHttpFlags(command)
    .optionsGroup("Over pipes:")
    .option("--stdio", "frames on standard input and output, until the input or the parent process ends")
    .option("--max-frame-bytes <n>", "longest request; default: 67108864", wholeNumberFlag)
    .option("--max-paths <n>", "most paths in a request; default: 100000", wholeNumberFlag);
  return addModelPlaceFlags(command.optionsGroup("Models fitted with Sentence-BERT:"))
    .addHelpText(
      "after",
      `
Over HTTP: POST /assign, /explain, /events; GET and DELETE /users/ID; GET /segments, /report, /metrics, /healthz,
/readyz, and /openapi.json, which describes them all. This needs fastify (npm install fastify), and ioredis or pg if
users or models are kept in Redis or PostgreSQL. When the file changes or another model is promoted, the new one is
used; SIGHUP makes it look at once. SIGTERM ends the service: it accepts no more connections, answers the open
requests, and closes the store.

Over pipes, a frame is the length of its body (4 bytes, unsigned, little-endian), and the body: JSON in UTF-8. The
first frame is {"protocol": 1, "model": SHA-256, "segments": [...]}, or says why there is no model. Then each
request {"paths": [["START", "PAY"]]} is answered, in order, by {"answers": [...]} or {"error": {"name", "message"}};
with "complete": false the paths are beginnings.

Examples:
  seqment serve players.seqment --store redis://localhost:6379 --port 8080
  seqment serve sqlite:models.db --store sqlite:users.db
  seqment serve players.seqment --stdio`,
    )
    .action(async (modelPath: string, { stdio, maxFrameBytes, maxPaths, ...flags }: StdioFlags & HttpFlags) => {
      if (stdio) {
        refuseFlags(command, HTTP_FLAGS, "is for the service over HTTP: leave out --stdio");
        return serveStdio(modelPath, { maxFrameBytes, maxPaths, ...flags }, io);
      }
      refuseFlags(command, STDIO_FLAGS, "is for pipes: add --stdio");
      const { serveHttp } = await import("./serve-http");
      return serveHttp(modelPath, flags, io);
    });
}

async function serveStdio(modelPath: string, flags: StdioFlags, io: CliIo): Promise<void> {
  const { errorFrame, serveFrames } = await import("../../serving/internal");
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
