// How often monitoring reports something in random halves of a real log, where nothing has changed:
//   npx tsx scripts/false-alarms.ts match hospital_billing 20
//   npx tsx scripts/false-alarms.ts drift bpic2012 200
// Logs are those of benchmarks/data/labelled-sets.ts, or `demo`.
import { LABELLED_SETS, type LabelledSetName, readLabelledSet } from "../benchmarks/data/labelled-sets";
import { makeDemoLog } from "../src/cli/fit/demo-log";
import { randomStream } from "../src/core/internal";
import { readEvents } from "../src/events";
import { detectDrift, matchSegments } from "../src/monitoring";
import { fitSegments } from "../src/segments";
import { pathsOf } from "../test/helpers/demo-paths";

const [what = "match", log = "hospital_billing", runs = "20", most = "100000"] = process.argv.slice(2);

async function pathsOfLog(name: string): Promise<readonly (readonly string[])[]> {
  if (name in LABELLED_SETS) return (await readLabelledSet(name as LabelledSetName)).lists;
  const rows = makeDemoLog({ users: 2000, seed: 7 }).events;
  return pathsOf(await readEvents(rows, { user: "user", action: "action", time: "time" }));
}

const all = await pathsOfLog(log);
let alarms = 0;
const fired = new Map<string, number>();
const started = process.cpuUsage();
for (let run = 0; run < Number(runs); run++) {
  const random = randomStream(run, "scripts/halves");
  const order = [...all.keys()].sort((a, b) => random.uniform(a, 0) - random.uniform(b, 0)).slice(0, Number(most));
  const [old, fresh] = [order.slice(0, order.length / 2), order.slice(order.length / 2)].map((half) =>
    half.map((i) => all[i]!),
  );
  const previous = await fitSegments(old!, { seed: 1, projection: false });
  let reported: string[];
  if (what === "match") {
    const next = await fitSegments(fresh!, { previous, projection: false });
    const match = await matchSegments(previous, next, { seed: run });
    reported = match.events.map(({ kind, p }) => `${kind} ${p.toFixed(3)}`);
    const kept = match.segments.filter(({ foundAgain }) => foundAgain).length;
    const rules = match.segments.filter(({ fate }) => fate !== "survive").map(({ fate }) => fate);
    console.log(
      run,
      `${previous.segments.length} -> ${next.segments.length}, found again ${kept}`,
      rules.join(" "),
      "|",
      reported.join(" "),
    );
  } else {
    const { drifted, tests } = await detectDrift(previous, fresh!, { seed: run });
    reported = tests.filter(({ significant }) => significant).map(({ about }) => about);
    console.log(
      run,
      previous.segments.length,
      drifted,
      tests.map(({ about, p }) => `${about} ${p.toFixed(3)}`).join(" "),
    );
  }
  if (reported.length > 0) alarms += 1;
  for (const kind of reported) fired.set(kind.split(" ")[0]!, (fired.get(kind.split(" ")[0]!) ?? 0) + 1);
}
const { user, system } = process.cpuUsage(started);
console.log(
  `${what} ${log}: ${alarms} of ${runs} runs alarm`,
  Object.fromEntries(fired),
  `${((user + system) / 1e6).toFixed(0)} CPU s`,
);
