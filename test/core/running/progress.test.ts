import { expect, test } from "vitest";
import { checkpoint } from "../../../src/core/internal";
import { withClock } from "../../helpers/clock";

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
  const [first, ...others] = turns.filter((pieces) => pieces > 0);
  // all begin in the same turn: 10 ms of pieces of 1 ms, and one more piece for each of the others
  expect(first).toBe(10 + 3);
  expect(Math.max(...others)).toBe(10);
});

test("work that gave way goes on in turn, none is left behind", async () => {
  const order: number[] = [];
  await withClock((advance) => Promise.all([0, 1, 2].map((w) => busy(40, advance, () => order.push(w)))));
  for (const w of [0, 1, 2]) expect(order.indexOf(w)).toBeLessThan(60); // not only after all of another
});

test("nothing is reported within 10 ms of the last turn, but the end always is", async () => {
  const reported: number[] = [];
  await withClock(async (advance) => {
    const at = checkpoint("work", { onProgress: ({ fraction }) => reported.push(fraction) });
    expect(at.pass(0.1)).toBeUndefined();
    advance(9);
    expect(at.pass(0.2)).toBeUndefined();
    advance(1);
    await at.pass(0.3);
    advance(9);
    expect(at.pass(0.4)).toBeUndefined();
    await at.pass(1);
  });
  expect(reported).toEqual([0, 0.3, 1]);
});

test("progress never falls, never passes 1, and is reported once", async () => {
  const reported: { stage: string; fraction: number }[] = [];
  await withClock(
    async () => {
      const at = checkpoint("work", { onProgress: (progress) => void reported.push(progress) });
      for (const fraction of [0, 0.5, 0.5, 0.2, 0.75, 1.5, 1]) await at.pass(fraction);
    },
    { step: 10 },
  );
  expect(reported).toEqual([0, 0.5, 0.75, 1].map((fraction) => ({ stage: "work", fraction })));
});

test("a part of the work fills its share of the stage, and a part of a part its share of that", async () => {
  const reported: number[] = [];
  await withClock(
    async () => {
      const at = checkpoint("work", { onProgress: ({ fraction }) => reported.push(fraction) });
      const half = at.part(0.25, 0.75);
      await half.pass(0.5);
      await half.part(0.5, 1).pass(0.5);
      await half.pass(1);
    },
    { step: 10 },
  );
  expect(reported).toEqual([0, 0.5, 0.625, 0.75]);
});

test("a signal is looked at before the work, and before and after it gave way", async () => {
  const reason = new Error("enough");
  expect(() => checkpoint("work", { signal: AbortSignal.abort(reason) })).toThrow(reason);
  const before = new AbortController();
  const at = checkpoint("work", { signal: before.signal });
  before.abort(reason);
  expect(() => at.pass(1)).toThrow(reason);
  const meanwhile = new AbortController();
  const pause = checkpoint("work", { signal: meanwhile.signal }).pass(1);
  meanwhile.abort(reason);
  await expect(pause).rejects.toBe(reason);
});

test("without setImmediate, as in a browser, a timer lets the event loop run", async () => {
  const { setImmediate: own } = globalThis;
  try {
    Reflect.deleteProperty(globalThis, "setImmediate");
    await checkpoint("work", {}).pass(1);
  } finally {
    globalThis.setImmediate = own;
  }
});

test("what yielded first is resumed first, each in a turn of the event loop of its own", async () => {
  const order: string[] = [];
  let working = true;
  const turn = () => {
    order.push("turn");
    if (working) setImmediate(turn);
  };
  const all = Promise.all(
    ["a", "b", "c"].map(async (name) => {
      await checkpoint("work", {}).pass(1);
      order.push(name);
    }),
  );
  setImmediate(turn);
  await all;
  working = false;
  expect(order).toEqual(["a", "turn", "b", "turn", "c"]);
});
