import { Command } from "commander";
import type { Events } from "../../events";
import type { Retraining } from "../../registry";
import { wholeNumberFlag } from "../flags/number-flags";
import { addReadingFlags, checkReadingFlags, LOG_FILES, type ReadingFlags } from "../flags/reading-flags";
import { shareFlag } from "../flags/share-flag";
import { Finding } from "../living/finding";
import { readLog, sequenceOptions } from "../reading/read-log";
import { openRegistryAt, REGISTRY_PLACES } from "../stores/open-registry-at";
import { type CliIo, print, printJson } from "../terminal/io";
import { prepareOutput } from "../terminal/output-file";
import { progressLine } from "../terminal/progress";
import { addGateFlags, addNoteFlags, type GateFlags, type NoteFlags } from "./registry-flags";
import { writeDecision } from "./write-decision";

interface RetrainFlags extends ReadingFlags, GateFlags, NoteFlags {
  every?: string;
  window?: string;
  holdout?: number;
  hold?: true;
  grace?: string;
  matchRefits?: number;
  page?: string;
  json?: true;
}

/** `seqment retrain REGISTRY FILES...` */
export function retrainCommand(io: CliIo): Command {
  const command = new Command("retrain");
  command
    .description(
      "fit the next model when one is due, compare it with the champion of a registry, and promote it or say why not",
    )
    .argument("<registry>", `${REGISTRY_PLACES}; created if it does not exist`)
    .argument("[files...]", LOG_FILES)
    .option(
      "--every <duration>",
      "time from the newest version's last event, below which nothing is done (default: 7d)",
    )
    .option("--window <duration>", "how far back events are used, from the newest on (default: all)")
    .option("--holdout <share>", "share of users who are never fitted and judge the models (default: 0.2)", shareFlag)
    .option("--hold", "leave the promotion of a candidate that passes to a person: it becomes the challenger")
    .option("--grace <duration>", "how long answers still name segments that the new champion does not have")
    .option(
      "--match-refits <n>",
      "refits that changes of segments are compared with; 0 reports no change (default: 20)",
      wholeNumberFlag,
    )
    .option("--page <file>", "write the decision as a page here")
    .option("--json", "print outcome, decision, drift and what became of the segments as JSON");
  addNoteFlags(addGateFlags(addReadingFlags(command)))
    .addHelpText(
      "after",
      `
Exit codes: 0 a new champion, or none is due; 3 a gate was not passed, and the champion stays; 4 the candidate passed
and a person decides (--hold); others as for every command. "outcome" of --json tells them apart.

Examples:
  seqment retrain registry events.csv --user user_id --action event --time timestamp --window 28d --json > step.json
  seqment retrain registry export/ --preset amplitude --hold --page decision.html
  seqment retrain postgres://localhost/models events.csv --user user_id --action event --time timestamp`,
    )
    .action(async (place: string, files: string[], flags: RetrainFlags) => {
      checkReadingFlags(command, files, flags);
      if (flags.page !== undefined) await prepareOutput("--page", flags.page);
      const { retrain } = await import("../../registry");
      await using opened = await openRegistryAt(place, flags);
      const { registry } = opened;
      const progress = progressLine(io);
      const run = { signal: io.signal, onProgress: progress.onProgress };
      const log = await readLog(files, flags, io, run);
      if (!("users" in log && "time" in log))
        command.error("error: retrain reads an event log with times, not sequences");
      const { every, window, holdout, hold, grace, gate, refits, matchRefits, permutations, seed, why } = flags;
      const done = await retrain(registry, log as Events, {
        ...{ every, window, holdout, grace, gates: gate, refits, matchRefits, permutations, seed, why },
        promote: hold ? false : undefined,
        fit: sequenceOptions(flags),
        ...run,
      });
      progress.clear();
      if (flags.page !== undefined && done.decision) await writeDecision(registry, done.decision, flags.page);
      if (flags.json) printJson(io, done);
      else print(io, formatRetraining(done));
      if (done.outcome === "blocked") throw new Finding("blocked");
      if (done.outcome === "challenger") throw new Finding("challenger", 4);
    });
  return command;
}

function formatRetraining({ text, decision, match, drift }: Retraining): string {
  const gates = decision?.gates.map((gate) => `  ${gate.passed ? "passed" : "FAILED"}  ${gate.text}`) ?? [];
  const events = match?.events.map((event) => `  ${event.text}`) ?? [];
  const lines = [text, ...gates, ...(drift ? ["", drift.text] : []), ...(events.length > 0 ? ["", ...events] : [])];
  return `${lines.join("\n")}\n`;
}
