import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { pathPattern, sequencesFrom } from "../../../src/sequences";
import { Automaton } from "../../../src/sequences/patterns/automaton";
import { parsePathPattern } from "../../../src/sequences/patterns/parse-path-pattern";
import { Cases } from "../../helpers/cases";
import { size } from "../../helpers/size";
import { allMatches, type PatternTree, patternText } from "../../reference/path-pattern";

describe("a path pattern matches", () => {
  test.each([
    ["cart -> [^support]* -> purchase", "start -> cart -> look -> look -> purchase", [1, 5]],
    ["cart -> [^support]* -> purchase", "cart -> support -> purchase", undefined],
    ["cart→purchase", "cart -> purchase", [0, 2]],
    ["purchase{3,}", "purchase -> purchase -> look -> purchase -> purchase -> purchase -> purchase", [3, 7]],
    ["purchase{3}", "purchase -> purchase", undefined],
    ["a{,2} -> b", "a -> a -> a -> b", [1, 4]],
    ["a{1, 2} -> b", "a -> a -> a -> b", [1, 4]],
    ["a -> ... -> b", "c -> a -> c -> b -> b -> c", [1, 5]],
    ["a -> … -> b", "a -> b", [0, 2]],
    ["a -> .{1,2} -> b", "a -> c -> d -> b", [0, 4]],
    ["a -> .{1,2} -> b", "a -> b", undefined],
    ["[a b]+", "c -> a -> b -> a -> c", [1, 4]],
    ["[a, b | c]", "x -> c", [1, 2]],
    ["[shop_*]", "home -> shop_cart", [1, 2]],
    ["[^ shop_* home]", "home -> shop_cart -> exit", [2, 3]],
    ["[/users/*/settings]", "/users/12/settings", [0, 1]],
    ["[/users/*/settings]", "/users/settings", undefined],
    ["[a*b*c]", "abbc", [0, 1]],
    ["[a*a]", "a", undefined],
    ["[2\\*3]", "2*3", [0, 1]],
    ["[2\\*3]", "2x3", undefined],
    ['"Add to cart" -> "a -> b"', ["Add to cart", "a -> b"], [0, 2]],
    ['"\\"quoted\\\\"', ['"quoted\\'], [0, 1]],
    ['["(new session)"]', ["(new session)"], [0, 1]],
    ["START -> a", "a -> b", [0, 1]],
    ["START -> a", "b -> a", undefined],
    ["START -> LEVEL", "START -> LEVEL", [0, 2]],
    ['"START"', "a -> b", undefined],
    ["a -> END", "a -> b -> a", [2, 3]],
    ["START -> END", [], [0, 0]],
    ["START -> END", "a", undefined],
    ["START -> (a | b)* -> END", "a -> b -> a", [0, 3]],
    ["(START | c) -> a", "b -> c -> a", [1, 3]],
    ["a | b -> c", "b -> c", [0, 2]],
    ["(a | b) -> c", "a -> c", [0, 2]],
    ["(a -> b){2}", "a -> b -> a -> b", [0, 4]],
    ["a*", "b -> a", [0, 0]],
    ["__proto__ -> constructor", "__proto__ -> constructor", [0, 2]],
    ["🎮 -> ...", ["x", "🎮"], [1, 2]],
    ["page.view -> .", "page.view -> x", [0, 2]],
  ] as [string, string | string[], [number, number] | undefined][])("%s in %j: %j", (text, path, expected) => {
    const pattern = pathPattern(text);
    expect(pattern.find(path)).toEqual(expected && { start: expected[0], end: expected[1] });
    expect(pattern.test(path)).toBe(expected !== undefined);
  });
});

const anyName = fc.constantFrom("a", "b", "c");
const { tree: anyTree } = fc.letrec<{ tree: PatternTree }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.record({ name: anyName, excluded: fc.boolean() }),
    fc.record({ name: anyName }),
    fc.constant<PatternTree>({ any: true }),
    fc.constantFrom<PatternTree>({ edge: "START" }, { edge: "END" }),
    fc.record({ sequence: fc.array(tie("tree"), { minLength: 1, maxLength: 3 }) }),
    fc.record({ choice: fc.array(tie("tree"), { minLength: 1, maxLength: 3 }) }),
    fc
      .record({
        repeat: tie("tree"),
        min: fc.integer({ min: 0, max: 2 }),
        more: fc.constantFrom(0, 1, 2, Number.POSITIVE_INFINITY),
      })
      .map(({ repeat, min, more }): PatternTree => ({ repeat, min, max: min + more })),
  ),
}));
const anyPath = fc.array(fc.constantFrom("a", "b", "c", "d", "START", "END"), { maxLength: 9 });

