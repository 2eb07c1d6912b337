import { expect, test } from "vitest";
import { readTests } from "./helpers/read-tests";
import { wallClockUses } from "./helpers/wall-clock";

/** Files of test/ that read a clock or wait, each with a reason to. The gates may: some of what they hold is a time. */
const ALLOWED = new Set([
  "benchmarks/fixture/slow-sort.ts", // a peer whose time the harness measures
  "fuzz/run-loop.ts", // runs for so many seconds
  "fuzz/watched-process.ts", // ends a process that hangs
]);

const tests = readTests();

test("no test depends on the wall clock", () => {
  expect(tests.size).toBeGreaterThan(200);
  expect(wallClockUses(new Map([...tests].filter(([file]) => !ALLOWED.has(file))))).toEqual([]);
});

test("every exception is one", () => {
  for (const file of ALLOWED) {
    expect(wallClockUses(new Map([[file, tests.get(file) ?? ""]])), file).not.toEqual([]);
  }
});

test.each([
  ["setTimeout(() => controller.abort(), 20)", "setTimeout"],
  ["new Promise((resolve) => setTimeout(resolve))", "setTimeout"],
  ["globalThis.setInterval(tick, 1)", "setInterval"],
  ["Date.now() - 5", "Date.now"],
  ["[performance.now(), 1]", "performance.now"],
  ["AbortSignal.timeout(30)", "AbortSignal.timeout"],
  ["process.hrtime.bigint()", "process.hrtime"],
  ["new Date()", "new Date()"],
])("found: %s", (code, what) => {
  expect(wallClockUses(new Map([["core/a.test.ts", `\nconst y = ${code};`]]))).toEqual([
    `core/a.test.ts:2 uses ${what}`,
  ]);
});

test("found: a timer by import", () => {
  const code = 'import { setTimeout as wait } from "node:timers/promises";';
  expect(wallClockUses(new Map([["a.test.ts", code]]))).toEqual(["a.test.ts:1 uses timers/promises"]);
});

test.each([
  "setImmediate(turn)",
  "new Date(0)",
  '"Date.now()"',
  'vi.useFakeTimers({ toFake: ["setTimeout"] })',
  'vi.spyOn(performance, "now")',
])("not of the wall clock: %s", (code) => {
  expect(wallClockUses(new Map([["a.test.ts", `const y = ${code}; // setTimeout(f, 9)`]]))).toEqual([]);
});
