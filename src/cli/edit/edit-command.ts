import { Command, Option } from "commander";
import { loadSegments, type SegmentEdits, type SegmentModel } from "../../segments";
import { type CliIo, printWrapped } from "../terminal/io";
import { prepareOutput } from "../terminal/output-file";
import { EDITING, progressLine } from "../terminal/progress";
import { refuseFlags } from "../terminal/shell-words";
import { answersFlag, formatAnswers } from "./answers-flag";
import { formatEdited } from "./format-edit";
import { renameFlag, segmentsFlag } from "./segment-flag";

interface EditFlags {
  rename?: string[];
  merge?: string[];
  dissolve?: string[];
  order?: string;
  leftOver?: "nearest" | "none";
  answers?: string;
  answeredNo?: "keep" | "dissolve";
  undo?: true;
  out: string;
}

const EDITS = ["rename", "merge", "dissolve", "order"] as const;
const ALL_EDITS = [...EDITS, "leftOver", "answers", "answeredNo"] as const;

/** `seqment edit MODEL --out NEW` */
export function editCommand(io: CliIo): Command {
  const several = (flags: string, description: string) =>
    new Option(flags, description).argParser((value: string, all: string[] = []) => [...all, value]);
  const command = new Command("edit")
    .description("rename, merge, dissolve or order the segments of a saved model")
    .argument("<model>", "a model saved by seqment fit or seqment edit")
    .addOption(
      several(
        "--rename <segment=name>",
        "new name of a segment; refer to a segment by its number as shown, its name or its id",
      ),
    )
    .addOption(
      several("--merge <segments>", "segments to merge into one, such as 1,5; repeat the flag for another group"),
    )
    .addOption(several("--dissolve <segments>", "segments to remove; their members move to the segments that stay"))
    .option("--order <segments>", "segments to number first, in this order; others follow")
    .addOption(
      new Option("--left-over <where>", "where the members of dissolved segments go").choices(["nearest", "none"]),
    )
    .option("--answers <file>", "filled-in answers of seqment cards: new names, and segments nobody wants")
    .addOption(
      new Option("--answered-no <what>", "what to do with segments answered no; default: keep").choices([
        "keep",
        "dissolve",
      ]),
    )
    .option("--undo", "undo the last edit instead")
    .requiredOption("--out <file>", "where the edited model is saved")
    .addHelpText(
      "after",
      '\nExample:\n  seqment edit players.seqment --rename 3="Whales" --merge 1,5 --out edited.seqment',
    );
  return command.action(async (modelPath: string, flags: EditFlags) => {
    if (flags.undo) refuseFlags(command, ALL_EDITS, "cannot be combined with --undo");
    if (flags.answers !== undefined) refuseFlags(command, EDITS, "cannot be combined with --answers");
    else refuseFlags(command, ["answeredNo"], "needs --answers");
    const before = await loadSegments(modelPath);
    await prepareOutput("--out", flags.out);
    const answers = flags.answers === undefined ? undefined : await answersFlag(before, flags.answers, flags);
    if (answers) printWrapped(io, formatAnswers(answers));
    if (answers && answers.edits === undefined) {
      printWrapped(io, "Nothing changes, so nothing was saved.\n");
      return;
    }
    const progress = progressLine(io, EDITING);
    const run = { onProgress: progress.onProgress, signal: io.signal };
    const edited = flags.undo ? undoing(before, modelPath) : before.edit(answers?.edits ?? editsOf(before, flags), run);
    const model = await Promise.resolve(edited).catch((error: unknown) => {
      throw inFlags(error);
    });
    progress.clear();
    await model.save(flags.out);
    const done = flags.undo ? `Undone: ${before.edits.at(-1)!.text}.` : `Done: ${model.edits.at(-1)!.text}.`;
    printWrapped(io, `${done}\n${formatEdited(model, before)}\nSaved ${flags.out}.\n`);
  });
}

function undoing(model: SegmentModel, path: string): SegmentModel {
  if (model.edits.length === 0) throw new RangeError(`--undo expected a model that was edited, got ${path}`);
  return model.undo();
}

/** What the flags say, as `edit` takes it. */
function editsOf(model: SegmentModel, { rename, merge, dissolve, order, leftOver }: EditFlags): SegmentEdits {
  const list = (flag: string) => (text: string) => segmentsFlag(model, flag, text);
  const names = new Map<number, string>();
  for (const text of rename ?? []) {
    const [segment, name] = renameFlag(model, "--rename", text);
    if (names.has(segment)) throw new RangeError(`--rename expected each segment once, got ${JSON.stringify(text)}`);
    names.set(segment, name);
  }
  return {
    rename: rename && Object.fromEntries(names),
    merge: merge?.map(list("--merge")),
    dissolve: dissolve?.flatMap(list("--dissolve")),
    order: order === undefined ? undefined : list("--order")(order),
    leftOver,
  };
}

/** An error of the library that names the flag where it names a part of the edit: `"merge[0][1]"`. */
function inFlags(error: unknown): unknown {
  if (!(error instanceof RangeError || error instanceof TypeError)) return error;
  const message = error.message
    .replace(/^"(rename|merge|dissolve|order)[^"]*"/, "--$1")
    .replace(/^"leftOver"/, "--left-over");
  return message === error.message ? error : new RangeError(message, { cause: error });
}
