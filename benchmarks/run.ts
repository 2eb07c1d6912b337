// npm run bench -- NAME... [--quick] [--json] [--only TEXT]: measures each benchmarks/NAME.ts and its peer, one line a case;
// with --only the cases whose name holds the text.
import { readdir } from "node:fs/promises";
import { availableParallelism, cpus } from "node:os";
import { parseArgs } from "node:util";
import { sharedData } from "../test/helpers/shared-data";
import { type AnySubject, type CaseFigures, measure } from "./harness";

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    quick: { type: "boolean", default: false },
    json: { type: "boolean", default: false },
    only: { type: "string", default: "" },
  },
});
const subjects = (await readdir(new URL(".", import.meta.url)))
  .filter((file) => file.endsWith(".ts") && file !== "run.ts")
  .map((file) => file.slice(0, -3))
  .sort();
const unknown = positionals.filter((name) => !subjects.includes(name));
if (positionals.length === 0 || unknown.length > 0) {
  const usage = "usage: npm run bench -- NAME... [--quick] [--json] [--only TEXT]";
  console.error(`${usage}, NAME one of: ${subjects.join(", ")}`);
  process.exit(2);
}

let asked = 0;
printEnvironment();
for (const name of positionals) {
  const file = new URL(`${name}.ts`, import.meta.url);
  const subject: AnySubject = (await import(file.href)).default;
  for (const what of subject.cases(values.quick).filter((what) => what.case.includes(values.only))) {
    asked += 1;
    if (what.needs !== undefined && sharedData(what.needs) === undefined) continue; // it says so itself
    print(await measure(file, what, values.quick));
  }
}
if (asked === 0) {
  console.error(`no case of ${positionals.join(", ")} holds "${values.only}"`);
  process.exit(2);
}

function printEnvironment(): void {
  const machine = cpus()[0]?.model.trim() ?? "unknown";
  const cores = availableParallelism();
  console.log(
    values.json
      ? JSON.stringify({ machine, cores, node: process.version, date: new Date().toISOString().slice(0, 10) })
      : `${positionals.join(", ")} on ${machine}, ${cores} cores, Node ${process.version}`,
  );
}

function print(figures: CaseFigures): void {
  if (values.json) {
    console.log(JSON.stringify(figures));
    return;
  }
  const { case: title, n, d, ms, rss_mb, peer, peer_ms, ratio, quality, peer_quality, further, peer_further } = figures;
  const size = d === null ? `n ${n}` : `n ${n}, d ${d}`;
  const named = (others: Readonly<Record<string, number>> = {}) =>
    Object.entries(others)
      .map(([name, figure]) => `, ${name} ${figure}`)
      .join("");
  const judged = quality === null ? "" : `, quality ${quality}${named(further)}`;
  const peerJudged = peer_quality === null ? "" : `, quality ${peer_quality}${named(peer_further)}`;
  const ours = `${ms} ms, ${rss_mb} MB${judged}`;
  const theirs = peer_ms === null ? "" : ` ${peer_ms} ms${peerJudged}`;
  const beside = peer === null ? "" : ` | ${peer}${theirs}${ratio === null ? "" : ` | ${ratio} times ours`}`;
  console.log(`${title}: ${size} | ${ours}${beside}`);
}
