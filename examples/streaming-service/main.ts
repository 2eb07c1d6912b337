// Twelve weeks of a streaming service: new users are answered in their first session, the model is fitted again every week, changes of
// behavior are reported, and no model answers before it has passed the gates. With REDIS_URL states and models live in Redis,
// else in memory. PAGES names a folder for the pages of all decisions.
//
//     npx tsx examples/streaming-service/main.ts
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { adjustedRandIndex, readEvents } from "seqment";
import { openRegistry, type Retraining, retrain } from "seqment/registry";
import { renderDecision } from "seqment/report";
import { memoryStore, redisStore, type StateStore } from "seqment/stores";
import { type Accuracy, meetVisitors } from "./first-session";
import { analyzeHomepage, homepageFor, type Shown } from "./homepage";
import { PLANTED, START, type Visitor, visitorsOf, WEEK, WEEKS } from "./platform";

const [users, seed] = [Number(process.env.USERS ?? 800), Number(process.env.SEED ?? 7)];
/** An alarm is raised below this p, corrected: one in a hundred quiet weeks has one. */
const ALARM = 0.01;
let now = START;
let leavesBotsOut = false;

const { store, close } = await openStore();
const registry = await openRegistry(store, { now: () => now, by: "cron", name: `streaming-${seed}` });
const accuracy: Accuracy = new Map();
const shown: Shown[] = [];
const alarms: number[] = [];
const stability: number[] = [];

for (let week = 1; week <= WEEKS; week++) {
  now = START + week * WEEK;
  const visitors = visitorsOf(week, { users, seed }).filter((visitor) => !leavesBotsOut || !onlySearches(visitor));
  if (week > 1) await meetThem(visitors, week);
  const step = await retrainOn(visitors);
  const byHand = await decideByHand(step);
  await report(week, step, visitors);
  if (byHand) console.log(`  ${byHand}`);
  if (process.env.PAGES && step.decision) {
    const page = await renderDecision(step.decision, { title: `Week ${week}`, registry: await registry.export() });
    await writeFile(join(process.env.PAGES, `week-${week}.html`), page);
  }
}

console.log("\nDay one: how soon is the segment of the whole path known?");
for (const [actions, { asked, answered, right }] of accuracy) {
  console.log(
    `  after ${actions} ${actions === 1 ? "action " : "actions"}  answered ${percent(answered / asked)}, right ${percent(right / answered)}`,
  );
}
const planted = Object.keys(PLANTED).map(Number);
console.log(`\nAlarms in weeks ${alarms.join(", ")}; planted in ${planted.join(", ")}.`);
console.log(
  `Stability: champion and next model agree on new users with an adjusted Rand index of ${Math.min(...stability).toFixed(2)} or more.`,
);
console.log(`\nThe homepage, by segment:\n${await analyzeHomepage(shown)}`);
const { intact, entries, models } = await registry.verify();
console.log(`The registry is ${intact ? "intact" : "DAMAGED"}: ${entries} entries, ${models} models.`);
await close();

/** The champion answers new users in their first session; from week 9 on half of them get a homepage by segment. */
async function meetThem(visitors: readonly Visitor[], week: number): Promise<void> {
  const answers = await meetVisitors(registry, store, visitors, { now, week, accuracy });
  if (week < 9) return;
  const { segments } = (await registry.champion())!;
  for (const visitor of visitors) {
    const id = answers.get(visitor.user) ?? "none";
    shown.push({ visitor, segment: id, row: homepageFor(segments.find((segment) => segment.id === id)) });
  }
}

async function retrainOn(visitors: readonly Visitor[]): Promise<Retraining> {
  const rows = visitors.flatMap(({ events }) => events);
  const events = readEvents(rows, { user: "user", action: "action", time: "time", timeUnit: "ms" });
  return retrain(registry, events, { every: "5d", window: "7d", fit: { effort: "quick", projection: false }, seed });
}

/**
 * What blocks a model is looked at. Where users have changed and the segments of before go on, the model is right to change, and a person
 * promotes it; where segments fall apart, the log is looked at, and what is no user is left out from then on.
 */
async function decideByHand({ outcome, decision, drift, match }: Retraining): Promise<string | undefined> {
  if (outcome !== "blocked" || !isAlarm(drift)) return undefined;
  if (match!.events.some(({ kind }) => kind === "dissolve" || kind === "death")) {
    leavesBotsOut = true;
    return "Ann looks at the log: bots. They are left out from next week on, and the champion stays.";
  }
  const why = `the users have changed: ${drift!.text}`;
  await registry.decide(decision!, { force: true, by: "ann", why, grace: "7d" });
  return "Ann promotes it by hand.";
}

function isAlarm(drift: Retraining["drift"]): boolean {
  return drift !== null && Math.min(...drift.tests.map(({ adjusted }) => adjusted)) <= ALARM;
}

async function report(
  week: number,
  { text, decision, drift, match, renamed }: Retraining,
  visitors: readonly Visitor[],
): Promise<void> {
  const champion = await registry.load("champion");
  const labels = (await champion.assign(visitors.map(({ events }) => events.map(({ action }) => action)))).map(
    ({ segment }) => segment,
  );
  const tastes = [...new Set(visitors.map(({ taste }) => taste))];
  const truth = visitors.map(({ taste }) => tastes.indexOf(taste));
  const { number } = (await registry.champion())!;
  console.log(`\nWeek ${week}${PLANTED[week] ? ` (planted: ${PLANTED[week]})` : ""}`);
  console.log(`  ${text}`);
  console.log(`  Version ${number} answers; agreement with the tastes ${adjustedRandIndex(labels, truth).toFixed(2)}.`);
  if (isAlarm(drift)) {
    alarms.push(week);
    console.log(`  ALARM: ${drift!.text}`);
  }
  for (const { from, to } of renamed) console.log(`  ${from} is called ${to} now.`);
  const nameOf = (id: string) => decision!.segments.find((segment) => segment.id === id)!.name;
  for (const { name, before, others } of match ? decision!.segments : []) {
    if (before === null) console.log(`  New: ${name}, out of ${others.map(nameOf).join(" and ") || "none"}.`);
  }
  for (const event of match?.events ?? []) console.log(`  ${event.kind}: ${event.text}`);
  if (match) stability.push(match.agreement.next.adjustedRandIndex);
}

function onlySearches({ events }: Visitor): boolean {
  return events.every(({ action }) => action === "SEARCH");
}

function percent(share: number): string {
  return `${Math.round(share * 100)}%`;
}

async function openStore(): Promise<{ store: StateStore; close(): Promise<void> }> {
  const url = process.env.REDIS_URL;
  if (url === undefined) return { store: memoryStore({ now: () => now }), close: async () => {} };
  const { Redis } = await import("ioredis");
  const client = new Redis(url);
  return {
    store: redisStore(client, { now: Date.now, keyPrefix: `streaming:${process.pid}:` }),
    close: async () => void (await client.quit()),
  };
}
