import { expect, test } from "vitest";
import { complaintsOf, runLoop } from "../fuzz/run-loop";

test("20 s of wrong calls of every public function: errors of ours, no engine's, none that hangs", async () => {
  const counts = await runLoop("call-loop.ts", { seconds: 20, attempts: Number.POSITIVE_INFINITY }, 1);
  expect(complaintsOf(counts)).toBe("");
  expect(counts.subjects).toBeGreaterThan(150);
  expect(counts.attempts).toBeGreaterThan(1000);
});

test("2,000 models with one part changed and the hash made anew: refused, or sound answers in time", async () => {
  const counts = await runLoop("mutation-loop.ts", { seconds: 250, attempts: 2000 }, 1);
  expect(complaintsOf(counts)).toBe("");
  expect(counts.attempts).toBe(2000);
  expect(counts.refused).toBeGreaterThan(1000);
});
