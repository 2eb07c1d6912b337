import { Command } from "commander";
import { openSource } from "../../events/internal";
import { loadSegments, type SegmentModel } from "../../segments";
import { timedSteps } from "../../sequences/internal";
import { addLayerFlag, atLayer, type LayerFlags } from "../flags/layer-flag";
import { addLogFlags, checkReadingFlags, type ReadingFlags } from "../flags/reading-flags";
import { addModelPlaceFlags, type ModelPlaceFlags, modelPlace } from "../flags/sentence-flags";
import { readLog } from "../reading/read-log";
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
    .description(
      "assign sequences, or the users of an event log, to the segments of a saved model; one answer per line",
    )
    .argument("<model>", "a model saved by seqment fit")
    .option("--input <file>", "event log or file of sequences, plain or gzip; - for standard input; required")
    .allowExcessArguments();
  addLayerFlag(command, "answers")
    .option("--json", "print one JSON object per line")
    .option("--unfinished", "paths are not complete yet: predict the segment of the whole path")
    .option("--flush", "write each answer before the next line is read");
  addModelPlaceFlags(addLogFlags(command).optionsGroup("Models fitted with Sentence-BERT:"))
    .addHelpText(
      "after",
      `
With --user, --action and --time the input is an event log, read as by seqment fit. There is one answer for each user,
or for each session if the model is one of sessions.

Without these flags each line is a sequence: actions with -> between them (or spaces, if there is no ->), a JSON list of
actions, or a JSON object with "actions" and optionally "id". A line may begin with an id and a tab; if its actions are
separated by spaces, add --id. A line that cannot be read gets an error as its answer; the others are assigned. Answers
are in the order of the lines and carry the ids.

With --unfinished each path is taken as a beginning, and the answer predicts the segment of the whole path. It is
"undecided" until one segment (or none) is more probable than all others together (0.5). An answer is kept until its
probability falls below 0.4, so that it does not flip back and forth. seqment describe shows after how many actions
answers come, and how many of them are right.

An answer has these columns, separated by tabs: the id if there is one, the segment, its confidence, the reason, and
after "else" the nearest other segments with their closeness (with --unfinished: their probability).

Examples:
  seqment assign players.seqment --input events.csv --user user_id --action event --time timestamp
  echo "START -> LEVEL_5_FAIL -> PURCHASE_BOOST" | seqment assign players.seqment --input -
  echo "START -> LEVEL_5_FAIL" | seqment assign players.seqment --input - --unfinished`,
    )
    .action(async (modelPath: string, given: Partial<AssignFlags>) => {
      const flags = withInput(command, given);
      const ofEvents = [flags.preset, flags.user, flags.action, flags.time].some((given) => given !== undefined);
      if (ofEvents) checkReadingFlags(command, [flags.input], flags, "Without these flags each line is a sequence");
      else refuseFlags(command, ONLY_OF_EVENTS, "is for event logs: add --user, --action and --time");
      const model = await atLayer(await loadSegments(modelPath, modelPlace(flags)), flags, io);
      await (ofEvents ? answerEvents(model, flags, io) : answerLines(model, flags, io));
    });
  return command;
}

/** @throws CommanderError where there is no input, with the command that names it; other commands take files as arguments. */
function withInput(command: Command, { input, ...flags }: Partial<AssignFlags>): AssignFlags {
  const [model, file, ...more] = command.args;
  if (input !== undefined && file === undefined) return { input, ...flags };
  if (input === undefined) {
    const right = `seqment assign ${model} --input ${file ?? "FILE"}`;
    command.error(`error: --input is missing: ${right} (for an event log also --user, --action and --time)`);
  }
  command.error(`error: assign reads one file, that of --input, got ${[file, ...more].join(" ")} too`);
}

/** Actions of the model that a message names. */
const SOME = 3;

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
  if (answers.read > answers.unread && !answers.known) {
    const some = model.sequences.vocabulary.actions.slice(0, SOME).join(", ");
    complain(io, `seqment: no line has an action that the model knows, such as ${some}; -> separates actions\n`);
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
