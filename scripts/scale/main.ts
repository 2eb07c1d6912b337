// What so many users a day cost, predicted from runs at two sizes: npx tsx scripts/scale/main.ts [--check [USERS]]
// --check also runs so many users, 10^7 where no number is given (minutes, and the memory it says), beside what was predicted for
// them, and fails when a figure is off by over 25%.
import { errorsOf, predictRun, type Run } from "./predict";
import { runScript } from "./run-script";

const SIZES = [100_000, 1_000_000] as const;
const PREDICTED = [10_000_000, 100_000_000, 1_000_000_000] as const;
const TOLERANCE = 0.25;

const check = process.argv.indexOf("--check");
const checked = check < 0 ? undefined : Number(process.argv[check + 1] ?? PREDICTED[0]);
if (checked !== undefined && !(Number.isInteger(checked) && checked > SIZES[1])) {
  throw new RangeError(`"--check" expected a whole number of users > ${SIZES[1]}, got ${process.argv[check + 1]}`);
}

const [small, large] = SIZES.map(measured) as [Run, Run];
console.log("| users a day | events | distinct paths | extract, core s | fit, core s | assign, core s | memory |");
console.log("| ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
for (const run of [small, large]) console.log(line(run));
for (const users of PREDICTED) console.log(line(predictRun(small, large, users), "*"));

if (checked !== undefined) {
  const predicted = predictRun(small, large, checked);
  console.log(line(predicted, "*"));
  const came = measured(checked);
  console.log(line(came));
  const { users: _, ...errors } = errorsOf(predicted, came);
  for (const [figure, error] of Object.entries(errors)) console.log(`${figure}: ${(100 * error).toFixed(1)}% off`);
  if (Object.values(errors).some((error) => Math.abs(error) > TOLERANCE)) process.exitCode = 1;
}

function measured(users: number): Run {
  return JSON.parse(runScript("measure", users));
}

function line({ users, events, distinct, extract, fit, assign, peak }: Run, mark = ""): string {
  const seconds = [extract, fit, assign].map((value) => value.toFixed(1));
  const counts = [users, events, distinct].map((value) => value.toLocaleString("en-US"));
  const cells = [...counts, ...seconds, `${(peak / 1e9).toFixed(2)} GB`];
  return `| ${cells.map((cell) => mark + cell + mark).join(" | ")} |`;
}
