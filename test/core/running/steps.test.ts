import { expect, test } from "vitest";
import { checkpoint, finish, follow, type Steps } from "../../../src/core/internal";

function* summed(numbers: readonly number[]): Steps<number> {
  let sum = 0;
  for (const [i, value] of numbers.entries()) {
    sum += value;
    yield i / numbers.length;
  }
  return sum;
}

function* twice(numbers: readonly number[]): Steps<number> {
  return (yield* summed(numbers)) + (yield* summed(numbers));
}

test("work in steps has one result, in one go or with a checkpoint between them", async () => {
  const numbers = [1, 2, 3.5, 1e-9];
  expect(finish(twice(numbers))).toBe(13 + 2e-9);
  const fractions: number[] = [];
  const at = checkpoint("summing", { onProgress: ({ fraction }) => fractions.push(fraction) });
  expect(await follow(twice(numbers), at)).toBe(finish(twice(numbers)));
  expect(fractions[0]).toBe(0);
});

test("a checkpoint that pauses is waited for, each time", async () => {
  let waited = 0;
  const part = (): never => {
    throw new Error("not asked for");
  };
  const pausing = { pass: () => new Promise<void>((resume) => setImmediate(() => resume(void waited++))), part };
  const order: number[] = [];
  function* noting(): Steps<void> {
    for (let step = 0; step < 3; step++) {
      order.push(waited);
      yield step / 3;
    }
  }
  await follow(noting(), pausing);
  expect(order).toEqual([0, 1, 2]);
  expect(await follow(summed([1, 2]), { pass: () => undefined, part })).toBe(3);
});

test("the checkpoint stops work between its steps", async () => {
  const stop = new AbortController();
  let steps = 0;
  function* endless(): Steps<never> {
    for (;;) {
      steps += 1;
      if (steps === 1000) stop.abort(new Error("enough"));
      yield 0;
    }
  }
  await expect(follow(endless(), checkpoint("work", { signal: stop.signal }))).rejects.toThrow("enough");
  expect(steps).toBeGreaterThanOrEqual(1000);
});
