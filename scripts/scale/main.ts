// What so many users a day cost, predicted from runs at two sizes: npx tsx scripts/scale/main.ts [--check]
// --check also runs the 10^7 users that it predicts (minutes, and the memory it says) and fails when a figure is off by over 25%.
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { errorsOf, predictRun, type Run } from "./predict";

const SIZES = [100_000, 1_000_000] as const;
const CHECKED = 10_000_000;
const TOLERANCE = 0.25;

const [small, large] = SIZES.map(measured) as [Run, Run];
const rows = [small, large, ...[CHECKED, 100_000_000, 1_000_000_000].map((users) => predictRun(small, large, users))];
console.log("| users a day | events | distinct paths | extract, core s | fit, core s | assign, core s | memory |");
console.log("| ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
for (const [i, run] of rows.entries()) console.log(line(run, i < SIZES.length ? "" : "*"));

if (process.argv.includes("--check")) {
  const came = measured(CHECKED);
  const errors = errorsOf(rows[2]!, came);
  console.log(line(came, ""));
  for (const [figure, error] of Object.entries(errors)) console.log(`${figure}: ${(100 * error).toFixed(1)}% off`);
  if (Object.values(errors).some((error) => Math.abs(error) > TOLERANCE)) process.exitCode = 1;
}

/** A process for each size, so that memory is its own. */
function measured(users: number): Run {
  const script = fileURLToPath(new URL("measure.ts", import.meta.url));
  const args = ["--max-old-space-size=16000", "--import", "tsx", script, String(users)];
  return JSON.parse(execFileSync(process.execPath, args, { encoding: "utf8" }));
}

function line({ users, events, distinct, extract, fit, assign, peak }: Run, mark: string): string {
  const seconds = [extract, fit, assign].map((value) => value.toFixed(1));
  const counts = [users, events, distinct].map((value) => value.toLocaleString("en-US"));
  const cells = [...counts, ...seconds, `${(peak / 1e9).toFixed(1)} GB`];
  return `| ${cells.map((cell) => mark + cell + mark).join(" | ")} |`;
}
