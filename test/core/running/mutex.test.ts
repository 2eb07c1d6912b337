import { expect, test } from "vitest";
import { Mutex } from "../../../src/core/internal";

test("one after the other, in the order asked, also after one that fails", async () => {
  const turns = new Mutex();
  const seen: string[] = [];
  const work = (name: string, fails = false) =>
    turns.runExclusive(async () => {
      seen.push(`${name} begins`);
      await new Promise(setImmediate);
      seen.push(`${name} ends`);
      if (fails) throw new Error(name);
      return name;
    });
  const [first, second, third] = [work("first"), work("second", true), work("third")];
  await expect(second).rejects.toThrow(new Error("second"));
  expect(await Promise.all([first, third])).toEqual(["first", "third"]);
  expect(seen).toEqual(["first", "second", "third"].flatMap((name) => [`${name} begins`, `${name} ends`]));
});
