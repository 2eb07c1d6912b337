import { expect, test, vi } from "vitest";
import { type Checkpoint, forEachYielding } from "../../../src/core/internal";

function recorder(): Checkpoint & { readonly passed: number[] } {
  const passed: number[] = [];
  const at: Checkpoint = { pass: (fraction) => void passed.push(fraction) as undefined, part: () => at };
  return Object.assign(at, { passed });
}

test("work that counts no steps is followed item by item", async () => {
  const at = recorder();
  const work = vi.fn<(item: number) => void>();
  await forEachYielding(4, at, work);
  expect(work.mock.calls).toEqual([[0], [1], [2], [3]]);
  expect(at.passed).toEqual([0.25, 0.5, 0.75, 1]);
});

test("work that counts its steps is followed every 20,000 of them, an item being one more", async () => {
  const at = recorder();
  await forEachYielding(100, at, () => 999);
  expect(at.passed).toEqual([0.2, 0.4, 0.6, 0.8, 1]);
});

test("waits where the checkpoint does, stops where it throws, and needs none", async () => {
  const order: string[] = [];
  const pause = async () => void order.push("pause");
  await forEachYielding(2, { ...recorder(), pass: pause }, (i) => void order.push(String(i)));
  expect(order).toEqual(["0", "pause", "1", "pause"]);
  const seen: number[] = [];
  const stop = () => Promise.reject(new Error("stopped"));
  await expect(forEachYielding(3, { ...recorder(), pass: stop }, (i) => void seen.push(i))).rejects.toThrow("stopped");
  expect(seen).toEqual([0]);
  await forEachYielding(2, undefined, (i) => void seen.push(i));
  expect(seen).toEqual([0, 0, 1]);
});
