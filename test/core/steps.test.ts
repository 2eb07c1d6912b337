import { expect, test } from "vitest";
import { checkpoint, finish, follow, type Steps } from "../../src/core/internal";

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
  const told: number[] = [];
  const at = checkpoint("summing", { onProgress: ({ fraction }) => told.push(fraction) });
  expect(await follow(twice(numbers), at)).toBe(finish(twice(numbers)));
  expect(told[0]).toBe(0);
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
