import { Command } from "commander";
import { type ReportOptions, renderReport } from "../report";
import { loadSegments } from "../segments";
import { writeAtomically } from "../segments/internal";
import { type CliIo, print } from "./io";
import { prepareOutput } from "./output-file";
import { progressLine, REPORTING } from "./progress";
import { wholeNumberFlag } from "./reading-flags";

interface ReportFlags extends Pick<ReportOptions, "title" | "maxPoints" | "maxBytes" | "minPathMembers"> {
  out: string;
}

/** `seqment report MODEL` */
export function reportCommand(io: CliIo): Command {
  return new Command("report")
    .description("write a saved model as one HTML page that works from a file, offline")
    .argument("<model>", "a model saved by seqment fit")
    .option("--out <file>", "where the page is written", "report.html")
    .option("--title <text>", "heading of the page")
    .option("--max-points <n>", "points on the map at most; of more paths, a sample is drawn", wholeNumberFlag)
    .option("--max-bytes <n>", "size of the page at most; it says what it leaves out for that", wholeNumberFlag)
    .option("--min-path-members <n>", "do not show paths taken by fewer users", wholeNumberFlag)
    .addHelpText("after", "\nExample:\n  seqment report players.seqment --out report.html")
    .action(async (modelPath: string, { out, ...options }: ReportFlags) => {
      const progress = progressLine(io, REPORTING);
      const model = await loadSegments(modelPath);
      await prepareOutput("--out", out);
      const page = await renderReport(model, { ...options, onProgress: progress.onProgress, signal: io.signal });
      progress.clear();
      await writeAtomically(out, page);
      const size = (Buffer.byteLength(page) / 1e6).toFixed(1);
      print(io, `Wrote ${out} (${size} MB): open it in a browser.\n`);
    });
}
