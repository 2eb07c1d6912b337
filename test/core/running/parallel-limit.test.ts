import { expect, test } from "vitest";
import { parallelLimit } from "../../../src/core/internal";

/** Lets the event loop go round so many times. */
async function rounds(count: number): Promise<void> {
  for (let round = 0; round < count; round++) await new Promise(setImmediate);
}

test("results stand in the order of the tasks, and no more are under way than there are lanes", async () => {
  let [underWay, most] = [0, 0];
  const tasks = [9, 1, 5, 0, 3].map((length) => async () => {
    most = Math.max(most, ++underWay);
    await rounds(length);
    underWay -= 1;
    return length;
  });
  expect(await parallelLimit(2, tasks)).toEqual([9, 1, 5, 0, 3]);
  expect(most).toBe(2);
  expect(await parallelLimit(8, [])).toEqual([]);
});

test("one lane runs one after the other", async () => {
  const seen: string[] = [];
  const task = (name: string) => async () => {
    seen.push(`${name} begins`);
    await rounds(1);
    seen.push(`${name} ends`);
  };
  await parallelLimit(1, [task("a"), task("b")]);
  expect(seen).toEqual(["a begins", "a ends", "b begins", "b ends"]);
});

test("after a failure no task begins; the error comes when those under way have ended", async () => {
  const ended: number[] = [];
  const reason = new Error("no");
  const tasks = [
    async () => {
      await rounds(10);
      ended.push(0);
    },
    () => Promise.reject(reason),
    async () => void ended.push(2),
  ];
  await expect(parallelLimit(2, tasks)).rejects.toBe(reason);
  expect(ended).toEqual([0]);
});
