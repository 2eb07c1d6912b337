import { Command } from "commander";
import { percentText, printable } from "../../core/internal";
import { loadSegments, type SegmentModel, type UserOfModel } from "../../segments";
import { segmentFlag } from "../edit/segment-flag";
import { addLayerFlag, atLayer, type LayerFlags } from "../flags/layer-flag";
import { type CliIo, print, printJson, send } from "../terminal/io";
import { prepareOutput } from "../terminal/output-file";

interface UsersFlags extends LayerFlags {
  users?: string;
  segment?: string;
  out?: string;
  json?: true;
}

/** `seqment users MODEL --users FILE` */
export function usersCommand(io: CliIo): Command {
  const command = new Command("users")
    .description("list the users of a saved model: who is in which segment, how surely, and why")
    .argument("<model>", "a model saved by seqment fit")
    .option(
      "--users <file>",
      "the table of users that seqment fit --users wrote; the model itself contains no user ids",
    )
    .option(
      "--segment <segment>",
      "list one segment only: its number as shown, its name or its id; none for users in no segment",
    );
  return addLayerFlag(command, "segments")
    .option("--out <file>", "write the table here: CSV, or JSON or Parquet if the name ends in .json or .parquet")
    .option("--json", "print the rows as JSON")
    .addHelpText(
      "after",
      `
Each line is a user: id, segment, nearest segment if it is another one, confidence, and why.

Examples:
  seqment users players.seqment --users users.csv --segment 2
  seqment users players.seqment --users users.csv --segment none --out outside.csv`,
    )
    .action(async (modelPath: string, flags: UsersFlags) => {
      const model = await atLayer(await loadSegments(modelPath, { users: flags.users }), flags, io);
      if (model.ids === undefined && model.report.events !== undefined) {
        throw new RangeError(
          "--users is missing: give the table that seqment fit --users wrote, because the model contains no user ids",
        );
      }
      const segment = flags.segment === undefined ? undefined : askedSegment(model, flags.segment);
      if (flags.out !== undefined) await prepareOutput("--out", flags.out);
      if (flags.out !== undefined) {
        await model.saveUsers(flags.out, { segment });
        print(io, `Saved ${flags.out}.\n`);
        return;
      }
      const rows = await model.users({ segment });
      if (flags.json) printJson(io, rows);
      else
        for (let from = 0; from < rows.length; from += BATCH) await send(io, linesOf(rows.slice(from, from + BATCH)));
    });
}

/** Users whose lines are written together. */
const BATCH = 1000;

function askedSegment(model: SegmentModel, text: string): number {
  return text === "none" ? -1 : segmentFlag(model, "--segment", text);
}

function linesOf(rows: readonly UserOfModel[]): string {
  return rows.map((row) => `${columnsOf(row).map(printable).join("\t")}\n`).join("");
}

function columnsOf({ id, number, name, nearest_name, nearest_confidence, status, why }: UserOfModel): string[] {
  const chosen = number === null ? "none" : `${number} ${name}`;
  const sure = nearest_confidence === null ? "" : percentText(nearest_confidence);
  const near = status === "noise" && nearest_name !== null ? `nearest ${nearest_name}` : status;
  return [String(id), chosen, near, sure, why];
}
