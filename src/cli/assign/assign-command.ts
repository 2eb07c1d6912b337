import { Command } from "commander";
import { openSource } from "../../events/internal";
import { loadSegments, type SegmentModel } from "../../segments";
import { timedSteps } from "../../sequences/internal";
import { addLayerFlag, atLayer, type LayerFlags } from "../flags/layer-flag";
import { addLogFlags, checkReadingFlags, type ReadingFlags, readLog } from "../flags/reading-flags";
import { addModelPlaceFlags, type ModelPlaceFlags, modelPlace } from "../flags/sentence-flags";
import { type CliIo, complain, send } from "../terminal/io";
import { ASSIGNING, progressLine } from "../terminal/progress";
import { refuseFlags } from "../terminal/shell-words";
import { formatAnswer, withId } from "./format-answer";
import { LineAnswers } from "./line-answers";

interface AssignFlags extends LayerFlags, ReadingFlags, ModelPlaceFlags {
  input: string;
  json?: true;
  flush?: true;
  unfinished?: true;
}

/** `seqment assign MODEL --input FILE|-` */
export function assignCommand(io: CliIo): Command {
  const command = new Command("assign");
  command
    .description("assign sequences, or the users of an event log, to the segments of a saved model, one answer a line")
    .argument("<model>", "a model saved by seqment fit")
    .requiredOption("--input <file>", "plain or gzip, - for standard input");
  addLayerFlag(command, "answers")
    .option("--json", "print one JSON object a line")
    .option("--unfinished", "paths have only begun: predict where they will belong")
    .option("--flush", "write each answer before the next line is looked at");
  addModelPlaceFlags(addLogFlags(command).optionsGroup("Models fitted with Sentence-BERT:"))
    .addHelpText(
      "after",
      `
Without --user, --action and --time each line is a sequence: a JSON list of actions, or an object with such a list
"actions" and maybe an "id"; or actions between -> or, where there is none, between spaces. An id may stand before
them, with a tab between; for paths separated by spaces --id says so. A line that cannot be read is answered by an
error in its place, the others are assigned. Answers stand in the order of the lines and bear their ids.

With --user, --action and --time it is an event log, read as by seqment fit: one answer a user (or session, where the
model is one of sessions).

With --unfinished a path is read as a beginning, and the answer is where users who begin so end up: a segment or none
once it is more probable than all else together (0.5), "undecided" before. An answer stays until it falls below 0.4,
so that it does not go to and fro. seqment describe shows after how many actions answers come, and how many are right.

Examples:
  echo "START -> LEVEL_5_FAIL -> PURCHASE_BOOST" | seqment assign players.seqment --input -
  seqment assign players.seqment --input events.csv --user user_id --action event --time timestamp --json
  echo "START -> LEVEL_5_FAIL" | seqment assign players.seqment --input - --unfinished`,
    )
    .action(async (modelPath: string, flags: AssignFlags) => {
      const ofEvents = [flags.preset, flags.user, flags.action, flags.time].some((given) => given !== undefined);
      if (ofEvents) checkReadingFlags(command, [flags.input], flags);
      else refuseFlags(command, ONLY_OF_EVENTS, "is for event logs: add --user, --action and --time");
      const model = await atLayer(await loadSegments(modelPath, modelPlace(flags)), flags, io);
      await (ofEvents ? answerEvents(model, flags, io) : answerLines(model, flags, io));
    });
  return command;
}

const ONLY_OF_EVENTS = ["format", "timeUnit", "session", "value", "strict", "separator", "skipLines", "limit"];

async function answerLines(model: SegmentModel, flags: AssignFlags, io: CliIo): Promise<void> {
  const { input, json, flush, id, unfinished } = flags;
  const timed = timedSteps(model.sequences.rules.prepare);
  if (timed.length > 0) {
    const steps = timed.join(", ");
    complain(io, `seqment: lines have no times; they pass these steps of the model as they are: ${steps}\n`);
  }
  const settings = { json: json === true, flush: flush === true, named: id === true, complete: !unfinished };
  const answers = new LineAnswers(model, io, settings);
  const opening = { signal: io.signal, encoding: "utf-8", byLine: true } as const;
  const opened = await openSource(input === "-" ? io.stdin : input, opening);
  if (opened.kind === "bytes") for await (const chunk of opened.chunks) await answers.push(chunk);
  await answers.end();
  if (answers.unread > 0) {
    complain(io, `seqment: ${answers.unread} of ${answers.read} lines could not be read\n`);
  }
}

/** Users of a log that are answered together. */
const BATCH = 1000;

async function answerEvents(model: SegmentModel, flags: AssignFlags, io: CliIo): Promise<void> {
  const progress = progressLine(io, ASSIGNING);
  const run = { signal: io.signal, onProgress: progress.onProgress };
  const log = await readLog([flags.input], flags, io, run);
  const answers = await model.assign(log, { ...run, complete: !flags.unfinished });
  progress.clear();
  const json = flags.json === true;
  for (let from = 0; from < answers.length; from += flags.flush ? 1 : BATCH) {
    const batch = answers.slice(from, from + (flags.flush ? 1 : BATCH)).map((answer) => {
      const { id, ...rest } = answer as typeof answer & { id?: string };
      return `${withId(id, formatAnswer(rest as typeof answer, json), json)}\n`;
    });
    await send(io, batch.join(""));
  }
}