test("agrees with trying everything", () => {
  const cases = new Cases("several matches", "one", "a match", "none");
  fc.assert(
    fc.property(anyTree, anyPath, (tree, path) => {
      const text = patternText(tree);
      let pattern: ReturnType<typeof pathPattern>;
      try {
        pattern = pathPattern(text);
      } catch (error) {
        expect((error as Error).message).toMatch(/^"pattern" expected at most 256 actions/);
        return;
      }
      const expected = allMatches(tree, path);
      expect(pattern.findAll(path)).toEqual(expected);
      expect(pattern.find(path)).toEqual(expected[0]);
      expect(pattern.test(path)).toBe(expected.length > 0);
      cases.when("several matches", expected.length > 1, "one");
      cases.when("a match", expected.length > 0, "none");
    }),
    { numRuns: size(500, 2000) },
  );
  cases.expectAll();
});

test("coded paths are answered as their names are", async () => {
  const paths = ["a -> b -> c", "c", "b -> a -> a -> d", "a -> b -> c", ""];
  const sequences = await sequencesFrom(paths);
  const coded = pathPattern("a -> [^d]* -> [c d]").over(sequences.vocabulary.actions);
  const rows = coded.testRows(sequences);
  expect(Array.from(sequences.rowOf, (row) => rows[row])).toEqual([1, 0, 1, 1, undefined]);
  const tokens = Uint32Array.from(["b", "a", "a", "d"], (name) => sequences.vocabulary.actions.indexOf(name));
  expect(coded.test(tokens)).toBe(true);
  expect(coded.find(tokens)).toEqual({ start: 1, end: 4 });
  expect(coded.findAll(tokens)).toEqual([{ start: 1, end: 4 }]);
});

test("an action that is not known is taken by any action alone, or by all", () => {
  const actions = ["a", "b"];
  const [surely, perhaps] = [2, 3];
  const test = (text: string, ...tokens: number[]) => pathPattern(text).over(actions).test(Uint32Array.from(tokens));
  for (const text of ["a -> . -> b", "a -> ... -> b", "a -> .{1,3} -> b"]) expect(test(text, 0, surely, 1)).toBe(true);
  for (const text of ["a -> [^c] -> b", "a -> b", "[a b]{3}", "START -> START", "a{2}"]) {
    expect(test(text, 0, surely, 1), text).toBe(false);
  }
  for (const text of ["a -> c -> b", "a -> b", "a{2}", "[^a] -> b -> END"])
    expect(test(text, 0, perhaps, 1)).toBe(true);
  expect(test("b -> b -> b", 0, perhaps, 1)).toBe(false);
  expect(test("START -> b -> b", 0, perhaps, 1)).toBe(false);
});

describe("patterns that make others backtrack", () => {
  test.each([
    "(a | b)* -> a -> (a | b){100} -> c", // as many sets of states as there are histories of 100
    "((a+)+)+ -> c",
    "(a? -> b? -> a?){80} -> c",
    "a -> ... -> b -> ... -> a -> ... -> b -> ... -> c",
    "a -> (b* -> c)?", // the longest match that begins at an a might reach the end
    "a -> (... -> c)?",
    "[a b]",
  ])("%s: each action is looked at three times at most", (text) => {
    const automaton = new Automaton(parsePathPattern("pattern", text).expression);
    const path = Array.from({ length: 20_000 }, (_, i) => ((Math.imul(i, 0x9e3779b1) >>> 13) & 1 ? "a" : "b"));
    let looks = 0;
    const tokens = new Proxy(
      Uint32Array.from(path, (name) => automaton.classes.of(name)),
      {
        get(target, key) {
          looks += 1;
          return target[key as unknown as number];
        },
      },
    );
    const input = { tokens, classOf: Uint32Array.from(automaton.classes.takers.keys()) };
    const matches = [...automaton.matches(input, 0, path.length)];
    expect(looks).toBeLessThanOrEqual(3 * path.length);
    expect(automaton.test(input, 0, path.length)).toBe(matches.length > 0);
  });
});

