import { expect, test } from "vitest";
import { checkpoint } from "../../src/core/internal";
import { withClock } from "../helpers/clock";

/** Work in small pieces, each of which takes 1 ms of the clock. */
async function busy(pieces: number, advance: (ms: number) => void, onPiece: () => void): Promise<void> {
  const at = checkpoint("work", {});
  for (let piece = 0; piece < pieces; piece++) {
    advance(1);
    onPiece();
    const pause = at.pass(0);
    if (pause) await pause;
  }
}

test("all work of a thread shares a turn of the event loop: four at once leave it as free as one", async () => {
  const done = [0, 0, 0, 0];
  /** Pieces done in each turn of the event loop. */
  const turns: number[] = [];
  let inTurn = 0;
  let working = true;
  const turn = () => {
    turns.push(inTurn);
    inTurn = 0;
    if (working) setImmediate(turn);
  };
  setImmediate(turn);
  await withClock((advance) =>
    Promise.all(
      done.map((_, w) =>
        busy(60, advance, () => {
          inTurn += 1;
          done[w]! += 1;
        }),
      ),
    ),
  );
  working = false;
  expect(done).toEqual([60, 60, 60, 60]);
  // 10 ms of pieces of 1 ms, and one more piece for each of the others
  expect(Math.max(...turns)).toBe(10 + 3);
  expect(turns.filter((pieces) => pieces > 0).length).toBeGreaterThanOrEqual(240 / 13);
});

test("work that gave way goes on in turn, none is left behind", async () => {
  const order: number[] = [];
  await withClock((advance) => Promise.all([0, 1, 2].map((w) => busy(40, advance, () => order.push(w)))));
  for (const w of [0, 1, 2]) expect(order.indexOf(w)).toBeLessThan(60); // not only after all of another
});
