import fc from "fast-check";
import { expect, test } from "vitest";
import { createAssigner } from "../../../src/online";
import type { SegmentModel } from "../../../src/segments";
import { memoryStore, type StateStore } from "../../../src/stores";
import { anyDraws, anyUserEvents, arrivalsOf } from "../../helpers/replay";
import { bytesOf, keyOf } from "./bytes-of";

const USERS = ["ann", "böb"];

/**
 * Replays random logs.
 *
 * @param make the store as each of the two writers sees it.
 */
export function testReplay(
  name: string,
  model: SegmentModel,
  make: (writer: number) => StateStore | Promise<StateStore>,
): void {
  test(`${name}: any order, duplicates and two writers at once give the bytes of the log in order`, async () => {
    const stores = await Promise.all([0, 1].map(make));
    let runs = 0;
    await fc.assert(
      fc.asyncProperty(anyUserEvents, anyDraws, async (events, draws) => {
        runs += 1;
        await stores[0]!.deleteMany(USERS.map(keyOf));
        const inOrder = memoryStore({ now: Date.now });
        const expected = await createAssigner(model, { store: inOrder, allowedLateness: "9w" });
        await expected.push(events);
        const lists = arrivalsOf(events, draws);
        const writers = await Promise.all(
          stores.map((store) => createAssigner(model, { store, allowedLateness: "9w" })),
        );
        await Promise.all(
          writers.map(async (writer, w) => {
            for (let i = w; i < lists.length; i += 2) await writer.push(lists[i]!);
          }),
        );
        expect(await bytesOf(stores[0]!, USERS)).toEqual(await bytesOf(inOrder, USERS));
      }),
      { numRuns: 40 },
    );
    console.log(`${runs} logs replayed`);
  });
}