describe("what is no pattern is shown at its place", () => {
  test.each([
    ["", '"pattern" expected an action, got the end of the pattern at column 1\n  \n  ^'],
    ["cart -> -> purchase", '"pattern" expected an action at column 9\n  cart -> -> purchase\n          ^'],
    [
      "Add to cart",
      '"pattern" expected "->" before it (a name with blanks stands in quotes) at column 5\n  Add to cart\n      ^',
    ],
    [
      "[a b",
      '"pattern" expected "]" for the bracket at column 1, got the end of the pattern at column 5\n  [a b\n      ^',
    ],
    [
      "🙂 -> [a b",
      '"pattern" expected "]" for the bracket at column 6, got the end of the pattern at column 10\n  🙂 -> [a b\n           ^',
    ],
    ["[]", '"pattern" expected an action in the brackets at column 1\n  []\n  ^'],
    [
      "(a -> b",
      '"pattern" expected ")" for the parenthesis at column 1, got the end of the pattern at column 8\n  (a -> b\n         ^',
    ],
    ["a)", '"pattern" expected "->" or the end of the pattern at column 2\n  a)\n   ^'],
    ["a -> ^b", '"pattern" expected brackets around what is not to stand here: [^b] at column 6\n  a -> ^b\n       ^'],
    ['a -> "b', '"pattern" expected a second quote for the one at column 6\n  a -> "b\n       ^'],
    ["a{5,2}", '"pattern" expected the larger count last in {5,2} at column 2\n  a{5,2}\n   ^'],
    ["a{x}", '"pattern" expected a count such as {3}, {2,}, {,5} or {2,5} at column 2\n  a{x}\n   ^'],
    ["a+*", '"pattern" expected one repetition of an action, got two at column 3\n  a+*\n    ^'],
    [
      "...{2}",
      '"pattern" expected no count after "...", which is any number of actions; write .{0,5} at column 1\n  ...{2}\n  ^',
    ],
    ["🎮 x", '"pattern" expected "->" before it (a name with blanks stands in quotes) at column 3\n  🎮 x\n    ^'],
    ["a{200} -> b{57}", '"pattern" expected at most 256 actions, its counts written out, got 257'],
    ["((a{1000}){1000}){1000}", '"pattern" expected at most 256 actions, its counts written out, got 1000000000'],
    ["a".repeat(10_001), '"pattern" expected at most 10000 characters, got 10001'],
  ])("%j", (text, message) => {
    expect(() => pathPattern(text)).toThrow(new RangeError(message));
  });

  test("a long pattern is shown around the place, a hostile one in escapes", () => {
    expect(() => pathPattern(`${"a -> ".repeat(50)}\u001b -> -> ${"b -> ".repeat(50)}`)).toThrow(
      `"pattern" expected an action at column 256\n  …${"a -> ".repeat(5)}\\u{1b} -> -> ${"b -> ".repeat(11)}b…\n${" ".repeat(38)}^`,
    );
    expect(() => pathPattern("(".repeat(5000))).toThrow(
      "expected at most 100 parentheses inside each other at column 101",
    );
    expect(() => pathPattern(7 as never)).toThrow(new TypeError('"pattern" expected a path pattern, got 7'));
    expect(() => pathPattern("a").test(7 as never)).toThrow(
      new TypeError('"path" expected an array of actions or an arrow path, got 7'),
    );
  });

  test("256 actions are few enough", () => {
    expect(pathPattern("a{256}").test(Array(256).fill("a"))).toBe(true);
    expect(pathPattern("a{256}").test(Array(255).fill("a"))).toBe(false);
  });
});

test("unknown names are reported, with the nearest action", () => {
  const pattern = pathPattern("crat -> [shop_* buy] -> .* -> START");
  expect(pattern.unknownNames(["cart", "buy"])).toEqual([
    { name: "crat", column: 1, nearest: "cart", text: 'no action is named "crat" (column 1); did you mean "cart"?' },
    { name: "shop_*", column: 10, nearest: undefined, text: 'no action fits "shop_*" (column 10)' },
  ]);
  expect(pattern.unknownNames(["crat", "buy", "shop_1"])).toEqual([]);
  const [repeated] = pathPattern("buy -> shop_*").unknownNames(["buy", "shop_1"]);
  expect(repeated!.text).toBe('no action is named "shop_" (column 8); names that begin so are [shop_*]');
});
