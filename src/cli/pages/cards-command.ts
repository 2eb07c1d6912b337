import { Command } from "commander";
import { loadSegments } from "../../segments";
import { writeAtomically } from "../../segments/internal";
import { wholeNumberFlag } from "../flags/number-flags";
import { type CliIo, print } from "../terminal/io";
import { prepareOutput } from "../terminal/output-file";

interface CardsFlags {
  out: string;
  answers?: string;
  title?: string;
  question?: string;
  minPathMembers?: number;
}

/** `seqment cards MODEL` */
export function cardsCommand(io: CliIo): Command {
  return new Command("cards")
    .description("write a saved model as cards to print: one page for each segment, with room for an answer")
    .argument("<model>", "a model saved by seqment fit, edit or refine")
    .option("--out <file>", "where the cards are written", "cards.html")
    .option("--answers <file>", "write a form for the answers here: CSV to fill in, for seqment edit --answers")
    .option("--title <text>", "heading of the cover")
    .option("--question <text>", "question on each card")
    .option("--min-path-members <n>", "do not show paths taken by fewer users", wholeNumberFlag)
    .addHelpText(
      "after",
      `
Examples:
  seqment cards players.seqment --out cards.html --answers answers.csv
  seqment edit players.seqment --answers answers.csv --out named.seqment`,
    )
    .action(async (modelPath: string, { out, answers, ...options }: CardsFlags) => {
      const model = await loadSegments(modelPath);
      await prepareOutput("--out", out);
      if (answers !== undefined) await prepareOutput("--answers", answers);
      const { answersForm, renderCards } = await import("../../report");
      await writeAtomically(out, await renderCards(model, options));
      if (answers !== undefined) await writeAtomically(answers, answersForm(model));
      const form = answers === undefined ? "" : ` Answers go into ${answers}.`;
      print(io, `Wrote ${out}: print it, a page for each segment.${form}\n`);
    });
}
