import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createAssigner } from "../../src/online";
import { memoryStore, type StateStore } from "../../src/stores";
import { eventsOf, onlineModel } from "../helpers/online-log";
import { anyDraws, anyUserEvents, arrivalsOf } from "../helpers/replay";
import { size } from "../helpers/size";

const now = () => 1;

async function bytesOf(store: StateStore): Promise<[string, number[]][]> {
  const rows: [string, number[]][] = [];
  for await (const { key, bytes } of store.scan("")) rows.push([key, [...bytes]]);
  return rows;
}

const RULES = {
  "paths of users": {},
  "repeats collapsed, pauses kept": { collapseRepeats: true, timeGaps: ["1h", "1d"] },
  "sessions marked": { sessionGap: "2h" },
  sessions: { unit: "session", sessionGap: "2h" },
  "repeats counted": { collapseRepeats: "buckets" },
} as const;

describe.each(Object.entries(RULES))("%s", (_, sequences) => {
  test("any order within the lateness, any duplicates and any lists give the same bytes, and the answers of assign", async () => {
    const model = await onlineModel(sequences);
    await fc.assert(
      fc.asyncProperty(anyUserEvents, anyDraws, async (events, draws) => {
        const [whole, parts] = [memoryStore({ now }), memoryStore({ now })];
        const one = await createAssigner(model, { store: whole, maxEvents: 100 });
        await one.push(events);
        const other = await createAssigner(model, { store: parts, maxEvents: 100 });
        for (const list of arrivalsOf(events, draws)) await other.push(list);
        expect(await bytesOf(parts)).toEqual(await bytesOf(whole));
        expect(other.figures.late).toBe(0);
        for (const user of new Set(events.map((event) => event.user))) {
          const own = events.filter((event) => event.user === user);
          const { id: _name, ...expected } = (await model.assign(await eventsOf(own), { complete: false })).at(-1)!;
          const answer = await other.segmentOf(user);
          expect(answer).toMatchObject(expected);
          expect([answer!.events, answer!.partial]).toEqual([own.length, false]);
        }
      }),
      { numRuns: size(6, 200) },
    );
  });
});
