// How often drift is found where it was planted, and where nothing was: `detectDrift` beside Evidently and frouros with their defaults, on
// the same users. The peers get a table of how often each user did each action, over the actions of both sides.
//   SEQMENT_PYTHON=... npx tsx scripts/drift-power.ts 20 1000
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { detectDrift } from "../src/monitoring";
import { fitSegments } from "../src/segments";
import { plantedUsers, SHIFTS } from "./drift-power/planted-shifts";

const [runs, users] = [Number(process.argv[2] ?? 20), Number(process.argv[3] ?? 1000)];
const python = spawn(process.env.SEQMENT_PYTHON ?? "python3", ["scripts/drift-power/peers.py"], {
  stdio: ["pipe", "pipe", "inherit"],
});
const lines = createInterface({ input: python.stdout })[Symbol.asyncIterator]();
const answer = async () => {
  const { value, done } = await lines.next();
  if (done) throw new Error("the peers ended without an answer");
  return JSON.parse(value) as Record<string, boolean>;
};
console.log(await answer());

const found = new Map<string, Map<string, number>>();
const reported = new Map<string, number>();
for (let run = 0; run < runs; run++) {
  const reference = plantedUsers("nothing", users, 2 * run);
  const model = await fitSegments(reference, { seed: 1, projection: false });
  for (const shift of SHIFTS) {
    const current = plantedUsers(shift, users, 2 * run + 1);
    const { drifted, tests, vocabulary } = await detectDrift(model, current, { seed: run });
    const significant = tests.filter((test) => test.significant).map(({ about }) => about);
    for (const about of significant) reported.set(`${shift}: ${about}`, (reported.get(`${shift}: ${about}`) ?? 0) + 1);
    for (const { from, to } of vocabulary.renamed) {
      reported.set(`${shift}: ${from} is ${to}`, (reported.get(`${shift}: ${from} is ${to}`) ?? 0) + 1);
    }
    python.stdin.write(`${JSON.stringify(tablesOf(reference, current))}\n`);
    for (const [who, verdict] of Object.entries({ seqment: drifted, ...(await answer()) })) {
      const row = found.get(who) ?? new Map<string, number>();
      row.set(shift, (row.get(shift) ?? 0) + Number(verdict));
      found.set(who, row);
    }
  }
  console.error(`run ${run + 1} of ${runs}`);
}
python.stdin.end();
await once(python, "exit");

console.log(`| of ${runs} runs, ${users} users a side | ${SHIFTS.join(" | ")} |`);
console.log(`| --- |${SHIFTS.map(() => " --- |").join("")}`);
for (const [who, row] of found) console.log(`| ${who} | ${SHIFTS.map((shift) => row.get(shift)).join(" | ")} |`);
console.log(Object.fromEntries(reported));

/** Users by how often they did each action of either side. */
function tablesOf(reference: readonly (readonly string[])[], current: readonly (readonly string[])[]) {
  const actions = [...new Set([...reference, ...current].flat())].sort();
  const table = (lists: readonly (readonly string[])[]) =>
    lists.map((list) => actions.map((action) => list.filter((other) => other === action).length));
  return { reference: table(reference), current: table(current) };
}
