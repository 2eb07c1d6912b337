import { join } from "node:path";
import { Command } from "commander";
import { adjustedRandIndex } from "../../clustering";
import { unitsText } from "../../core/internal";
import { readEvents } from "../../events";
import { segmentNumber } from "../../profiles/internal";
import { fitSegments, loadSegments, type SegmentModel } from "../../segments";
import { writeAtomically } from "../../segments/internal";
import { formatPath } from "../../sequences";
import { wholeNumberFlag } from "../flags/number-flags";
import { type CliIo, print, printWrapped } from "../terminal/io";
import { prepareOutput } from "../terminal/output-file";
import { progressLine } from "../terminal/progress";
import { type DemoLog, makeDemoLog, type PlantedBehavior } from "./demo-log";
import { formatOverview } from "./format-model";

const NEW_USERS = [
  ["START", "LEVEL_5_FAIL", "LEVEL_5_FAIL", "OPEN_SHOP", "PURCHASE_BOOST", "LEVEL_5_PASS", "QUIT"],
  ["INSTALL", "TUTORIAL_BEGIN", "TUTORIAL_DONE", "LEVEL_1_PASS", "QUIT"],
  ["REDEEM_VOUCHER"],
];

/** `seqment demo` */
export function demoCommand(io: CliIo): Command {
  return new Command("demo")
    .description(
      "create a sample log of a mobile game, find its segments, save and load the model, and assign new users",
    )
    .option("--out <folder>", "where the log and the model are written", "out/demo")
    .option("--seed <n>", "seed of the log and of the model", wholeNumberFlag, 7)
    .action(async (options: { out: string; seed: number }) => {
      const log = makeDemoLog({ seed: options.seed });
      const csvPath = join(options.out, "events.csv");
      const modelPath = join(options.out, "players.seqment");
      await prepareOutput("--out", csvPath);
      await writeLog(csvPath, log);
      print(
        io,
        `A log of ${unitsText(log.planted.size, "player")}, ${unitsText(log.events.length, "event")}: ${csvPath}\n\n`,
      );

      const progress = progressLine(io);
      const run = { onProgress: progress.onProgress, signal: io.signal };
      const events = await readEvents(csvPath, { user: "user_id", action: "event", time: "timestamp", ...run });
      const model = await fitSegments(events, { seed: options.seed, ...run });
      progress.clear();
      printWrapped(io, `${formatOverview(model)}\n${formatAgreement(log, model)}\n`);

      await model.save(modelPath);
      const loaded = await loadSegments(modelPath);
      print(io, `Saved to ${modelPath}, loaded again. Three new players:\n`);
      for (const [i, { segment, name, confidence, reason }] of (await loaded.assign(NEW_USERS)).entries()) {
        const place =
          segment < 0
            ? "no segment"
            : `segment ${segmentNumber(segment)} "${name}", confidence ${confidence.toFixed(2)}`;
        print(io, `  ${formatPath(NEW_USERS[i]!)}\n    ${place} (${reason})\n`);
      }
      print(io, nextSteps(csvPath, modelPath));
    });
}

function nextSteps(csvPath: string, modelPath: string): string {
  return `
Next:
  npx seqment report ${modelPath} --out report.html
  npx seqment fit ${csvPath} --user user_id --action event --time timestamp --segments 6
`;
}

async function writeLog(path: string, { events }: DemoLog): Promise<void> {
  const lines = events.map(({ user, action, time }) => `${user},${action},${time}\n`);
  await writeAtomically(path, `user_id,event,timestamp\n${lines.join("")}`);
}

/** The planted behaviors against the segments found, as a table, and the adjusted Rand index over all players. */
function formatAgreement(log: DemoLog, model: SegmentModel): string {
  const behaviors: PlantedBehavior[] = ["newcomers", "strugglers", "drifters", "power users", "noise"];
  const planted = Int32Array.from(model.ids ?? [], (user) => behaviors.indexOf(log.planted.get(user)!));
  const columns = [...model.segments.map(({ segment }) => segment), -1];
  const rows = behaviors.map((behavior, b) => {
    const counts = columns.map((segment) => planted.filter((of, i) => of === b && model.labels[i] === segment).length);
    return behavior.padEnd(12) + counts.map((count) => String(count).padStart(11)).join("");
  });
  const header =
    "planted".padEnd(12) + columns.map((s) => (s < 0 ? "none" : `segment ${segmentNumber(s)}`).padStart(11)).join("");
  const agreement = adjustedRandIndex(planted, model.labels).toFixed(3);
  return ["Planted behaviors and the segments found:", header, ...rows, `adjusted Rand index ${agreement}`, ""].join(
    "\n",
  );
}
