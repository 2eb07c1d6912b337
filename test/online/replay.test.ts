import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createAssigner, type UserEvent } from "../../src/online";
import { memoryStore, type StateStore } from "../../src/stores";
import { eventsOf, onlineModel } from "../helpers/online-log";
import { size } from "../helpers/size";

const HOUR = 3_600_000;
const now = () => 1;

/** Events of two users within an hour of each other's neighbors, each with an id. */
const log = fc
  .array(
    fc.record({
      user: fc.constantFrom("ann", "böb"),
      action: fc.constantFrom("OPEN", "BROWSE", "PLAY", "PAY", "FAIL", "never seen"),
      step: fc.integer({ min: 0, max: 3 * HOUR }),
      sequence: fc.integer({ min: 0, max: 1 }),
      value: fc.option(fc.integer({ min: 0, max: 9 }), { nil: undefined }),
    }),
    { maxLength: 90 },
  )
  .map((steps) => {
    let time = 0;
    return steps.map(({ step, ...event }, i): UserEvent => {
      time += step;
      return { ...event, time, id: `e${i}` };
    });
  });

async function bytesOf(store: StateStore): Promise<[string, number[]][]> {
  const rows: [string, number[]][] = [];
  for await (const { key, bytes } of store.scan("")) rows.push([key, [...bytes]]);
  return rows;
}

/** Each event at a place that is as late as is allowed, or less, some of them again. */
function shuffled(events: readonly UserEvent[], draws: readonly number[]): UserEvent[] {
  const draw = (i: number) => draws[i % draws.length]!;
  const arrivals = events.flatMap((event, i) => {
    const again = draw(3 * i) < 0.3 ? [{ event, at: event.time + draw(3 * i + 1) * HOUR }] : [];
    return [{ event, at: event.time + draw(3 * i + 2) * HOUR }, ...again];
  });
  return arrivals.sort((a, b) => a.at - b.at).map(({ event }) => event);
}

const RULES = {
  "paths of users": {},
  "repeats collapsed, pauses told": { collapseRepeats: true, timeGaps: ["1h", "1d"] },
  "sessions marked": { sessionGap: "2h" },
  sessions: { unit: "session", sessionGap: "2h" },
  "repeats counted": { collapseRepeats: "buckets" },
} as const;

describe.each(Object.entries(RULES))("%s", (_, sequences) => {
  test("any order within the lateness, any duplicates and any batches give the same bytes, and the answers of assign", async () => {
    const model = await onlineModel(sequences);
    await fc.assert(
      fc.asyncProperty(
        log,
        fc.array(fc.double({ min: 0, max: 0.999, noNaN: true }), { minLength: 5, maxLength: 30 }),
        async (events, draws) => {
          const [whole, parts] = [memoryStore({ now }), memoryStore({ now })];
          const one = await createAssigner(model, { store: whole, maxEvents: 100 });
          await one.push(events);
          const other = await createAssigner(model, { store: parts, maxEvents: 100 });
          const arrivals = shuffled(events, draws);
          for (let from = 0, i = 0; from < arrivals.length; i++) {
            const next = from + 1 + Math.floor(draws[i % draws.length]! * 20);
            await other.push(arrivals.slice(from, next));
            from = next;
          }
          expect(await bytesOf(parts)).toEqual(await bytesOf(whole));
          expect(other.figures.late).toBe(0);
          for (const user of new Set(events.map((event) => event.user))) {
            const own = events.filter((event) => event.user === user);
            const expected = (await model.assign(await eventsOf(own), { complete: false })).at(-1);
            const answer = await other.segmentOf(user);
            if (expected === undefined) continue;
            const { id: _name, ...told } = expected;
            expect(answer).toMatchObject(told);
            expect([answer!.events, answer!.partial]).toEqual([own.length, false]);
          }
        },
      ),
      { numRuns: size(25, 200) },
    );
  });
});
