// How often the drift alarm of the example is right, over many platforms: a week with nothing planted has an alarm once in a hundred.
// By hand, some ten minutes of one core:
//
//     FIRST=1 SEEDS=20 npx tsx examples/streaming-service/alarms.ts
import { type Events, fitSegments, readEvents, type SegmentModel } from "seqment";
import { detectDrift } from "seqment/monitoring";
import { PLANTED, visitorsOf, WEEKS } from "./platform";

const [first, seeds] = [Number(process.env.FIRST ?? 1), Number(process.env.SEEDS ?? 20)];
const [users, alarm] = [Number(process.env.USERS ?? 800), 0.01];
const found = new Map<number, number>();
for (let seed = first; seed < first + seeds; seed++) {
  const alarmed: number[] = [];
  let champion: SegmentModel | undefined;
  for (let week = 1; week <= WEEKS; week++) {
    const events = await eventsOf(week, seed);
    if (champion) {
      const { tests } = await detectDrift(champion, events, { seed });
      if (Math.min(...tests.map(({ adjusted }) => adjusted)) <= alarm) alarmed.push(week);
    }
    champion = await fitSegments(
      events,
      champion ? { previous: champion } : { effort: "quick", projection: false, seed },
    );
  }
  for (const week of alarmed) found.set(week, (found.get(week) ?? 0) + 1);
  console.log(`seed ${seed}: alarms in weeks ${alarmed.join(", ") || "none"}`);
}

const quiet = Array.from({ length: WEEKS - 1 }, (_, i) => i + 2).filter((week) => !(week in PLANTED));
const wrong = quiet.reduce((sum, week) => sum + (found.get(week) ?? 0), 0);
for (const [week, what] of Object.entries(PLANTED)) {
  console.log(`week ${week} (${what}): ${found.get(Number(week)) ?? 0} of ${seeds} found`);
}
console.log(
  `${wrong} false alarms in ${quiet.length * seeds} quiet weeks; ${(alarm * quiet.length * seeds).toFixed(1)} are allowed on average`,
);

function eventsOf(week: number, seed: number): Promise<Events> {
  const rows = visitorsOf(week, { users, seed }).flatMap(({ events }) => events);
  return readEvents(rows, { user: "user", action: "action", time: "time", timeUnit: "ms" });
}
