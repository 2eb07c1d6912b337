import { Command } from "commander";
import { type ReportOptions, renderReport } from "../../report";
import { loadSegments } from "../../segments";
import { writeAtomically } from "../../segments/internal";
import { wholeNumberFlag } from "../flags/number-flags";
import { type CliIo, print } from "../terminal/io";
import { prepareOutput } from "../terminal/output-file";
import { progressLine, REPORTING } from "../terminal/progress";
import { addPropertyFlags, outcomesOf, type PropertyFlags, readPropertiesFile } from "../users/property-flags";

interface ReportFlags
  extends PropertyFlags,
    Pick<ReportOptions, "title" | "maxPoints" | "maxBytes" | "minPathMembers"> {
  out: string;
  users?: string;
}

/** `seqment report MODEL` */
export function reportCommand(io: CliIo): Command {
  const command = new Command("report")
    .description("write a saved model as one HTML page, which opens from a file and works offline")
    .argument("<model>", "a model saved by seqment fit")
    .option("--out <file>", "where the page is written", "report.html")
    .option("--title <text>", "heading of the page")
    .option("--max-points <n>", "most points on the map; if there are more paths, a sample is drawn", wholeNumberFlag)
    .option("--max-bytes <n>", "largest size of the page; it says what is left out", wholeNumberFlag)
    .option("--min-path-members <n>", "do not show paths taken by fewer users", wholeNumberFlag)
    .option("--users <file>", "the table of users that seqment fit --users wrote; needed for --properties");
  return addPropertyFlags(command)
    .addHelpText(
      "after",
      `
Examples:
  seqment report players.seqment --out report.html
  seqment report players.seqment --users users.csv --properties facts.csv --outcome converted`,
    )
    .action(async (modelPath: string, { out, users, properties, outcome, ...options }: ReportFlags) => {
      const progress = progressLine(io, REPORTING);
      const model = await loadSegments(modelPath, { users });
      const known = { properties, outcome };
      const outcomes = await outcomesOf(model, await readPropertiesFile(known), known, io);
      await prepareOutput("--out", out);
      const run = { onProgress: progress.onProgress, signal: io.signal };
      const page = await renderReport(model, { ...options, outcomes, ...run });
      progress.clear();
      await writeAtomically(out, page);
      const size = (Buffer.byteLength(page) / 1e6).toFixed(1);
      print(io, `Wrote ${out} (${size} MB): open it in a browser.\n`);
    });
}
