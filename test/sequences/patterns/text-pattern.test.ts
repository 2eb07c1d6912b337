import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readTextPattern } from "../../../src/sequences/patterns/text-pattern";
import { Cases } from "../../helpers/cases";
import { size } from "../../helpers/size";

describe("a regular expression is replaced by an alias", () => {
  test.each([
    ["/users/\\d+", "/users/17/posts/8", "<id>/posts/8"],
    ["^/users/\\d+$", "/users/17/posts", "/users/17/posts"],
    ["\\d+", "a1b22", "a<id>b<id>"],
    ["[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "x 123e4567-e89b-12d3-a456-426614174000", "x <id>"],
    ["(?:foo|foobar)", "foobar!", "<id>!"],
    ["[^/]+$", "/a/b", "/a/<id>"],
    ["\\?.*", "/a?b=c", "/a<id>"],
    ["[\\w.-]+@[\\w.-]+", "mail ann.b@x.org now", "mail <id> now"],
    ["\\s+", "a \t b", "a<id>b"],
    ["[a\\]-]", "]", "<id>"],
    ["🎮{2}", "x🎮🎮y", "x<id>y"],
    ["x*", "axxb", "a<id>b"],
    ["\\n|\\D$", "1\n2z", "1<id>2<id>"],
    ["\\$\\(a\\)", "$(a)", "<id>"],
    ["a}]", "a}]", "<id>"],
    ["()", "a", "a"],
  ] as [string, string, string][])("%s of %j: %j", (expression, text, expected) => {
    expect(readTextPattern(expression, "match").replace(text, "<id>")).toBe(expected);
  });
});

/** Expressions that both read alike. */
const anyPiece = fc.constantFrom("a", "b", "[ab]", "[^a]", ".", "\\d", "\\w", "\\W", "1", "(?:a|ab)", "(b1|b)");
const anyCount = fc.constantFrom("", "*", "+", "?", "{2}", "{1,}", "{0,2}");
const anyExpression = fc
  .tuple(
    fc.constantFrom("", "^"),
    fc.array(fc.tuple(anyPiece, anyCount), { minLength: 1, maxLength: 4 }),
    fc.constantFrom("", "$"),
  )
  .map(([begin, pieces, end]) => begin + pieces.map((piece) => piece.join("")).join("") + end);

test("agrees with RegExp where that is asked for the longest match at each place", () => {
  const cases = new Cases("replaced", "left");
  fc.assert(
    fc.property(
      anyExpression,
      fc.string({ unit: fc.constantFrom("a", "b", "1", "-"), maxLength: 8 }),
      (text, subject) => {
        const expected = replacedByTrying(text, subject);
        expect(readTextPattern(text, "match").replace(subject, "#")).toBe(expected);
        cases.when("replaced", expected !== subject, "left");
      },
    ),
    { numRuns: size(500, 2000) },
  );
  cases.expectAll();
});

/** Tries every stretch, the longest first. */
function replacedByTrying(expression: string, subject: string): string {
  let result = "";
  for (let start = 0; start < subject.length; ) {
    let end = subject.length;
    while (end > start && !fits(expression, subject, start, end)) end--;
    result += end > start ? "#" : subject[start];
    start = end > start ? end : start + 1;
  }
  return result;
}

function fits(expression: string, subject: string, start: number, end: number): boolean {
  // what stands around the stretch is seen by ^ and $ alone
  const before = `(?<=^.{${start}})`;
  const after = `(?=.{${subject.length - end}}$)`;
  return new RegExp(`${before}(?:${expression})${after}`).test(subject);
}

test("an expression that would hang RegExp is searched at once", () => {
  expect(readTextPattern("((a+)+)+b", "match").replace("a".repeat(50_000), "#")).toBe("a".repeat(50_000));
});

describe("what cannot be matched in linear time, or is no expression, is refused", () => {
  test.each([
    [
      "a(?=b)",
      "expected no look-around and no named part, which cannot be matched in linear time at column 2\n  a(?=b)\n   ^",
    ],
    [
      "(a)\\1",
      "expected \\d, \\w, \\s, \\n, \\r, \\t or a sign behind the backslash, got \\1 at column 4\n  (a)\\1\n     ^",
    ],
    ["\\ba", "expected \\d, \\w, \\s, \\n, \\r, \\t or a sign behind the backslash, got \\b at column 1\n  \\ba\n  ^"],
    [
      "a+?",
      "expected one repetition, got two (there are no lazy ones: matches are the longest) at column 3\n  a+?\n    ^",
    ],
    ["(a", 'expected ")" for the parenthesis at column 1 at column 3\n  (a\n    ^'],
    ["a)", 'expected the end of the expression, got ")" that nothing opens at column 2\n  a)\n   ^'],
    ["[a", 'expected "]" for the bracket at column 1 at column 3\n  [a\n    ^'],
    ["[]", "expected a character in the brackets at column 1\n  []\n  ^"],
    ["[z-a]", "expected a range such as a-z at column 2\n  [z-a]\n   ^"],
    ["*a", "expected a character before the repetition at column 1\n  *a\n  ^"],
    ["a\\", "expected a character behind the backslash at column 2\n  a\\\n   ^"],
    ["a{300}", "expected at most 256 characters, its counts written out, got 300"],
  ])("%s", (expression, message) => {
    expect(() => readTextPattern(expression, "match")).toThrow(new RangeError(`"match" ${message}`));
  });

  test("what is no text", () => {
    expect(() => readTextPattern(/a/, "match")).toThrow(
      new TypeError('"match" expected a regular expression as text, got an object (RegExp)'),
    );
  });
});
