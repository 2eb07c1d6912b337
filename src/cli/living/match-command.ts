import { Command } from "commander";
import { loadSegments } from "../../segments";
import { writeAtomically } from "../../segments/internal";
import { wholeNumberFlag } from "../flags/number-flags";
import { shareFlag } from "../flags/share-flag";
import { type CliIo, print, printJson } from "../terminal/io";
import { prepareOutput } from "../terminal/output-file";
import { progressLine } from "../terminal/progress";
import { Finding } from "./finding";

interface MatchFlags {
  refits?: number;
  alpha?: number;
  seed?: number;
  json?: true;
  page?: string;
}

/** `seqment match OLD NEW` */
export function matchCommand(io: CliIo): Command {
  return new Command("match")
    .description("compare two models: which segments stayed, changed, split, merged, appeared or disappeared")
    .argument("<old>", "the earlier model, saved by seqment fit")
    .argument("<new>", "the later model")
    .option(
      "--refits <n>",
      "fits to halves of the earlier users that changes are compared with; 0 only pairs segments (default: 20)",
      wholeNumberFlag,
    )
    .option(
      "--alpha <share>",
      "probability of reporting any change when nothing has changed (default: 0.05)",
      shareFlag,
    )
    .option("--seed <n>", "seed of the refits", wholeNumberFlag)
    .option("--json", "print events, segments, ids and overlaps as JSON")
    .option("--page <file>", "write a page here: events, flows from old segments to new ones, and what became of each")
    .addHelpText(
      "after",
      `
Exit codes: 0 no change, 3 a change; others as for every command.

Example:
  seqment match may.seqment june.seqment --json > lineage.json`,
    )
    .action(async (oldPath: string, newPath: string, flags: MatchFlags) => {
      const { json, page, ...options } = flags;
      if (page !== undefined) await prepareOutput("--page", page);
      const [previous, next] = [await loadSegments(oldPath), await loadSegments(newPath)];
      const { formatMatch, matchSegments } = await import("../../monitoring");
      const progress = progressLine(io);
      const match = await matchSegments(previous, next, {
        ...options,
        signal: io.signal,
        onProgress: progress.onProgress,
      });
      if (page !== undefined) {
        const { renderMatch } = await import("../../report");
        await writeAtomically(page, await renderMatch(match));
      }
      progress.clear();
      if (json) printJson(io, match);
      else print(io, page === undefined ? formatMatch(match) : `${formatMatch(match)}\nWrote ${page}.\n`);
      if (match.events.length > 0) throw new Finding("events");
    });
}
