import { expect, test } from "vitest";
import { readTests } from "./helpers/read-tests";
import { unmetCases } from "./helpers/unmet-cases";

test("what tests expect in some cases alone, they count the cases of", () => {
  const tests = [...readTests()].filter(([file]) => file.endsWith(".test.ts"));
  expect(unmetCases(new Map(tests))).toEqual([]);
});

test.each([
  "for (const x of xs) if (x > 0) expect(x).toBe(1);",
  "for (const x of xs) { if (x > 0) { expect(x).toBe(1); } }",
  "for (let i = 0; i < 9; i++) { if (i < 2) continue; expect(i).toBe(1); }",
  "fc.assert(fc.property(any, (x) => { if (x.length === 0) return; expect(x).toBe(1); }));",
  "xs.forEach((x) => { if (x) a(); else expect(x).toBe(1); });",
])("found: %s", (code) => {
  expect(unmetCases(new Map([["a.test.ts", `test("a", () => {\n${code} });`]]))).toEqual(["a.test.ts:2"]);
});

test.each([
  'for (const x of xs) if (cases.when("some", x > 0)) expect(x).toBe(1);',
  'for (const x of xs) { if (cases.when("none", x < 0, "some")) continue; expect(x).toBe(1); }',
  "if (message) expect(x).toBe(1); else expect(x).toBe(2);", // chosen by a row of test.each
  "for (const x of xs) { if (x > 0) continue; y.push(x); }",
  'for (const x of xs) test("b", () => { if (x) expect(x).toBe(1); });',
])("fine: %s", (code) => {
  expect(unmetCases(new Map([["a.test.ts", `test("a", () => {\n${code} });`]]))).toEqual([]);
});
