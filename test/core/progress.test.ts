import { expect, test } from "vitest";
import { checkpoint } from "../../src/core/internal";

/** Work in small pieces, each of which takes a little while. */
async function busy(pieces: number, onPiece: () => void): Promise<void> {
  const at = checkpoint("work", {});
  for (let piece = 0; piece < pieces; piece++) {
    const end = performance.now() + 1;
    while (performance.now() < end);
    onPiece();
    const pause = at.pass(0);
    if (pause) await pause;
  }
}

test("all work of a thread shares a turn of the event loop: four at once leave it as free as one", async () => {
  let turns = 0;
  let working = true;
  let inTurn = 0;
  const most: number[] = [];
  const turn = () => {
    turns += 1;
    most.push(inTurn);
    inTurn = 0;
    if (working) setImmediate(turn);
  };
  setImmediate(turn);
  const done = [0, 0, 0, 0];
  const all = Promise.all(
    done.map((_, w) =>
      busy(60, () => {
        inTurn += 1;
        done[w]! += 1;
      }),
    ),
  );
  await all;
  working = false;
  expect(done).toEqual([60, 60, 60, 60]);
  // 10 ms of pieces of at least 1 ms, and one more piece for each of the others
  expect(Math.max(...most)).toBeLessThanOrEqual(10 + 2 + 4);
  expect(turns).toBeGreaterThan(10);
});

test("work that gave way goes on in turn, none is left behind", async () => {
  const order: number[] = [];
  await Promise.all([0, 1, 2].map((w) => busy(40, () => order.push(w))));
  for (const w of [0, 1, 2]) expect(order.indexOf(w)).toBeLessThan(60); // not only after all of another
});
